package io.raf4j.kernel;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import io.raf4j.jet.JetShape;
import io.raf4j.jet.Partial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        JetShape.pureSeconds(1),
        JetShape.pureSeconds(3),
        JetShape.pureSeconds(10),
        JetShape.of(2, List.of(Partial.along(0, 1))),
        JetShape.of(2, List.of(Partial.along(1, 1, 1))),
        JetShape.of(3, List.of(Partial.along(0, 1, 2), Partial.along(2, 2))),
        JetShape.of(2, List.of(Partial.along(0, 0, 1, 1), Partial.along(1, 1, 1, 1))));
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
    private final double[] sigma = new double[6];

    /** Adjoints of the derivatives of sigma from the first on. */
    private final double[] adjoints = new double[5];

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
      if (shape.higher() == JetShape.Higher.WEIGHTED) {
        runLaplacian();
      }
      if (shape.higher() == JetShape.Higher.CLOSED) {
        for (Partial partial : shape.partials()) {
          runPartial(partial);
        }
      }
      adjoints[0] = value(epsilon, 0);
      int at = at(point, 0, column);
      delta[at] = 0;
      for (int j = 0; j < adjoints.length; j++) {
        delta[at] += adjoints[j] * sigma[j + 1];
      }
      dBias[column] += delta[at];
      Arrays.stream(terms(column)).forEach(this::runTerm);
    }

    private void runCoordinate(int k) {
      int row = shape.gradientRow(k);
      double g = value(z, row);
      y[at(point, row, column)] = sigma[1] * g;
      delta[at(point, row, column)] = value(epsilon, row) * sigma[1];
      adjoints[1] += value(epsilon, row) * g;
      if (shape.higher() == JetShape.Higher.PURE) {
        runSecond(shape.higherRow() + k, g * g);
        double m = value(epsilon, shape.higherRow() + k);
        delta[at(point, row, column)] += 2 * m * sigma[2] * g;
      }
    }

    private void runLaplacian() {
      double m = value(epsilon, shape.higherRow());
      double squares = 0;
      for (int k = 0; k < shape.dimension(); k++) {
        double g = value(z, shape.gradientRow(k));
        squares += shape.weight(k) * g * g;
        delta[at(point, shape.gradientRow(k), column)] += 2 * shape.weight(k) * m * sigma[2] * g;
      }
      runSecond(shape.higherRow(), squares);
    }

    private void runSecond(int row, double squares) {
      y[at(point, row, column)] = sigma[1] * value(z, row) + sigma[2] * squares;
      delta[at(point, row, column)] = value(epsilon, row) * sigma[1];
      adjoints[1] += value(epsilon, row) * value(z, row);
      adjoints[2] += value(epsilon, row) * squares;
    }

    /**
     * Differentiates sigma(f) axis by axis, with each derivative of f a factor of its own: {@code
     * d/dx (sigma^(k) f_a f_b) = sigma^(k+1) f_x f_a f_b + sigma^(k) (f_ax f_b + f_a f_bx)}.
     */
    private void runPartial(Partial partial) {
      Map<List<Partial>, Integer> sum = Map.of(List.of(), 1);
      for (int axis : partial.axes()) {
        Map<List<Partial>, Integer> next = new HashMap<>();
        sum.forEach((product, count) -> differentiate(product, axis, count, next));
        sum = next;
      }
      int row = shape.row(partial);
      double e = value(epsilon, row);
      double result = 0;
      for (Map.Entry<List<Partial>, Integer> one : sum.entrySet()) {
        List<Partial> factors = one.getKey();
        int order = factors.size();
        double product = one.getValue() * product(factors, -1);
        result += sigma[order] * product;
        adjoints[order] += e * product;
        for (int i = 0; i < order; i++) {
          delta[at(point, shape.row(factors.get(i)), column)] +=
              e * sigma[order] * one.getValue() * product(factors, i);
        }
      }
      y[at(point, row, column)] = result;
    }

    private void differentiate(
        List<Partial> product, int axis, int count, Map<List<Partial>, Integer> into) {
      List<Partial> more = new ArrayList<>(product);
      more.add(Partial.along(axis));
      into.merge(more.stream().sorted().toList(), count, Integer::sum);
      for (int i = 0; i < product.size(); i++) {
        List<Integer> axes = new ArrayList<>(product.get(i).axes());
        axes.add(axis);
        List<Partial> changed = new ArrayList<>(product);
        changed.set(i, new Partial(axes));
        into.merge(changed.stream().sorted().toList(), count, Integer::sum);
      }
    }

    private double product(List<Partial> factors, int without) {
      double product = 1;
      for (int i = 0; i < factors.size(); i++) {
        product *= i == without ? 1 : value(z, shape.row(factors.get(i)));
      }
      return product;
    }

    /** d sigma^(j) / d alpha = b^j f^(j), d / d beta = a (j b^(j-1) f^(j) + b^j v f^(j+1)). */
    private void runTerm(int p) {
      Term term = activation.terms().get(p);
      int c = p * width + column;
      double v = value(z, 0);
      double a = alpha[c];
      double b = beta[c];
      for (int j = 0; j < adjoints.length; j++) {
        double f = term.function().derivative(j, b * v);
        double slope = term.function().derivative(j + 1, b * v);
        if (term.alpha().learnable()) {
          dAlpha[c] += adjoints[j] * Math.pow(b, j) * f;
        }
        if (term.beta().learnable()) {
          double inner = j == 0 ? 0 : j * Math.pow(b, j - 1) * f;
          dBeta[c] += a * adjoints[j] * (inner + Math.pow(b, j) * v * slope);
        }
      }
    }
  }
}
