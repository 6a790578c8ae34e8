package io.raf4j.jet;

/** A field whose jet is known: all duals are constants. */
record KnownField(Jet jet, JetShape shape) implements Field {

  @Override
  public Dual value() {
    return Dual.constant(jet.value());
  }

  @Override
  public Dual derivative(int k) {
    shape.requireDerivative(k);
    return Dual.constant(jet.derivative(k));
  }

  @Override
  public Dual derivativeAlong(double[] direction) {
    shape.requireDirection(direction);
    double sum = 0;
    for (int k = 0; k < direction.length; k++) {
      sum += direction[k] * jet.derivative(k);
    }
    return Dual.constant(sum);
  }

  @Override
  public Dual derivative(Partial partial) {
    shape.row(partial);
    return Dual.constant(jet.partial(partial));
  }

  @Override
  public Dual laplacian() {
    return laplacian(shape.weights());
  }

  @Override
  public Dual laplacian(double... weights) {
    shape.requireLaplacian(weights);
    return Dual.constant(jet.laplacian(weights));
  }
}
