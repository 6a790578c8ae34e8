package io.raf4j.benchmarks.kernel;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import io.raf4j.kernel.ActivationKernel;
import java.util.Random;

/** A tile in double precision. */
final class DoubleTile implements KernelTile {

  private final ActivationKernel kernel;
  private final int points;
  private final double[] z;
  private final double[] bias;
  private final double[] y;
  private final double[] epsilon;
  private final double[] delta;
  private final double[] alpha;
  private final double[] beta;
  private final double[] dBias;
  private final double[] dAlpha;
  private final double[] dBeta;

  DoubleTile(ActivationKernel kernel, ReproducingActivation activation, int points) {
    this.kernel = kernel;
    this.points = points;
    int width = kernel.width();
    int elements = points * kernel.shape().rows() * width;
    int coefficients = activation.terms().size() * width;
    Random random = new Random(1);
    z = uniform(random, elements);
    epsilon = uniform(random, elements);
    y = new double[elements];
    // Not epsilon itself, as in a layer: the tile is used again, and epsilon must not fade away.
    delta = new double[elements];
    // Of zeros, for the same reason: z must not wander off.
    bias = new double[width];
    alpha = new double[coefficients];
    beta = new double[coefficients];
    for (int i = 0; i < coefficients; i++) {
      Term term = activation.terms().get(i / width);
      alpha[i] = term.alpha().initial().sample(random::nextDouble);
      beta[i] = term.beta().initial().sample(random::nextDouble);
    }
    dBias = new double[width];
    dAlpha = new double[coefficients];
    dBeta = new double[coefficients];
  }

  private static double[] uniform(Random random, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = 2 * random.nextDouble() - 1;
    }
    return values;
  }

  @Override
  public int points() {
    return points;
  }

  @Override
  public void forward() {
    kernel.forward(z, bias, y, points, alpha, beta);
  }

  @Override
  public void backward() {
    kernel.backward(z, null, epsilon, delta, points, alpha, beta, dBias, dAlpha, dBeta);
  }
}
