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
    shape.requireDerivative(k);
    return row(shape.gradientRow(k));
  }

  @Override
  public Dual derivativeAlong(double[] direction) {
    shape.requireDirection(direction);
    int first = shape.gradientRow(0);
    double sum = 0;
    for (int k = 0; k < direction.length; k++) {
      sum += direction[k] * number(first + k);
    }
    return Dual.combination(
        sum, direction, function * shape.rows() + first, functions * shape.rows());
  }

  @Override
  public Dual laplacian() {
    shape.require(JetShape.Seconds.WEIGHTED, "the Laplacian");
    return row(shape.secondRow());
  }

  @Override
  public Dual second(int k) {
    shape.require(JetShape.Seconds.ALL, "a second derivative");
    shape.requireDerivative(k);
    return row(shape.secondRow() + k);
  }

  private Dual row(int row) {
    int rows = shape.rows();
    return Dual.row(number(row), function * rows + row, functions * rows);
  }

  private double number(int row) {
    return jets[offset + row * functions + function];
  }
}
