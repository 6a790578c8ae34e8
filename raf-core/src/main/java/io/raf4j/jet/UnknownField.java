package io.raf4j.jet;

/**
 * One of the functions of a network at a point: its duals have a partial by each row of its jet.
 *
 * @param jets {@code [rows, functions]} from offset on
 * @param others unknowns beside the functions
 */
record UnknownField(
    double[] jets, int offset, int functions, int function, JetShape shape, int others)
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
    return Dual.combination(sum, direction, function * shape.rows() + first, partials());
  }

  /** Returns how many unknowns a number may depend on. */
  private int partials() {
    return functions * shape.rows() + others;
  }

  @Override
  public Dual derivative(Partial partial) {
    return row(shape.row(partial));
  }

  @Override
  public Dual laplacian() {
    return laplacian(shape.weights());
  }

  @Override
  public Dual laplacian(double... weights) {
    shape.requireLaplacian(weights);
    return shape.higher() == JetShape.Higher.WEIGHTED
        ? row(shape.higherRow())
        : combination(weights);
  }

  private Dual combination(double[] weights) {
    double[] partials = new double[partials()];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] != 0) {
        int row = shape.row(Partial.along(k, k));
        sum += weights[k] * number(row);
        partials[function * shape.rows() + row] = weights[k];
      }
    }
    return Dual.combination(sum, partials, 0, partials.length);
  }

  private Dual row(int row) {
    int rows = shape.rows();
    return Dual.row(number(row), function * rows + row, partials());
  }

  private double number(int row) {
    return jets[offset + row * functions + function];
  }
}
