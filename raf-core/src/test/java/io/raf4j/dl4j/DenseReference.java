package io.raf4j.dl4j;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a dense layer has to compute, from the definition: nested loops in double precision.
 *
 * <p>Beside every sum stands the sum of its magnitudes, by which its rounding error is judged.
 */
final class DenseReference {

  /** Numbers, and the size of what was added up for each of them. */
  static final class Sums {
    final double[] values;
    final double[] magnitudes;

    Sums(int length) {
      values = new double[length];
      magnitudes = new double[length];
    }

    void add(int i, double value, double magnitude) {
      values[i] += value;
      magnitudes[i] += magnitude;
    }

    void add(int i, double value) {
      add(i, value, Math.abs(value));
    }
  }

  final Sums y;
  final Sums epsilonNext;
  final Sums weights;
  final Sums bias;
  final Sums[] alpha;
  final Sums[] beta;
  private final DenseCase c;
  private final double[] x;
  private final double[] w;
  private final double[] b;
  private final double[] epsilon;
  private final double[][] alphas;
  private final double[][] betas;
  private final int[] bounds;
  private final double floor;

  /**
   * Computes all sums.
   *
   * @param floor what is added to the size of every function's value and slope
   */
  DenseReference(DenseCase c, double floor) {
    this.floor = floor;
    this.c = c;
    int terms = c.activation.terms().size();
    y = new Sums(c.rows * c.out);
    epsilonNext = new Sums(c.rows * c.in);
    weights = new Sums(c.in * c.out);
    bias = new Sums(c.out);
    alpha = new Sums[terms];
    beta = new Sums[terms];
    x = DenseCase.numbers(c.x);
    w = c.parameters.weights().dup('f').castTo(DataType.DOUBLE).data().asDouble();
    b = c.bias ? DenseCase.numbers(c.parameters.bias()) : new double[c.out];
    epsilon = DenseCase.numbers(c.epsilon);
    alphas = new double[terms][c.out];
    betas = new double[terms][c.out];
    boolean grouped = c.activation.mode() == ReproducingActivation.Mode.GROUPED;
    bounds = grouped ? c.activation.groupBounds(c.out) : null;
    for (int p = 0; p < terms; p++) {
      alpha[p] = new Sums(c.out);
      beta[p] = new Sums(c.out);
      for (int j = 0; j < c.out; j++) {
        alphas[p][j] = c.coefficient(true, p, j);
        betas[p][j] = c.coefficient(false, p, j);
      }
    }
    for (int r = 0; r < c.rows; r++) {
      for (int j = 0; j < c.out; j++) {
        addNeuron(r, j);
      }
    }
  }

  private void addNeuron(int r, int j) {
    double z = b[j];
    double size = Math.abs(b[j]);
    for (int i = 0; i < c.in; i++) {
      z += x[r * c.in + i] * w[j * c.in + i];
      size += Math.abs(x[r * c.in + i] * w[j * c.in + i]);
    }
    double eps = epsilon[r * c.out + j];
    double delta = 0;
    double deltaSize = 0;
    for (int p = 0; p < alphas.length; p++) {
      if (bounds != null && (j < bounds[p] || j >= bounds[p + 1])) {
        continue;
      }
      Term term = c.activation.terms().get(p);
      double a = alphas[p][j];
      double s = betas[p][j];
      double value = term.function().value(s * z);
      double slope = s * term.function().derivative(1, s * z);
      double bend = s * s * term.function().derivative(2, s * z);
      // An error of z of relative size u makes one of u size |slope| here, and so on.
      y.add(
          r * c.out + j,
          a * value,
          Math.abs(a) * (floor + Math.abs(value) + size * Math.abs(slope)));
      delta += eps * a * slope;
      deltaSize +=
          Math.abs(eps * a) * (floor * Math.abs(s) + Math.abs(slope) + size * Math.abs(bend));
      if (term.alpha().learnable()) {
        alpha[p].add(j, eps * value, Math.abs(eps) * (1 + size * Math.abs(slope)));
      }
      if (term.beta().learnable()) {
        beta[p].add(
            j, eps * a * z * slope / s, size * (1 + Math.abs(slope) + size * Math.abs(bend)));
      }
    }
    bias.add(j, delta, deltaSize);
    for (int i = 0; i < c.in; i++) {
      double input = x[r * c.in + i];
      double weight = w[j * c.in + i];
      weights.add(j * c.in + i, delta * input, deltaSize * Math.abs(input));
      epsilonNext.add(r * c.in + i, delta * weight, deltaSize * Math.abs(weight));
    }
  }

  /** Returns sums as they are stored where a layer shares its coefficients: one for all neurons. */
  static Sums total(Sums perNeuron) {
    Sums total = new Sums(1);
    for (int j = 0; j < perNeuron.values.length; j++) {
      total.add(0, perNeuron.values[j], perNeuron.magnitudes[j]);
    }
    return total;
  }
}
