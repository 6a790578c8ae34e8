package io.raf4j.solver;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.pde.Coefficient;
import io.raf4j.pde.Location;
import io.raf4j.pde.PdeResidual;
import java.util.List;

/**
 * {@code r = A[u] - f} inside, and those of the conditions; the other unknowns are the thetas of
 * the problem's coefficients.
 */
record PdeEquations(PdeResidual residual) implements Residuals.WithConditions {

  @Override
  public int equations() {
    return residual.equations();
  }

  @Override
  public int extra() {
    return residual.problem().coefficients().size();
  }

  @Override
  public int extraPartials() {
    return extra();
  }

  @Override
  public Dual[] at(Location where, Field[] u, double[] thetas) {
    return residual.leftHand(where, u, coefficients(u.length, thetas));
  }

  /** Returns the coefficients with their derivatives by theta. */
  private Dual[] coefficients(int functions, double[] thetas) {
    List<Coefficient> all = residual.problem().coefficients();
    int rows = functions * residual.shape().rows();
    Dual[] coefficients = new Dual[thetas.length];
    for (int j = 0; j < thetas.length; j++) {
      coefficients[j] =
          Dual.row(thetas[j], rows + j, rows + thetas.length)
              .scaled(all.get(j).at(thetas[j]), all.get(j).slope(thetas[j]));
    }
    return coefficients;
  }

  @Override
  public void source(Location where, double[] f) {
    System.arraycopy(residual.rightHand(where), 0, f, 0, f.length);
  }

  @Override
  public double weight(Location where) {
    if (where.condition() == 0) {
      return residual.problem().weight(where.x());
    }
    double scale = residual.scale(where.condition());
    return scale * scale;
  }
}
