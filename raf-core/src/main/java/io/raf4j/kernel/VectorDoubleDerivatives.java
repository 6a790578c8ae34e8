package io.raf4j.kernel;

import static io.raf4j.kernel.DoubleTable.GAUSSIAN_LIMIT;
import static io.raf4j.kernel.DoubleTable.RATIONAL_LIMIT;
import static io.raf4j.kernel.VectorDoubleMath.SPECIES;
import static io.raf4j.kernel.VectorDoubleMath.all;

import io.raf4j.basis.Rational;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Derivatives a vector at a time, operation by operation those of {@link ScalarDoubleDerivatives}.
 *
 * <p>Each loop belongs to one function and calls static methods only: a call that dispatched would
 * box every vector.
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
      DoubleVector p = all(factor);
      for (int j = 0; j < exponent; j++) {
        p = p.mul(v);
      }
      p.intoArray(out, i);
    }
  }

  @Override
  public void rectifiedPower(int power, int order, double[] u, double[][] out, int n) {
    for (int k = 0; k <= order; k++) {
      double factor = ScalarDoubleDerivatives.factor(power, k);
      rectify(Math.max(power - k, 0), factor, u, out[k], n);
    }
  }

  private static void rectify(int exponent, double factor, double[] u, double[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, u, i);
      DoubleVector p = all(factor);
      for (int j = 0; j < exponent; j++) {
        p = p.mul(v);
      }
      p.blend(all(0), v.compare(VectorOperators.LE, 0))
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
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, u, i);
      VectorMask<Double> far = x.abs().compare(VectorOperators.GT, GAUSSIAN_LIMIT);
      DoubleVector v = x.blend(all(0), far);
      DoubleVector e = VectorDoubleMath.gaussian(v).blend(all(0), far);
      e.intoArray(out[0], i);
      if (order >= 1) {
        v.mul(e).neg().intoArray(out[1], i);
      }
      if (order >= 2) {
        v.fma(v, all(-1)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        v.mul(v.neg().fma(v, all(3))).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void mexicanHat(int order, double[] u, double[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, u, i);
      VectorMask<Double> far = x.abs().compare(VectorOperators.GT, GAUSSIAN_LIMIT);
      DoubleVector v = x.blend(all(0), far);
      DoubleVector s = v.mul(v);
      DoubleVector e = VectorDoubleMath.gaussian(v).blend(all(0), far);
      all(1).sub(s).mul(e).intoArray(out[0], i);
      if (order >= 1) {
        v.mul(s.sub(all(3))).mul(e).intoArray(out[1], i);
      }
      if (order >= 2) {
        s.fma(all(6).sub(s), all(-3)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        v.mul(s.fma(s.sub(10), all(15))).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void wavePacket(double frequency, int order, double[] u, double[][] out, int n) {
    DoubleWorkspace w = DoubleWorkspace.ofThisThread();
    near(frequency, u, w.near, w.phase, n);
    gaussian(0, u, w.envelopes, n);
    VectorDoubleMath.waves(0, w.phase, w.sine, w.cosine, n);
    packet(frequency, order, w, out, n);
  }

  private static void near(double frequency, double[] u, double[] near, double[] phase, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, u, i);
      DoubleVector v = x.blend(all(0), x.abs().compare(VectorOperators.GT, GAUSSIAN_LIMIT));
      v.intoArray(near, i);
      v.mul(frequency).intoArray(phase, i);
    }
  }

  private static void packet(
      double frequency, int order, DoubleWorkspace w, double[][] out, int n) {
    double square = frequency * frequency;
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, w.near, i);
      DoubleVector e = DoubleVector.fromArray(SPECIES, w.envelopes[0], i);
      DoubleVector s = DoubleVector.fromArray(SPECIES, w.sine, i);
      DoubleVector c = DoubleVector.fromArray(SPECIES, w.cosine, i);
      c.mul(e).intoArray(out[0], i);
      if (order >= 1) {
        v.fma(c, s.mul(frequency)).neg().mul(e).intoArray(out[1], i);
      }
      if (order >= 2) {
        DoubleVector even = v.fma(v, all(-1 - square));
        even.fma(c, v.mul(2 * frequency).mul(s)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        DoubleVector even = v.mul(v.neg().fma(v, all(3 + 3 * square)));
        DoubleVector odd = v.mul(-3).fma(v, all(3 + square)).mul(frequency);
        even.fma(c, odd.mul(s)).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void tanh(int order, double[] u, double[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector y = VectorDoubleMath.tanh(DoubleVector.fromArray(SPECIES, u, i));
      DoubleVector slope = y.neg().fma(y, all(1));
      y.intoArray(out[0], i);
      if (order >= 1) {
        slope.intoArray(out[1], i);
      }
      if (order >= 2) {
        y.mul(-2).mul(slope).intoArray(out[2], i);
      }
      if (order >= 3) {
        y.mul(6).fma(y, all(-2)).mul(slope).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void rational(int power, int order, double[] u, double[][] out, int n) {
    rationalValue(power, u, out[0], n);
    for (int k = 1; k <= order; k++) {
      double polynomial = power == 3 && k == 1 ? 1 : 0;
      if ((power & 1) == 0) {
        even(k, u, out[k], n);
      } else {
        odd(k, u, out[k], n);
      }
      if (power >= 2) {
        complement(polynomial, out[k], n);
      }
    }
  }

  /** Returns u held within plus and minus a limit; NaN stays NaN. */
  private static DoubleVector held(DoubleVector u, double limit) {
    DoubleVector low = u.blend(all(-limit), u.compare(VectorOperators.LT, -limit));
    return low.blend(all(limit), low.compare(VectorOperators.GT, limit));
  }

  /** Returns {@code w = 1 / (1 + q v^2)}. */
  private static DoubleVector reciprocal(DoubleVector v) {
    return all(1).div(v.mul(Q).fma(v, all(1)));
  }

  private static void rationalValue(int power, double[] u, double[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, u, i);
      DoubleVector v = held(x, RATIONAL_LIMIT);
      DoubleVector value = reciprocal(v);
      if (power >= 1) {
        value = v.mul(value);
      }
      if (power >= 2) {
        value = v.mul(value);
      }
      if (power >= 3) {
        value = x.mul(value);
      }
      value.intoArray(out, i);
    }
  }

  private static void even(int k, double[] u, double[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = held(DoubleVector.fromArray(SPECIES, u, i), RATIONAL_LIMIT);
      DoubleVector w = reciprocal(v);
      DoubleVector vw = v.mul(w);
      if (k == 1) {
        vw.mul(-2 * Q).mul(w).intoArray(out, i);
      } else if (k == 2) {
        w.mul(w).mul(2 * Q).mul(w.fma(all(-4), all(3))).intoArray(out, i);
      } else {
        DoubleVector cube = vw.mul(w).mul(w).mul(-24 * Q * Q);
        cube.mul(w.fma(all(-2), all(1))).intoArray(out, i);
      }
    }
  }

  private static void odd(int k, double[] u, double[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = held(DoubleVector.fromArray(SPECIES, u, i), RATIONAL_LIMIT);
      DoubleVector w = reciprocal(v);
      if (k == 1) {
        w.mul(w.fma(all(2), all(-1))).intoArray(out, i);
      } else if (k == 2) {
        v.mul(w).mul(w).mul(2 * Q).mul(w.fma(all(-4), all(1))).intoArray(out, i);
      } else {
        DoubleVector bracket = w.mul(8).fma(w.sub(all(1)), all(1));
        w.mul(w).mul(-6 * Q).mul(bracket).intoArray(out, i);
      }
    }
  }

  private static void complement(double polynomial, double[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector low = DoubleVector.fromArray(SPECIES, out, i);
      all(polynomial).sub(low).mul(1 / Q).intoArray(out, i);
    }
  }
}
