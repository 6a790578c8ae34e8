package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.JetShape;
import io.raf4j.jetnet.JetLayer;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.util.Arrays;

/**
 * Draws the first layer of a network as features that are not trained.
 *
 * <pre>
 *   z_o = w_o . (phi(x) - phi(x_o))      w_o,k = slope_o g_k / (2 sigma_k)
 *
 *   x_o      a uniform point of the domain: where the feature has its middle
 *   g        standard normal numbers
 *   sigma_k  the standard deviation of what the network sees as its k-th input, over the domain
 *   slope_o  scale 4^(v - 1/2), v uniform on [0, 1]
 * </pre>
 *
 * <p>A feature whose middle lies outside the domain is nearly linear there, and many of those say
 * the same; features of several slopes serve smooth and steep parts. With the output layer solved
 * for by least squares such a network has the accuracy of a spectral method on smooth solutions.
 *
 * <p>Source of the method: random features, or extreme learning machines, for differential
 * equations (Dong, Li, 2021; Chen, Chi, E, Yang, 2022). That middles lie inside the domain and
 * slopes on a logarithmic scale is this project's choice.
 *
 * @param seed of the run
 * @param scale middle of the slopes, positive: 1 suits what changes once over the domain
 */
public record FeatureDraw(long seed, double scale) {

  /** Slopes differ by this factor at most. */
  private static final double SPREAD = 4;

  /** The least points that standard deviations are taken over. */
  private static final int LEAST_POINTS = 1024;

  /** Checks the scale. */
  public FeatureDraw {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("scale is " + scale + "; expected positive, finite");
    }
  }

  /**
   * Writes the first layer's weights and biases, and sets the output layer to zero: u is then the
   * lift A.
   *
   * <p>The draw of a neuron does not depend on how many there are.
   *
   * @param layer whose first layer has a bias
   * @param parameters flat vector, changed in place
   */
  public void write(TrialLayer layer, double[] parameters) {
    JetLayer first = layer.layers().get(0);
    if (!first.hasBias()) {
      throw new IllegalArgumentException("the first layer has no bias; expected one, for middles");
    }
    int in = first.in();
    int out = first.out();
    double[] seen = seen(layer, Math.max(LEAST_POINTS, out));
    double[] deviation = deviations(seen, in);
    for (int o = 0; o < out; o++) {
      RandomStream stream = RandomStream.of(seed, Purpose.FEATURES, 1, o);
      double slope = scale * Math.pow(SPREAD, stream.nextDouble() - 0.5);
      double bias = 0;
      for (int k = 0; k < in; k++) {
        double weight = slope * stream.nextGaussian() / (2 * deviation[k]);
        parameters[o * in + k] = weight;
        bias -= weight * seen[o * in + k];
      }
      parameters[in * out + o] = bias;
    }
    // The output layer, and after it the thetas of unknown numbers: both start from 0.
    long before =
        layer.layers().subList(0, layer.layers().size() - 1).stream()
            .flatMap(hidden -> hidden.parameters().values().stream())
            .mapToLong(n -> n)
            .sum();
    Arrays.fill(parameters, Math.toIntExact(before), parameters.length, 0);
  }

  /** Returns what the network sees of points of the domain, {@code [count, in]}. */
  private double[] seen(TrialLayer layer, int count) {
    TrialSpace space = layer.space(JetShape.value());
    Points points =
        Sampler.UNIFORM.draw(layer.problem().domain(), seed, Purpose.FEATURES, 0, 0, count);
    double[] seen = new double[count * space.features()];
    space.inputs(points).fill(0, count, seen);
    return seen;
  }

  private static double[] deviations(double[] seen, int in) {
    int count = seen.length / in;
    double[] deviations = new double[in];
    for (int k = 0; k < in; k++) {
      double mean = 0;
      for (int p = 0; p < count; p++) {
        mean += seen[p * in + k] / count;
      }
      double variance = 0;
      for (int p = 0; p < count; p++) {
        double distance = seen[p * in + k] - mean;
        variance += distance * distance / count;
      }
      // An input that is the same everywhere needs no scale.
      deviations[k] = variance > 0 ? Math.sqrt(variance) : 1;
    }
    return deviations;
  }
}
