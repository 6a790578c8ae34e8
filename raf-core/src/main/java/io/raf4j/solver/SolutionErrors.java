package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.jet.JetShape;
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
 *   of a function its own, without the others
 * </pre>
 *
 * <p>Functions whose exact values are NaN are unknown and left out. Errors of shares of the points
 * add; in the same order they have the same bits.
 */
public final class SolutionErrors implements Serializable {

  private static final long serialVersionUID = 1L;

  private final boolean hasSlopes;
  private final double[] errors;
  private final double[] sizes;
  private final double[] maxima;
  private double error;
  private double size;
  private double slopeError;
  private double slopeSize;
  private double maximum;

  private SolutionErrors(boolean hasSlopes, int components) {
    this.hasSlopes = hasSlopes;
    this.errors = new double[components];
    this.sizes = new double[components];
    this.maxima = new double[components];
  }

  /**
   * Compares at points.
   *
   * @param parameters the network's flat vector
   * @throws IllegalArgumentException if no exact solution is known
   */
  public static SolutionErrors of(TrialLayer layer, INDArray parameters, Points points) {
    return of(layer, parameters, new ExactSample(layer.problem().pde(), points));
  }

  /**
   * Compares at the points of a sample, whose exact solution is computed once for any number of
   * comparisons.
   *
   * @param parameters the network's flat vector
   * @param sample of the exact solution of the layer's equation
   */
  public static SolutionErrors of(TrialLayer layer, INDArray parameters, ExactSample sample) {
    Points points = sample.points();
    JetShape shape = JetShape.gradient(sample.dimension());
    double[] jets = SlabSolution.of(layer, parameters).jets(shape, points);
    SolutionErrors errors = new SolutionErrors(sample.hasSlopes(), sample.components());
    int length = shape.rows() * sample.components();
    for (int p = 0; p < points.count(); p++) {
      errors.addValues(sample, p, jets, p * length, points.weights()[p]);
      if (errors.hasSlopes) {
        errors.addSlopes(sample, p, jets, p * length, points.weights()[p]);
      }
    }
    return errors;
  }

  private void addValues(ExactSample sample, int p, double[] jets, int from, double weight) {
    int m = sample.components();
    double[] exact = sample.values();
    for (int i = 0; i < m; i++) {
      double value = exact[p * m + i];
      double difference = jets[from + i] - value;
      if (Double.isNaN(value)) {
        continue;
      }
      maximum = Math.max(maximum, Math.abs(difference));
      error += weight * difference * difference;
      size += weight * value * value;
      errors[i] += weight * difference * difference;
      sizes[i] += weight * value * value;
      maxima[i] = Math.max(maxima[i], Math.abs(difference));
    }
  }

  private void addSlopes(ExactSample sample, int p, double[] jets, int from, double weight) {
    int m = sample.components();
    int d = sample.dimension();
    double[] exact = sample.slopes();
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < d; k++) {
        double slope = exact[(p * m + i) * d + k];
        double difference = jets[from + (1 + k) * m + i] - slope;
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
    for (int i = 0; i < errors.length; i++) {
      errors[i] += other.errors[i];
      sizes[i] += other.sizes[i];
      maxima[i] = Math.max(maxima[i], other.maxima[i]);
    }
  }

  /** Returns the relative error in L2. */
  public double relativeL2() {
    return Math.sqrt(error / size);
  }

  /** Returns the relative error in L2 of one function. */
  public double relativeL2(int component) {
    return Math.sqrt(errors[component] / sizes[component]);
  }

  /** Returns the largest error of one function at a point. */
  public double maximum(int component) {
    return maxima[component];
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
