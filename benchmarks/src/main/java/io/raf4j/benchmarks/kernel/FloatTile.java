package io.raf4j.benchmarks.kernel;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import io.raf4j.kernel.ActivationKernel;
import java.util.Random;

/** A tile in single precision. */
final class FloatTile implements KernelTile {

  private final ActivationKernel kernel;
  private final int points;
  private final float[] z;
  private final float[] bias;
  private final float[] y;
  private final float[] epsilon;
  private final float[] delta;
  private final float[] alpha;
  private final float[] beta;
  private final float[] dBias;
  private final float[] dAlpha;
  private final float[] dBeta;

  FloatTile(ActivationKernel kernel, ReproducingActivation activation, int points) {
    this.kernel = kernel;
    this.points = points;
    int width = kernel.width();
    int elements = points * kernel.shape().rows() * width;
    int coefficients = activation.terms().size() * width;
    Random random = new Random(1);
    z = uniform(random, elements);
    epsilon = uniform(random, elements);
    y = new float[elements];
    // Not epsilon itself, as in a layer: the tile is used again, and epsilon must not fade away.
    delta = new float[elements];
    // Of zeros, for the same reason: z must not wander off.
    bias = new float[width];
    alpha = new float[coefficients];
    beta = new float[coefficients];
    for (int i = 0; i < coefficients; i++) {
      Term term = activation.terms().get(i / width);
      alpha[i] = (float) term.alpha().initial().sample(random::nextDouble);
      beta[i] = (float) term.beta().initial().sample(random::nextDouble);
    }
    dBias = new float[width];
    dAlpha = new float[coefficients];
    dBeta = new float[coefficients];
  }

  private static float[] uniform(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
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
