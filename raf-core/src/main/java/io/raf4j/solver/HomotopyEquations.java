package io.raf4j.solver;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.pde.Location;
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
 * solution that belongs to it. Conditions are turned down alike.
 *
 * @param itself the equation
 * @param amplitude t, in (0, 1]
 */
record HomotopyEquations(PdeEquations itself, double amplitude)
    implements Residuals.WithConditions {

  HomotopyEquations {
    if (!(amplitude > 0 && amplitude <= 1)) {
      throw new IllegalArgumentException(
          "amplitude is " + amplitude + "; expected more than 0, at most 1");
    }
  }

  @Override
  public PdeResidual residual() {
    return itself.residual();
  }

  @Override
  public int equations() {
    return itself.equations();
  }

  @Override
  public int extra() {
    return itself.extra();
  }

  @Override
  public int extraPartials() {
    return itself.extraPartials();
  }

  @Override
  public Dual[] at(Location where, Field[] u, double[] extra) {
    Field[] scaled = new Field[u.length];
    Field[] zero = new Field[u.length];
    Arrays.fill(zero, Field.of(Jet.constant(0), residual().shape()));
    for (int i = 0; i < u.length; i++) {
      scaled[i] = new ScaledField(u[i], amplitude);
    }
    Dual[] residuals = itself.at(where, scaled, extra);
    Dual[] atZero = itself.at(where, zero, extra);
    for (int e = 0; e < residuals.length; e++) {
      Dual offset = atZero[e];
      residuals[e] = residuals[e].minus(offset).times(1 / amplitude).plus(offset);
    }
    return residuals;
  }

  @Override
  public void source(Location where, double[] f) {
    itself.source(where, f);
  }

  @Override
  public double weight(Location where) {
    return itself.weight(where);
  }
}
