package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.pde.ExactValues;
import io.raf4j.pde.PdeProblem;
import java.io.Serializable;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far a trial function is from the exact solution, over a set of points.
 *
 * <pre>
 *   relative L2   sqrt(sum w |u - v|^2 / sum w |v|^2)                      v the exact solution
 *   relative H1   the same with |u - v|^2 + |grad(u - v)|^2 and |v|^2 + |grad v|^2
 *   maximum       max |u - v|
 * </pre>
 *
 * <p>Errors of shares of the points add; in the same order they have the same bits.
 */
public final class SolutionErrors implements Serializable {

  private static final long serialVersionUID = 1L;

  private final boolean hasSlopes;
  private double error;
  private double size;
  private double slopeError;
  private double slopeSize;
  private double maximum;

  private SolutionErrors(boolean hasSlopes) {
    this.hasSlopes = hasSlopes;
  }

  /**
   * Compares at points.
   *
   * @param parameters the network's flat vector
   * @throws IllegalArgumentException if no exact solution is known
   */
  public static SolutionErrors of(TrialLayer layer, INDArray parameters, Points points) {
    PdeProblem problem = layer.problem().pde();
    ExactValues values =
        problem
            .exactValues()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no exact solution of " + problem.name() + " is known"));
    TrialSpace space = layer.space(JetShape.gradient(problem.domain().dimension()));
    double[] jets = TrialJets.at(layer, space, parameters, points);
    SolutionErrors errors = new SolutionErrors(problem.exact().isPresent());
    for (int p = 0; p < points.count(); p++) {
      double[] x = points.point(p);
      int from = p * space.rule().length();
      errors.addValues(values.at(x), jets, from, points.weights()[p]);
      if (errors.hasSlopes) {
        Jet[] v = problem.exact().get().at(Jet.coordinates(x));
        errors.addSlopes(v, x.length, jets, from, points.weights()[p]);
      }
    }
    return errors;
  }

  private void addValues(double[] exact, double[] jets, int from, double weight) {
    for (int i = 0; i < exact.length; i++) {
      double difference = jets[from + i] - exact[i];
      maximum = Math.max(maximum, Math.abs(difference));
      error += weight * difference * difference;
      size += weight * exact[i] * exact[i];
    }
  }

  private void addSlopes(Jet[] exact, int dimension, double[] jets, int from, double weight) {
    for (int i = 0; i < exact.length; i++) {
      for (int k = 0; k < dimension; k++) {
        double slope = exact[i].derivative(k);
        double difference = jets[from + (1 + k) * exact.length + i] - slope;
        slopeError += weight * difference * difference;
        slopeSize += weight * slope * slope;
      }
    }
  }

  /** Adds the errors at other points. */
  public void add(SolutionErrors other) {
    error += other.error;
    size += other.size;
    slopeError += other.slopeError;
    slopeSize += other.slopeSize;
    maximum = Math.max(maximum, other.maximum);
  }

  /** Returns the relative error in L2. */
  public double relativeL2() {
    return Math.sqrt(error / size);
  }

  /** Returns the relative error in H1; nothing where the solution is known by its values alone. */
  public OptionalDouble relativeH1() {
    return hasSlopes
        ? OptionalDouble.of(Math.sqrt((error + slopeError) / (size + slopeSize)))
        : OptionalDouble.empty();
  }

  /** Returns the largest error of a component at a point. */
  public double maximum() {
    return maximum;
  }
}
