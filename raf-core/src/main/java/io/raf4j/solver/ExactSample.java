package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.jet.Jet;
import io.raf4j.pde.ExactSolution;
import io.raf4j.pde.ExactValues;
import io.raf4j.pde.PdeProblem;
import java.util.Optional;

/**
 * The exact solution of an equation at fixed points: its values and, where it has a closed form,
 * its gradients. They are computed when they are first asked for, and once: a network that is
 * judged after every iteration costs no more than its own evaluation then.
 *
 * <p>Keeps {@code count m (1 + d)} numbers for m functions of d coordinates. Usable by any number
 * of threads.
 */
public final class ExactSample {

  private final PdeProblem problem;
  private final Points points;
  private final ExactValues solution;
  private final Optional<ExactSolution> closedForm;
  private double[] values;
  private double[] slopes;

  /**
   * Prepares the sample; nothing is computed yet.
   *
   * @throws IllegalArgumentException if no exact solution is known
   */
  public ExactSample(PdeProblem problem, Points points) {
    this.problem = problem;
    this.points = points;
    this.closedForm = problem.exact();
    this.solution =
        problem
            .exactValues()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no exact solution of " + problem.name() + " is known"));
  }

  /** Returns the points. */
  public Points points() {
    return points;
  }

  /** Returns the number d of coordinates. */
  int dimension() {
    return problem.domain().dimension();
  }

  /** Returns the number m of functions. */
  int components() {
    return problem.components();
  }

  /** Returns whether gradients are known. */
  boolean hasSlopes() {
    return closedForm.isPresent();
  }

  /** Returns the values, {@code [count, m]}; not to be changed. */
  public synchronized double[] values() {
    if (values == null) {
      int m = components();
      double[] computed = new double[Math.multiplyExact(points.count(), m)];
      for (int p = 0; p < points.count(); p++) {
        System.arraycopy(solution.at(points.point(p)), 0, computed, p * m, m);
      }
      values = computed;
    }
    return values;
  }

  /**
   * Returns the gradients, {@code [count, m, d]}.
   *
   * @throws java.util.NoSuchElementException where they are not known
   */
  synchronized double[] slopes() {
    if (slopes == null) {
      slopes = slopes(closedForm.orElseThrow());
    }
    return slopes;
  }

  private double[] slopes(ExactSolution known) {
    int d = dimension();
    int m = components();
    double[] computed = new double[Math.multiplyExact(points.count(), m * d)];
    for (int p = 0; p < points.count(); p++) {
      Jet[] u = known.at(Jet.coordinates(points.point(p)));
      for (int i = 0; i < m; i++) {
        for (int k = 0; k < d; k++) {
          computed[(p * m + i) * d + k] = u[i].derivative(k);
        }
      }
    }
    return computed;
  }
}
