package io.raf4j.kernel;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import io.raf4j.jet.JetShape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The arguments and results of one forward and one backward pass over jets. */
final class JetPass {
  final ReproducingActivation activation;
  final JetShape shape;
  final int width;
  final int points;
  final double[] bias;
  final double[] epsilon;
  final double[] alpha;
  final double[] beta;
  final double[] z;
  final double[] y;
  final double[] delta;
  final double[] dBias;
  final double[] dAlpha;
  final double[] dBeta;

  JetPass(ReproducingActivation activation, JetShape shape, int width, int points, long seed) {
    this.activation = activation;
    this.shape = shape;
    this.width = width;
    this.points = points;
    Random random = new Random(seed);
    int terms = activation.terms().size();
    z = random.doubles((long) points * shape.rows() * width, -1, 1).toArray();
    epsilon = random.doubles(z.length, -1, 1).toArray();
    bias = random.doubles(width, -1, 1).toArray();
    alpha = new double[terms * width];
    beta = new double[terms * width];
    for (int i = 0; i < alpha.length; i++) {
      Term term = activation.terms().get(i / width);
      alpha[i] = term.alpha().initial().sample(random::nextDouble);
      beta[i] = term.beta().initial().sample(random::nextDouble);
    }
    y = new double[z.length];
    delta = new double[z.length];
    // The sums start from something, to see that they are added to.
    dBias = random.doubles(width, -1, 1).toArray();
    dAlpha = random.doubles(alpha.length, -1, 1).toArray();
    dBeta = random.doubles(beta.length, -1, 1).toArray();
  }

  /** Returns shapes of every order, with dimensions from 1 to 10. */
  static Stream<JetShape> shapes() {
    return Stream.of(
        JetShape.value(),
        JetShape.gradient(1),
        JetShape.gradient(3),
        JetShape.laplacian(2),
        JetShape.laplacian(10),
        JetShape.weightedLaplacian(0.5, -2, 0),
        JetShape.allSeconds(1),
        JetShape.allSeconds(3),
        JetShape.allSeconds(10));
  }

  /** Returns the index of a number of z, y, epsilon or delta. */
  int at(int point, int row, int column) {
    return (point * shape.rows() + row) * width + column;
  }

  /** Runs a provider's kernel in double precision. */
  JetPass run(KernelProvider provider) {
    ActivationKernel kernel = ActivationKernel.of(activation, width, shape, provider);
    kernel.forward(z, bias, y, points, alpha, beta);
    kernel.backward(z, null, epsilon, delta, points, alpha, beta, dBias, dAlpha, dBeta);
    return this;
  }

  /** Runs a provider's kernel in single precision, with the arguments rounded. */
  JetPass runSingle(KernelProvider provider) {
    ActivationKernel kernel = ActivationKernel.of(activation, width, shape, provider);
    float[] z = KernelFixtures.singles(this.z);
    float[] y = new float[z.length];
    float[] epsilon = KernelFixtures.singles(this.epsilon);
    float[] alpha = KernelFixtures.singles(this.alpha);
    float[] beta = KernelFixtures.singles(this.beta);
    float[] dBias = KernelFixtures.singles(this.dBias);
    float[] dAlpha = KernelFixtures.singles(this.dAlpha);
    float[] dBeta = KernelFixtures.singles(this.dBeta);
    kernel.forward(z, KernelFixtures.singles(bias), y, points, alpha, beta);
    kernel.backward(z, null, epsilon, epsilon, points, alpha, beta, dBias, dAlpha, dBeta);
    KernelFixtures.widen(z, this.z);
    KernelFixtures.widen(y, this.y);
    KernelFixtures.widen(epsilon, this.delta);
    KernelFixtures.widen(dBias, this.dBias);
    KernelFixtures.widen(dAlpha, this.dAlpha);
    KernelFixtures.widen(dBeta, this.dBeta);
    return this;
  }

