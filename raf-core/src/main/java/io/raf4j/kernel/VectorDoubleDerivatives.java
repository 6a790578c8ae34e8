package io.raf4j.kernel;

import static io.raf4j.kernel.DoubleTable.GAUSSIAN_LIMIT;
import static io.raf4j.kernel.DoubleTable.RATIONAL_LIMIT;
import static io.raf4j.kernel.DoubleTable.WAVE_LIMIT;
import static io.raf4j.kernel.VectorDoubleMath.SPECIES;
import static io.raf4j.kernel.VectorDoubleMath.all;
import static io.raf4j.kernel.VectorDoubleMath.fma;
import static io.raf4j.kernel.VectorDoubleMath.held;

import io.raf4j.basis.Rational;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
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
  private static final long FAR = Double.doubleToRawLongBits(WAVE_LIMIT);

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
    LongVector largest = all(0).reinterpretAsLongs();
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, u, i);
      largest = largest.max(v.abs().reinterpretAsLongs());
      DoubleVector turns = VectorDoubleMath.turns(v);
      DoubleVector r = VectorDoubleMath.reduced(v, turns);
      DoubleVector s = VectorDoubleMath.sinPolynomial(r);
      DoubleVector c = VectorDoubleMath.cosPolynomial(r);
      LongVector q = turns.reinterpretAsLongs().add(quarterTurns);
      VectorDoubleMath.rotated(s, c, q).intoArray(out[0], i);
      if (order >= 1) {
        VectorDoubleMath.rotated(s, c, q.add(1)).intoArray(out[1], i);
      }
      if (order >= 2) {
        VectorDoubleMath.rotated(s, c, q.add(2)).intoArray(out[2], i);
      }
      if (order >= 3) {
        VectorDoubleMath.rotated(s, c, q.add(3)).intoArray(out[3], i);
      }
    }
    if (largest.reduceLanes(VectorOperators.MAX) > FAR) {
      ScalarDoubleDerivatives.farWaves(quarterTurns, order, u, out, n);
    }
  }

  private static DoubleVector envelope(DoubleVector v) {
    return VectorDoubleMath.boundedExp(v.mul(v).mul(all(-0.5)));
  }

  @Override
  public void gaussian(int order, double[] u, double[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = held(DoubleVector.fromArray(SPECIES, u, i), GAUSSIAN_LIMIT);
      DoubleVector e = envelope(v);
      e.intoArray(out[0], i);
      if (order >= 1) {
        v.mul(e).neg().intoArray(out[1], i);
      }
      if (order >= 2) {
        fma(v, v, all(-1)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        v.mul(fma(v.neg(), v, all(3))).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void mexicanHat(int order, double[] u, double[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = held(DoubleVector.fromArray(SPECIES, u, i), GAUSSIAN_LIMIT);
      DoubleVector s = v.mul(v);
      DoubleVector e = envelope(v);
      all(1).sub(s).mul(e).intoArray(out[0], i);
      if (order >= 1) {
        v.mul(s.sub(all(3))).mul(e).intoArray(out[1], i);
      }
      if (order >= 2) {
        fma(s, all(6).sub(s), all(-3)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        v.mul(fma(s, s.sub(all(10)), all(15))).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void wavePacket(double frequency, int order, double[] u, double[][] out, int n) {
    double w = frequency;
    double ww = w * w;
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = held(DoubleVector.fromArray(SPECIES, u, i), GAUSSIAN_LIMIT);
      DoubleVector e = envelope(v);
      DoubleVector wv = v.mul(all(w));
      DoubleVector turns = VectorDoubleMath.turns(wv);
      DoubleVector r = VectorDoubleMath.reduced(wv, turns);
      DoubleVector sin = VectorDoubleMath.sinPolynomial(r);
      DoubleVector cos = VectorDoubleMath.cosPolynomial(r);
      LongVector q = turns.reinterpretAsLongs();
      DoubleVector s = VectorDoubleMath.rotated(sin, cos, q);
      DoubleVector c = VectorDoubleMath.rotated(sin, cos, q.add(1));
      c.mul(e).intoArray(out[0], i);
      if (order >= 1) {
        fma(v, c, all(w).mul(s)).neg().mul(e).intoArray(out[1], i);
      }
      if (order >= 2) {
        DoubleVector even = fma(v, v, all(-1 - ww));
        fma(even, c, all(2 * w).mul(v).mul(s)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        DoubleVector even = v.mul(fma(v.neg(), v, all(3 + 3 * ww)));
        DoubleVector odd = all(w).mul(fma(v.mul(all(-3)), v, all(3 + ww)));
        fma(even, c, odd.mul(s)).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void tanh(int order, double[] u, double[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector y = VectorDoubleMath.tanh(DoubleVector.fromArray(SPECIES, u, i));
      DoubleVector slope = fma(y.neg(), y, all(1));
      y.intoArray(out[0], i);
      if (order >= 1) {
        slope.intoArray(out[1], i);
      }
      if (order >= 2) {
        y.mul(all(-2)).mul(slope).intoArray(out[2], i);
      }
      if (order >= 3) {
        fma(y.mul(all(6)), y, all(-2)).mul(slope).intoArray(out[3], i);
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

  /** Returns {@code w = 1 / (1 + q v^2)}. */
  private static DoubleVector reciprocal(DoubleVector v) {
    return all(1).div(fma(v.mul(all(Q)), v, all(1)));
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
        vw.mul(all(-2 * Q)).mul(w).intoArray(out, i);
      } else if (k == 2) {
        w.mul(w).mul(all(2 * Q)).mul(fma(w, all(-4), all(3))).intoArray(out, i);
      } else {
        DoubleVector cube = vw.mul(w).mul(w).mul(all(-24 * Q * Q));
        cube.mul(fma(w, all(-2), all(1))).intoArray(out, i);
      }
    }
  }

  private static void odd(int k, double[] u, double[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = held(DoubleVector.fromArray(SPECIES, u, i), RATIONAL_LIMIT);
      DoubleVector w = reciprocal(v);
      if (k == 1) {
        w.mul(fma(w, all(2), all(-1))).intoArray(out, i);
      } else if (k == 2) {
        v.mul(w).mul(w).mul(all(2 * Q)).mul(fma(w, all(-4), all(1))).intoArray(out, i);
      } else {
        DoubleVector bracket = fma(w.mul(all(8)), w.sub(all(1)), all(1));
        w.mul(w).mul(all(-6 * Q)).mul(bracket).intoArray(out, i);
      }
    }
  }

  private static void complement(double polynomial, double[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector low = DoubleVector.fromArray(SPECIES, out, i);
      all(polynomial).sub(low).mul(all(1 / Q)).intoArray(out, i);
    }
  }
}
