package io.raf4j.eigen;

import io.raf4j.geometry.BoundaryPart;
import io.raf4j.geometry.BoundaryPoints;
import io.raf4j.geometry.Sampler;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Jet;
import io.raf4j.random.Purpose;
import java.util.Optional;

/**
 * Parts of a boundary on which the trial functions of an eigenvalue problem meet no condition.
 *
 * <p>The minimum of a Rayleigh quotient brings the natural condition about there, du/dn = 0. The
 * residual H u - lambda u knows of none: what solves it has any slope, and the eigenvalue is that
 * of no problem.
 */
public final class NaturalCondition {

  private static final int POINTS = 8;
  private static final double SMALL = 1e-9;

  private NaturalCondition() {}

  /**
   * Returns the name of a part on which neither B vanishes nor B and all features have a normal
   * derivative of 0; nothing where there is none or the domain is no shape with a boundary.
   */
  public static Optional<String> part(EigenProblem problem) {
    if (!(problem.domain() instanceof Shape shape)) {
      return Optional.empty();
    }
    return shape.parts().stream()
        .filter(part -> isFree(problem, part))
        .map(BoundaryPart::name)
        .findFirst();
  }

  private static boolean isFree(EigenProblem problem, BoundaryPart part) {
    BoundaryPoints points =
        Sampler.UNIFORM.drawBoundary(part, 1, Purpose.EVALUATION_SAMPLE, 0, 0, POINTS);
    for (int i = 0; i < points.count(); i++) {
      Jet[] x = Jet.coordinates(points.point(i));
      Jet factor = problem.boundaryFactor(x);
      if (Math.abs(factor.value()) > SMALL
          && slopes(problem, factor, x, points.normal(i)) > SMALL) {
        return true;
      }
    }
    return false;
  }

  /** Returns the largest normal derivative of what trial functions are made of. */
  private static double slopes(EigenProblem problem, Jet factor, Jet[] x, double[] normal) {
    double largest = Math.abs(along(factor, normal));
    for (Jet feature : problem.features(x)) {
      largest = Math.max(largest, Math.abs(along(feature, normal)));
    }
    return largest;
  }

  private static double along(Jet f, double[] normal) {
    double sum = 0;
    for (int k = 0; k < normal.length; k++) {
      sum += normal[k] * f.derivative(k);
    }
    return sum;
  }
}
