package io.raf4j.jet;

/**
 * One of the functions of a network at a point: its duals have a partial by each row of its jet.
 *
 * @param jets {@code [rows, functions]} from offset on
 */
record UnknownField(double[] jets, int offset, int functions, int function, JetShape shape)
    implements Field {

  @Override
  public Dual value() {
    return row(0);
  }

  @Override
  public Dual derivative(int k) {
    if (k < 0 || k >= shape.dimension()) {
      throw new IllegalStateException(
          "derivative along coordinate " + k + " of a jet that carries " + shape);
    }
    return row(shape.gradientRow(k));
  }

  @Override
  public Dual laplacian() {
    require(JetShape.Seconds.WEIGHTED, "the Laplacian");
    return row(shape.secondRow());
  }

  @Override
  public Dual second(int k) {
    require(JetShape.Seconds.ALL, "a second derivative");
    return row(shape.secondRow() + k);
  }

  private void require(JetShape.Seconds seconds, String what) {
    if (shape.seconds() != seconds) {
      throw new IllegalStateException(what + " of a jet that carries " + shape);
    }
  }

  private Dual row(int row) {
    int rows = shape.rows();
    return Dual.row(
        jets[offset + row * functions + function], function * rows + row, functions * rows);
  }
}
