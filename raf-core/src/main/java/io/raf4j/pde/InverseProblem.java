package io.raf4j.pde;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import java.util.List;

/** A differential equation with unknown numbers, found from conditions on the solution. */
public interface InverseProblem extends PdeProblem {

  @Override
  List<Coefficient> coefficients();

  @Override
  Dual[] operator(double[] x, Field[] u, Dual[] coefficients);

  /** Applies the operator with the coefficients' initial values. */
  @Override
  default Dual[] operator(double[] x, Field[] u) {
    return operator(x, u, Coefficient.initials(coefficients()));
  }
}
