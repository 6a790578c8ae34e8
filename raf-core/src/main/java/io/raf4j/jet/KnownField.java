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
  public Dual laplacian() {
    shape.require(JetShape.Seconds.WEIGHTED, "the Laplacian");
    return Dual.constant(jet.laplacian(shape));
  }

  @Override
  public Dual second(int k) {
    shape.require(JetShape.Seconds.ALL, "a second derivative");
    shape.requireDerivative(k);
    return Dual.constant(jet.second(k));
  }
}
