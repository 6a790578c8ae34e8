package io.raf4j.kernel;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Distribution;
import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Activations, tiles and reference values for the kernel tests. */
final class KernelFixtures {
  private KernelFixtures() {}

  /** Returns every function alone with learnable coefficients, then every preset. */
  static Stream<ReproducingActivation> activations() {
    Stream<ReproducingActivation> single = BasisFunction.all().stream().map(KernelFixtures::single);
    return Stream.concat(single, Presets.names().stream().map(Presets::named));
  }

  /** Returns the activation of one term, with learnable coefficients near 1. */
  static ReproducingActivation single(BasisFunction function) {
    Coefficient coefficient = Coefficient.learnable(new Distribution.Uniform(0.5, 1.5));
    return new ReproducingActivation(
        function.name(),
        ReproducingActivation.Mode.MIXED,
        ReproducingActivation.Sharing.NEURON,
        List.of(new Term(function, coefficient, coefficient)));
  }

  /** The arguments and results of one forward and one backward pass, in double precision. */
  static final class Pass {
    final ReproducingActivation activation;
    final int width;
    final int rows;
    final double[] x;
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

    Pass(ReproducingActivation activation, int width, int rows, long seed) {
      this.activation = activation;
      this.width = width;
      this.rows = rows;
      Random random = new Random(seed);
      int terms = activation.terms().size();
      x = random.doubles(rows * width, -1, 1).toArray();
      bias = random.doubles(width, -1, 1).toArray();
      epsilon = random.doubles(rows * width, -1, 1).toArray();
      alpha = new double[terms * width];
      beta = new double[terms * width];
      for (int i = 0; i < alpha.length; i++) {
        Term term = activation.terms().get(i / width);
        alpha[i] = term.alpha().initial().sample(random::nextDouble);
        beta[i] = term.beta().initial().sample(random::nextDouble);
      }
      z = x.clone();
      y = new double[x.length];
      delta = new double[x.length];
      // The sums start from something, to see that they are added to.
      dBias = random.doubles(width, -1, 1).toArray();
      dAlpha = random.doubles(alpha.length, -1, 1).toArray();
      dBeta = random.doubles(beta.length, -1, 1).toArray();
    }

    /** Runs a provider's kernel in double precision. */
    Pass run(KernelProvider provider) {
      ActivationKernel kernel = ActivationKernel.of(activation, width, provider);
      kernel.forward(z, bias, y, rows, alpha, beta);
      kernel.backward(z, null, epsilon, delta, rows, alpha, beta, dBias, dAlpha, dBeta);
      return this;
    }

    /** Runs a provider's kernel in single precision, with the arguments rounded. */
    Pass runSingle(KernelProvider provider) {
      ActivationKernel kernel = ActivationKernel.of(activation, width, provider);
      float[] z = singles(this.z);
      float[] y = singles(this.y);
      float[] delta = singles(this.delta);
      float[] alpha = singles(this.alpha);
      float[] beta = singles(this.beta);
      float[] dBias = singles(this.dBias);
      float[] dAlpha = singles(this.dAlpha);
      float[] dBeta = singles(this.dBeta);
      kernel.forward(z, singles(bias), y, rows, alpha, beta);
      kernel.backward(z, null, singles(epsilon), delta, rows, alpha, beta, dBias, dAlpha, dBeta);
      widen(z, this.z);
      widen(y, this.y);
      widen(delta, this.delta);
      widen(dBias, this.dBias);
      widen(dAlpha, this.dAlpha);
      widen(dBeta, this.dBeta);
      return this;
    }

    /** Fills in the results from the definition, with {@link StrictMath}. */
    Pass runReference() {
      for (int i = 0; i < x.length; i++) {
        z[i] = x[i] + bias[i % width];
        for (int p = 0; p < activation.terms().size(); p++) {
          if (hasTerm(i % width, p)) {
            addTerm(i, p);
          }
        }
        dBias[i % width] += delta[i];
      }
      return this;
    }

    private boolean hasTerm(int column, int p) {
      if (activation.mode() == ReproducingActivation.Mode.MIXED) {
        return true;
      }
      int[] bounds = activation.groupBounds(width);
      return bounds[p] <= column && column < bounds[p + 1];
    }

    private void addTerm(int i, int p) {
      Term term = activation.terms().get(p);
      int k = p * width + i % width;
      y[i] += term.derivative(0, z[i], alpha[k], beta[k]);
      delta[i] += epsilon[i] * term.derivative(1, z[i], alpha[k], beta[k]);
      if (term.alpha().learnable()) {
        dAlpha[k] += epsilon[i] * term.function().value(beta[k] * z[i]);
      }
      if (term.beta().learnable()) {
        dBeta[k] += epsilon[i] * alpha[k] * z[i] * term.function().derivative(1, beta[k] * z[i]);
      }
    }
  }

  /** Returns the numbers rounded to single precision. */
  static float[] singles(double[] values) {
    float[] singles = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      singles[i] = (float) values[i];
    }
    return singles;
  }

  static void widen(float[] from, double[] to) {
    for (int i = 0; i < from.length; i++) {
      to[i] = from[i];
    }
  }
}
