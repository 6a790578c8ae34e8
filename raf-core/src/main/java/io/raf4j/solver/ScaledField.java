package io.raf4j.solver;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Partial;

/** The function t u. */
record ScaledField(Field u, double factor) implements Field {

  @Override
  public Dual value() {
    return u.value().times(factor);
  }

  @Override
  public Dual derivative(int k) {
    return u.derivative(k).times(factor);
  }

  @Override
  public Dual derivativeAlong(double[] direction) {
    return u.derivativeAlong(direction).times(factor);
  }

  @Override
  public Dual derivative(Partial partial) {
    return u.derivative(partial).times(factor);
  }

  @Override
  public Dual laplacian() {
    return u.laplacian().times(factor);
  }

  @Override
  public Dual laplacian(double... weights) {
    return u.laplacian(weights).times(factor);
  }
}
