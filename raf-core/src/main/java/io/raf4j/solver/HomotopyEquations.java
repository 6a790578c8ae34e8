package io.raf4j.solver;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.pde.PdeResidual;
import java.util.Arrays;

/**
 * A differential equation with its nonlinear terms turned down:
 *
 * <pre>
 *   A_t[u] = (A[t u] - A[0]) / t + A[0]       r = A_t[u] - f
 * </pre>
 *
 * <p>t = 1 is the equation itself, t near 0 its linearisation at u = 0; a linear equation is the
 * same for every t. An equation with several solutions, started from its linearisation, ends at the
 * solution that belongs to it.
 *
 * @param amplitude t, in (0, 1]
 */
record HomotopyEquations(PdeResidual residual, double amplitude) implements PointEquations {

  HomotopyEquations {
    if (!(amplitude > 0 && amplitude <= 1)) {
      throw new IllegalArgumentException(
          "amplitude is " + amplitude + "; expected more than 0, at most 1");
    }
  }

  @Override
  public int equations() {
    return residual.equations();
  }

  @Override
  public Dual[] at(double[] x, Field[] u, double[] extra) {
    Field[] scaled = new Field[u.length];
    Field[] zero = new Field[u.length];
    Arrays.fill(zero, Field.of(Jet.constant(0), residual.shape()));
    for (int i = 0; i < u.length; i++) {
      scaled[i] = new ScaledField(u[i], amplitude);
    }
    Dual[] residuals = residual.problem().operator(x, scaled);
    Dual[] atZero = residual.problem().operator(x, zero);
    for (int e = 0; e < residuals.length; e++) {
      double offset = atZero[e].value();
      residuals[e] = residuals[e].minus(offset).times(1 / amplitude).plus(offset);
    }
    return residuals;
  }

  @Override
  public void source(double[] x, double[] f) {
    System.arraycopy(residual.source(x), 0, f, 0, f.length);
  }
}