  /** Fills in the results from the definition, one number at a time. */
  JetPass runReference() {
    for (int point = 0; point < points; point++) {
      for (int column = 0; column < width; column++) {
        z[at(point, 0, column)] += bias[column];
        new Neuron(point, column).run();
      }
    }
    return this;
  }

  /** Returns the terms that a neuron has. */
  int[] terms(int column) {
    IntStream all = IntStream.range(0, activation.terms().size());
    if (activation.mode() == ReproducingActivation.Mode.MIXED) {
      return all.toArray();
    }
    int[] bounds = activation.groupBounds(width);
    return all.filter(p -> bounds[p] <= column && column < bounds[p + 1]).toArray();
  }

  /** One neuron at one point. */
  private final class Neuron {
    private final int point;
    private final int column;
    private final double[] sigma = new double[4];
    private double first;
    private double second;

    Neuron(int point, int column) {
      this.point = point;
      this.column = column;
      for (int p : terms(column)) {
        for (int k = 0; k < sigma.length; k++) {
          int c = p * width + column;
          sigma[k] += activation.terms().get(p).derivative(k, value(z, 0), alpha[c], beta[c]);
        }
      }
    }

    private double value(double[] tile, int row) {
      return tile[at(point, row, column)];
    }

    void run() {
      y[at(point, 0, column)] = sigma[0];
      for (int k = 0; k < shape.dimension(); k++) {
        runCoordinate(k);
      }
      if (shape.seconds() == JetShape.Seconds.WEIGHTED) {
        runLaplacian();
      }
      double adjoint = value(epsilon, 0);
      int at = at(point, 0, column);
      delta[at] = adjoint * sigma[1] + first * sigma[2] + second * sigma[3];
      dBias[column] += delta[at];
      Arrays.stream(terms(column)).forEach(p -> runTerm(p, adjoint));
    }

    private void runCoordinate(int k) {
      int row = shape.gradientRow(k);
      double g = value(z, row);
      y[at(point, row, column)] = sigma[1] * g;
      delta[at(point, row, column)] = value(epsilon, row) * sigma[1];
      first += value(epsilon, row) * g;
      if (shape.seconds() == JetShape.Seconds.ALL) {
        runSecond(shape.secondRow() + k, g * g);
        double m = value(epsilon, shape.secondRow() + k);
        delta[at(point, row, column)] += 2 * m * sigma[2] * g;
      }
    }

    private void runLaplacian() {
      double m = value(epsilon, shape.secondRow());
      double squares = 0;
      for (int k = 0; k < shape.dimension(); k++) {
        double g = value(z, shape.gradientRow(k));
        squares += shape.weight(k) * g * g;
        delta[at(point, shape.gradientRow(k), column)] += 2 * shape.weight(k) * m * sigma[2] * g;
      }
      runSecond(shape.secondRow(), squares);
    }

    private void runSecond(int row, double squares) {
      y[at(point, row, column)] = sigma[1] * value(z, row) + sigma[2] * squares;
      delta[at(point, row, column)] = value(epsilon, row) * sigma[1];
      first += value(epsilon, row) * value(z, row);
      second += value(epsilon, row) * squares;
    }

    private void runTerm(int p, double adjoint) {
      Term term = activation.terms().get(p);
      int c = p * width + column;
      double v = value(z, 0);
      double a = alpha[c];
      double b = beta[c];
      double[] f = new double[4];
      Arrays.setAll(f, k -> term.function().derivative(k, b * v));
      if (term.alpha().learnable()) {
        dAlpha[c] += adjoint * f[0] + first * b * f[1] + second * b * b * f[2];
      }
      if (term.beta().learnable()) {
        dBeta[c] +=
            a
                * (adjoint * v * f[1]
                    + first * (f[1] + b * v * f[2])
                    + second * (2 * b * f[2] + b * b * v * f[3]));
      }
    }
  }
}
