package io.raf4j.formula;

/** A number of the place: a coordinate, a component of the normal, or what was measured there. */
final class Site extends Expression {

  /** What is known of a place. */
  enum Kind {
    /** A coordinate of the point. */
    COORDINATE,
    /** A component of the normal that points out. */
    NORMAL,
    /** A number that was measured. */
    READING
  }

  private final Kind kind;
  private final int index;

  /**
   * Creates a number of the place.
   *
   * @param index counted from 0
   */
  Site(Kind kind, int index) {
    super(kind);
    this.kind = kind;
    this.index = index;
  }

  @Override
  PointProgram point() {
    int k = index;
    return kind == Kind.COORDINATE ? (x, numbers) -> x[k] : (x, numbers) -> numbers[k];
  }

  @Override
  JetProgram jet() {
    if (kind != Kind.COORDINATE) {
      throw without("jets");
    }
    int k = index;
    return x -> x[k];
  }

  @Override
  DualProgram unknown() {
    throw without("unknowns");
  }

  @Override
  Expression derivative(int axis) {
    if (kind != Kind.COORDINATE) {
      throw new IllegalArgumentException(
          "there is no derivative of a normal or of what was measured; expected a formula of"
              + " coordinates and unknowns");
    }
    return new Constant(axis == index ? 1 : 0);
  }
}
