package io.raf4j.solver;

import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.pde.ExactSolution;
import io.raf4j.pde.PdeProblem;
import java.io.Serializable;
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

  private double error;
  private double size;
  private double slopeError;
  private double slopeSize;
  private double maximum;

  private SolutionErrors() {}

  /**
   * Compares at points.
   *
   * @param parameters the network's flat vector
   * @throws IllegalArgumentException if no exact solution is known
   */
  public static SolutionErrors of(TrialLayer layer, INDArray parameters, Points points) {
    PdeProblem problem = layer.problem().pde();
    ExactSolution exact =
        problem
            .exact()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no exact solution of " + problem.name() + " is known"));
    TrialSpace space = layer.space(JetShape.gradient(problem.domain().dimension()));
    double[] jets = TrialJets.at(layer, space, parameters, points);
    SolutionErrors errors = new SolutionErrors();
    for (int p = 0; p < points.count(); p++) {
      Jet[] v = exact.at(Jet.coordinates(points.point(p)));
      errors.add(space, jets, p, v, points.weights()[p]);
    }
    return errors;
  }

  private void add(TrialSpace space, double[] jets, int point, Jet[] exact, double weight) {
    int functions = space.functions();
    int from = point * space.rule().length();
    for (int i = 0; i < functions; i++) {
      double difference = jets[from + i] - exact[i].value();
      maximum = Math.max(maximum, Math.abs(difference));
      error += weight * difference * difference;
      size += weight * exact[i].value() * exact[i].value();
      for (int k = 0; k < space.dimension(); k++) {
        double slope = exact[i].derivative(k);
        double off = jets[from + (1 + k) * functions + i] - slope;
        slopeError += weight * off * off;
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

  /** Returns the relative error in H1. */
  public double relativeH1() {
    return Math.sqrt((error + slopeError) / (size + slopeSize));
  }

  /** Returns the largest error of a component at a point. */
  public double maximum() {
    return maximum;
  }
}
