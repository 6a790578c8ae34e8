package io.raf4j.solver;

import io.raf4j.dl4j.RafDenseLayer;
import io.raf4j.eigen.EigenProblem;
import io.raf4j.eigen.RayleighForm;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The projected eigenvalue problem {@code A y = lambda M y} of K functions. */
final class RayleighRitz {

  /** Factor of the output weights of a start that is nearly constant. */
  private static final double SMALL = 0.05;

  private RayleighRitz() {}

  static EigenPairs.Projection project(GramSums sums, EigenProblem problem) {
    int n = sums.count();
    double[] a = means(sums.stiffness(), sums.points());
    double[] m = means(sums.mass(), sums.points());
    if (problem.cubic() != 0) {
      return cubic(sums, problem);
    }
    double[] values = new double[n];
    // Symmetric matrices read the same by rows and by columns; vectors come as columns.
    int info =
        openblas.LAPACKE_dsygv(
            openblas.LAPACK_COL_MAJOR, 1, (byte) 'V', (byte) 'U', n, a, n, m, n, values);
    if (info != 0) {
      throw new ArithmeticException(
          "the "
              + n
              + " functions of "
              + problem.name()
              + " are linearly dependent or not finite (LAPACK's dsygv returned "
              + info
              + "); train longer, with more points or another seed");
    }
    double[] rotation = new double[n * n];
    double size = Math.sqrt(problem.norm());
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        rotation[i * n + j] = size * a[j * n + i];
      }
    }
    return new EigenPairs.Projection(values, rotation);
  }

  private static EigenPairs.Projection cubic(GramSums sums, EigenProblem problem) {
    requireOne(sums.count());
    double mass = sums.meanMass(0);
    double eigenvalue =
        new RayleighForm(problem, 1).eigenvalue(sums.meanStiffness(0), mass, sums.meanQuartic(0));
    return new EigenPairs.Projection(
        new double[] {eigenvalue}, new double[] {Math.sqrt(problem.norm() / mass)});
  }

  static void requireOne(int count) {
    if (count != 1) {
      throw new IllegalArgumentException(
          "count is " + count + "; expected 1 for a nonlinear eigenvalue problem");
    }
  }

  private static double[] means(double[] sums, long points) {
    return Arrays.stream(sums).map(sum -> sum / points).toArray();
  }

  /** Multiplies the linear output layer by the rotation. */
  static INDArray rotated(TrialLayer layer, INDArray parameters, double[] rotation) {
    RafDenseLayer output = output(layer);
    int in = Math.toIntExact(output.getNIn());
    int out = Math.toIntExact(output.getNOut());
    double[] theta = parameters.castTo(DataType.DOUBLE).toDoubleVector();
    int start = start(output, theta.length);
    double[] rotated = theta.clone();
    for (int row = 0; row < (output.isHasBias() ? in + 1 : in); row++) {
      for (int j = 0; j < out; j++) {
        double sum = 0;
        for (int i = 0; i < out; i++) {
          sum += theta[start + place(row, i, in, out)] * rotation[i * out + j];
        }
        rotated[start + place(row, j, in, out)] = sum;
      }
    }
    return Nd4j.createFromArray(rotated).reshape(1, rotated.length);
  }

  /** Makes the output layer nearly the constant 1. */
  static INDArray positive(TrialLayer layer, INDArray parameters) {
    RafDenseLayer output = output(layer);
    if (!output.isHasBias()) {
      throw new IllegalArgumentException("the output layer has no bias; expected one");
    }
    double[] theta = parameters.castTo(DataType.DOUBLE).toDoubleVector();
    int start = start(output, theta.length);
    int weights = Math.toIntExact(output.getNIn() * output.getNOut());
    for (int i = start; i < start + weights; i++) {
      theta[i] *= SMALL;
    }
    Arrays.fill(theta, start + weights, theta.length, 1);
    return Nd4j.createFromArray(theta).reshape(1, theta.length);
  }

  private static RafDenseLayer output(TrialLayer layer) {
    List<RafDenseLayer> layers = layer.getDenseLayers();
    return layers.get(layers.size() - 1);
  }

  /** Returns where a linear output layer begins in the flat vector. */
  private static int start(RafDenseLayer output, int length) {
    long own = output.initializer().numParams(output);
    long rows = output.isHasBias() ? output.getNIn() + 1 : output.getNIn();
    if (own != rows * output.getNOut()) {
      throw new IllegalArgumentException(
          "the output layer learns more than weights and biases; expected a linear one");
    }
    return Math.toIntExact(length - own);
  }

  /** W is column-major [in, out], the biases come after it. */
  private static int place(int row, int column, int in, int out) {
    return row < in ? column * in + row : in * out + column;
  }
}
