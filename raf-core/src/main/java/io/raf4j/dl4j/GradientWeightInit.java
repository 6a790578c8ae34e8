package io.raf4j.dl4j;

import io.raf4j.basis.Distribution;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Draws the weights of each neuron of a first layer from N(0, T / omega^2), T being the structure
 * tensor of the signal: the mean outer product of its gradient, over its variance.
 *
 * <p>{@code W: [in, out]}, {@code T: [in, in]}. A first layer sin(omega W x) then starts with wave
 * vectors that are distributed as the signal's own: as fast along each axis as the signal varies
 * there (the root of T_aa is its root mean square angular frequency), and along the directions in
 * which it moves (the entries off the diagonal). No frequency is left to guess. Numbers come from a
 * counter-based stream seeded by one draw of ND4J's generator.
 *
 * @param tensor T, row by row; symmetric and positive semi-definite
 * @param omega the scale by which the activation multiplies its argument, positive
 */
record GradientWeightInit(
    @JsonProperty("tensor") double[] tensor, @JsonProperty("omega") double omega)
    implements IWeightInit {

  /** Pivots below this share of the largest are taken for zero: the signal is constant there. */
  private static final double TOLERANCE = 1e-12;

  /** Checks shape, symmetry and scale, and copies the tensor. */
  public GradientWeightInit {
    tensor = tensor.clone();
    int axes = (int) Math.round(Math.sqrt(tensor.length));
    if (axes * axes != tensor.length || !Arrays.stream(tensor).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "tensor is " + Arrays.toString(tensor) + "; expected a square matrix of finite numbers");
    }
    if (!(omega > 0) || Double.isInfinite(omega)) {
      throw new IllegalArgumentException("omega is " + omega + "; expected positive and finite");
    }
  }

  /** Returns a copy of T, row by row. */
  @Override
  public double[] tensor() {
    return tensor.clone();
  }

  @Override
  public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray paramView) {
    int axes = (int) shape[0];
    if (axes * axes != tensor.length) {
      throw new IllegalArgumentException(
          "the layer has " + axes + " inputs; expected the root of " + tensor.length);
    }
    double[][] factor = cholesky(axes);
    DoubleSupplier uniform =
        RandomStream.of(Nd4j.getRandom().nextLong(), Purpose.INITIALISATION, 0, 0).asUniform();
    Distribution standard = new Distribution.Normal(0, 1);
    INDArray weights = paramView.reshape(order, shape);
    double[] g = new double[axes];
    for (long unit = 0; unit < shape[1]; unit++) {
      Arrays.setAll(g, a -> standard.sample(uniform));
      for (int row = 0; row < axes; row++) {
        double weight = 0;
        for (int column = 0; column <= row; column++) {
          weight += factor[row][column] * g[column];
        }
        weights.putScalar(row, unit, weight / omega);
      }
    }
    return weights;
  }

  /** Returns L with L L^T = T; columns of zero pivots are zero. */
  private double[][] cholesky(int axes) {
    double largest = Arrays.stream(tensor).map(Math::abs).max().orElse(0);
    double[][] factor = new double[axes][axes];
    for (int j = 0; j < axes; j++) {
      double pivot = tensor[j * axes + j];
      for (int k = 0; k < j; k++) {
        pivot -= factor[j][k] * factor[j][k];
      }
      if (pivot <= TOLERANCE * largest) {
        continue;
      }
      factor[j][j] = Math.sqrt(pivot);
      for (int i = j + 1; i < axes; i++) {
        double entry = tensor[i * axes + j];
        for (int k = 0; k < j; k++) {
          entry -= factor[i][k] * factor[j][k];
        }
        factor[i][j] = entry / factor[j][j];
      }
    }
    return factor;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GradientWeightInit that
        && omega == that.omega
        && Arrays.equals(tensor, that.tensor);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(tensor) + Double.hashCode(omega);
  }

  @Override
  public String toString() {
    return "GradientWeightInit(" + Arrays.toString(tensor) + ", " + omega + ")";
  }
}
