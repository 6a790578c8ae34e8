package io.raf4j.jet;

/** A field whose jet is known: all duals are constants. */
record KnownField(Jet jet, JetShape shape) implements Field {

  @Override
  public Dual value() {
    return Dual.constant(jet.value());
  }

  @Override
  public Dual derivative(int k) {
    return Dual.constant(jet.derivative(k));
  }

  @Override
  public Dual laplacian() {
    return Dual.constant(jet.laplacian(shape));
  }

  @Override
  public Dual second(int k) {
    return Dual.constant(jet.second(k));
  }
}
