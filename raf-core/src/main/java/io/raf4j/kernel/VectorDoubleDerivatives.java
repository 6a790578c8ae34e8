package io.raf4j.kernel;

import static io.raf4j.kernel.DoubleTable.RATIONAL_LIMIT;
import static io.raf4j.kernel.VectorDoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;

import io.raf4j.basis.Rational;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Derivatives a vector at a time, operation by operation those of {@link ScalarDoubleDerivatives}.
 *
 * <p>Each loop belongs to one function: a call that dispatched inside would box every vector.
 */
final class VectorDoubleDerivatives implements DoubleDerivatives {
  private static final int LANES = SPECIES.length();
  private static final double Q = (double) Rational.Q;

  @Override
  public void power(int degree, int order, double[] u, double[][] out, int n) {
    for (int k = 0; k <= order; k++) {
      double factor = ScalarDoubleDerivatives.factor(degree, k);
      power(Math.max(degree - k, 0), factor, u, out[k], n);
    }
  }

  private static void power(int exponent, double factor, double[] u, double[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, u, i);
      DoubleVector p = broadcast(SPECIES, factor);
      for (int j = 0; j < exponent; j++) {
        p = p.mul(v);
      }
      p.intoArray(out, i);
    }
  }

  @Override
  public void rectifiedPower(int power, int order, double[] u, double[][] out, int n) {
    for (int k = 0; k <= Math.min(order, power); k++) {
      rectify(power - k, ScalarDoubleDerivatives.factor(power, k), u, out[k], n);
    }
    for (int k = power + 1; k <= order; k++) {
      Arrays.fill(out[k], 0, n, 0);
    }
  }

  private static void rectify(int exponent, double factor, double[] u, double[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, u, i);
      DoubleVector p = broadcast(SPECIES, factor);
      for (int j = 0; j < exponent; j++) {
        p = p.mul(v);
      }
      p.blend(broadcast(SPECIES, 0), v.compare(VectorOperators.LE, 0))
          .blend(v, v.compare(VectorOperators.NE, v))
          .intoArray(out, i);
    }
  }

  @Override
  public void wave(int quarterTurns, int order, double[] u, double[][] out, int n) {
    double[] slopes = order >= 1 ? out[1] : DoubleWorkspace.ofThisThread().cosine;
    VectorDoubleMath.waves(quarterTurns, u, out[0], slopes, n);
    for (int k = 2; k <= order; k++) {
      negate(out[k - 2], out[k], n);
    }
    if (!VectorDoubleMath.allNear(u, n)) {
      ScalarDoubleDerivatives.farWaves(quarterTurns, order, u, out, n);
    }
  }

  private static void negate(double[] from, double[] to, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector.fromArray(SPECIES, from, i).neg().intoArray(to, i);
    }
  }

  @Override
  public void gaussian(int order, double[] u, double[][] out, int n) {
    double[] near = DoubleWorkspace.ofThisThread().near;
    VectorDoubleMath.gaussians(u, near, out[0], n);
    if (order >= 1) {
      gaussianSlopes(order, near, out[0], out, n);
    }
  }

  private static void gaussianSlopes(int order, double[] near, double[] es, double[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, near, i);
      DoubleVector e = DoubleVector.fromArray(SPECIES, es, i);
      v.mul(e).neg().intoArray(out[1], i);
      if (order >= 2) {
        v.fma(v, broadcast(SPECIES, -1)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        v.neg().fma(v, broadcast(SPECIES, 3)).mul(v).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void mexicanHat(int order, double[] u, double[][] out, int n) {
    DoubleWorkspace w = DoubleWorkspace.ofThisThread();
    VectorDoubleMath.gaussians(u, w.near, w.envelope, n);
    hats(order, w.near, w.envelope, out, n);
  }

  private static void hats(int order, double[] near, double[] es, double[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, near, i);
      DoubleVector e = DoubleVector.fromArray(SPECIES, es, i);
      DoubleVector s = v.mul(v);
      broadcast(SPECIES, 1).sub(s).mul(e).intoArray(out[0], i);
      if (order >= 1) {
        s.sub(3).mul(v).mul(e).intoArray(out[1], i);
      }
      if (order >= 2) {
        DoubleVector slope = broadcast(SPECIES, 6).sub(s);
        s.fma(slope, broadcast(SPECIES, -3)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        s.fma(s.sub(10), broadcast(SPECIES, 15)).mul(v).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void wavePacket(double frequency, int order, double[] u, double[][] out, int n) {
    DoubleWorkspace w = DoubleWorkspace.ofThisThread();
    VectorDoubleMath.gaussians(u, w.near, w.envelope, n);
    scale(w.near, frequency, w.phase, n);
    VectorDoubleMath.waves(0, w.phase, w.sine, w.cosine, n);
    packets(frequency, order, w, out, n);
  }

  private static void scale(double[] from, double factor, double[] to, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector.fromArray(SPECIES, from, i).mul(factor).intoArray(to, i);
    }
  }

  private static void packets(
      double frequency, int order, DoubleWorkspace w, double[][] out, int n) {
    double square = frequency * frequency;
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, w.near, i);
      DoubleVector e = DoubleVector.fromArray(SPECIES, w.envelope, i);
      DoubleVector s = DoubleVector.fromArray(SPECIES, w.sine, i);
      DoubleVector c = DoubleVector.fromArray(SPECIES, w.cosine, i);
      c.mul(e).intoArray(out[0], i);
      if (order >= 1) {
        v.fma(c, s.mul(frequency)).neg().mul(e).intoArray(out[1], i);
      }
      if (order >= 2) {
        DoubleVector even = v.fma(v, broadcast(SPECIES, -1 - square));
        even.fma(c, v.mul(2 * frequency).mul(s)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        DoubleVector even = v.neg().fma(v, broadcast(SPECIES, 3 + 3 * square)).mul(v);
        DoubleVector odd = v.mul(-3).fma(v, broadcast(SPECIES, 3 + square)).mul(frequency);
        even.fma(c, odd.mul(s)).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void tanh(int order, double[] u, double[][] out, int n) {
    VectorDoubleMath.tangents(u, out[0], n);
    if (order >= 1) {
      tangentSlopes(order, out, n);
    }
  }

  private static void tangentSlopes(int order, double[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector y = DoubleVector.fromArray(SPECIES, out[0], i);
      DoubleVector slope = y.neg().fma(y, broadcast(SPECIES, 1));
      slope.intoArray(out[1], i);
      if (order >= 2) {
        y.mul(-2).mul(slope).intoArray(out[2], i);
      }
      if (order >= 3) {
        y.mul(6).fma(y, broadcast(SPECIES, -2)).mul(slope).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void rational(int power, int order, double[] u, double[][] out, int n) {
    DoubleWorkspace w = DoubleWorkspace.ofThisThread();
    reciprocals(u, w.near, w.envelope, n);
    rationalValues(power, u, w, out[0], n);
    for (int k = 1; k <= order; k++) {
      if ((power & 1) == 0) {
        evenDerivatives(k, w, out[k], n);
      } else {
        oddDerivatives(k, w, out[k], n);
      }
      if (power >= 2) {
        complement(power == 3 && k == 1 ? 1 : 0, out[k], n);
      }
    }
  }

  /** Evaluates {@code w = 1 / (1 + q v^2)}, with v held where its square is finite. */
  private static void reciprocals(double[] u, double[] near, double[] ws, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, u, i);
      DoubleVector low =
          x.blend(
              broadcast(SPECIES, -RATIONAL_LIMIT), x.compare(VectorOperators.LT, -RATIONAL_LIMIT));
      DoubleVector v =
          low.blend(
              broadcast(SPECIES, RATIONAL_LIMIT), low.compare(VectorOperators.GT, RATIONAL_LIMIT));
      v.intoArray(near, i);
      DoubleVector one = broadcast(SPECIES, 1);
      one.div(v.mul(Q).fma(v, one)).intoArray(ws, i);
    }
  }

  private static void rationalValues(
      int power, double[] u, DoubleWorkspace w, double[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, w.near, i);
      DoubleVector value = DoubleVector.fromArray(SPECIES, w.envelope, i);
      if (power >= 1) {
        value = value.mul(v);
      }
      if (power >= 2) {
        value = value.mul(v);
      }
      if (power >= 3) {
        value = value.mul(DoubleVector.fromArray(SPECIES, u, i));
      }
      value.intoArray(out, i);
    }
  }

  /** Evaluates the k-th derivative of w. */
  private static void evenDerivatives(int k, DoubleWorkspace scratch, double[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, scratch.near, i);
      DoubleVector w = DoubleVector.fromArray(SPECIES, scratch.envelope, i);
      if (k == 1) {
        v.mul(w).mul(w).mul(-2 * Q).intoArray(out, i);
      } else if (k == 2) {
        DoubleVector bracket = w.fma(broadcast(SPECIES, -4), broadcast(SPECIES, 3));
        w.mul(w).mul(2 * Q).mul(bracket).intoArray(out, i);
      } else {
        DoubleVector bracket = w.fma(broadcast(SPECIES, -2), broadcast(SPECIES, 1));
        v.mul(w).mul(w).mul(w).mul(-24 * Q * Q).mul(bracket).intoArray(out, i);
      }
    }
  }

  /** Evaluates the k-th derivative of {@code v w}. */
  private static void oddDerivatives(int k, DoubleWorkspace scratch, double[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, scratch.near, i);
      DoubleVector w = DoubleVector.fromArray(SPECIES, scratch.envelope, i);
      if (k == 1) {
        w.fma(broadcast(SPECIES, 2), broadcast(SPECIES, -1)).mul(w).intoArray(out, i);
      } else if (k == 2) {
        DoubleVector bracket = w.fma(broadcast(SPECIES, -4), broadcast(SPECIES, 1));
        v.mul(w).mul(w).mul(2 * Q).mul(bracket).intoArray(out, i);
      } else {
        DoubleVector bracket = w.mul(8).fma(w.sub(1), broadcast(SPECIES, 1));
        w.mul(w).mul(-6 * Q).mul(bracket).intoArray(out, i);
      }
    }
  }

  /**
   * Turns the derivatives of power k into those of k + 2: {@code z^(k+2) w = (z^k - z^k w) / q}.
   */
  private static void complement(double polynomial, double[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector low = DoubleVector.fromArray(SPECIES, out, i);
      broadcast(SPECIES, polynomial).sub(low).mul(1 / Q).intoArray(out, i);
    }
  }
}
