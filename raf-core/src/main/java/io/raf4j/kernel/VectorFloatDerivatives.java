package io.raf4j.kernel;

import static io.raf4j.kernel.FloatTable.GAUSSIAN_LIMIT;
import static io.raf4j.kernel.FloatTable.RATIONAL_LIMIT;
import static io.raf4j.kernel.FloatTable.WAVE_LIMIT;
import static io.raf4j.kernel.VectorFloatMath.SPECIES;
import static io.raf4j.kernel.VectorFloatMath.all;
import static io.raf4j.kernel.VectorFloatMath.fma;
import static io.raf4j.kernel.VectorFloatMath.held;

import io.raf4j.basis.Rational;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Derivatives a vector at a time, operation by operation those of {@link ScalarFloatDerivatives}.
 *
 * <p>Each loop belongs to one function and calls static methods only: a call that dispatched would
 * box every vector.
 */
final class VectorFloatDerivatives implements FloatDerivatives {
  private static final int LANES = SPECIES.length();
  private static final float Q = (float) Rational.Q;
  private static final int FAR = Float.floatToRawIntBits(WAVE_LIMIT);

  @Override
  public void power(int degree, int order, float[] u, float[][] out, int n) {
    for (int k = 0; k <= order; k++) {
      float factor = ScalarFloatDerivatives.factor(degree, k);
      power(Math.max(degree - k, 0), factor, u, out[k], n);
    }
  }

  private static void power(int exponent, float factor, float[] u, float[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, u, i);
      FloatVector p = all(factor);
      for (int j = 0; j < exponent; j++) {
        p = p.mul(v);
      }
      p.intoArray(out, i);
    }
  }

  @Override
  public void rectifiedPower(int power, int order, float[] u, float[][] out, int n) {
    for (int k = 0; k <= order; k++) {
      float factor = ScalarFloatDerivatives.factor(power, k);
      rectify(Math.max(power - k, 0), factor, u, out[k], n);
    }
  }

  private static void rectify(int exponent, float factor, float[] u, float[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, u, i);
      FloatVector p = all(factor);
      for (int j = 0; j < exponent; j++) {
        p = p.mul(v);
      }
      p.blend(all(0f), v.compare(VectorOperators.LE, 0f))
          .blend(v, v.compare(VectorOperators.NE, v))
          .intoArray(out, i);
    }
  }

  @Override
  public void wave(int quarterTurns, int order, float[] u, float[][] out, int n) {
    IntVector largest = all(0f).reinterpretAsInts();
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, u, i);
      largest = largest.max(v.abs().reinterpretAsInts());
      FloatVector turns = VectorFloatMath.turns(v);
      FloatVector r = VectorFloatMath.reduced(v, turns);
      FloatVector s = VectorFloatMath.sinPolynomial(r);
      FloatVector c = VectorFloatMath.cosPolynomial(r);
      IntVector q = turns.reinterpretAsInts().add(quarterTurns);
      VectorFloatMath.rotated(s, c, q).intoArray(out[0], i);
      if (order >= 1) {
        VectorFloatMath.rotated(s, c, q.add(1)).intoArray(out[1], i);
      }
      if (order >= 2) {
        VectorFloatMath.rotated(s, c, q.add(2)).intoArray(out[2], i);
      }
      if (order >= 3) {
        VectorFloatMath.rotated(s, c, q.add(3)).intoArray(out[3], i);
      }
    }
    if (largest.reduceLanes(VectorOperators.MAX) > FAR) {
      ScalarFloatDerivatives.farWaves(quarterTurns, order, u, out, n);
    }
  }

  private static FloatVector envelope(FloatVector v) {
    return VectorFloatMath.boundedExp(v.mul(v).mul(all(-0.5f)));
  }

  @Override
  public void gaussian(int order, float[] u, float[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = held(FloatVector.fromArray(SPECIES, u, i), GAUSSIAN_LIMIT);
      FloatVector e = envelope(v);
      e.intoArray(out[0], i);
      if (order >= 1) {
        v.mul(e).neg().intoArray(out[1], i);
      }
      if (order >= 2) {
        fma(v, v, all(-1f)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        v.mul(fma(v.neg(), v, all(3f))).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void mexicanHat(int order, float[] u, float[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = held(FloatVector.fromArray(SPECIES, u, i), GAUSSIAN_LIMIT);
      FloatVector s = v.mul(v);
      FloatVector e = envelope(v);
      all(1f).sub(s).mul(e).intoArray(out[0], i);
      if (order >= 1) {
        v.mul(s.sub(all(3f))).mul(e).intoArray(out[1], i);
      }
      if (order >= 2) {
        fma(s, all(6f).sub(s), all(-3f)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        v.mul(fma(s, s.sub(all(10f)), all(15f))).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void wavePacket(float frequency, int order, float[] u, float[][] out, int n) {
    float w = frequency;
    float ww = w * w;
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = held(FloatVector.fromArray(SPECIES, u, i), GAUSSIAN_LIMIT);
      FloatVector e = envelope(v);
      FloatVector wv = v.mul(all(w));
      FloatVector turns = VectorFloatMath.turns(wv);
      FloatVector r = VectorFloatMath.reduced(wv, turns);
      FloatVector sin = VectorFloatMath.sinPolynomial(r);
      FloatVector cos = VectorFloatMath.cosPolynomial(r);
      IntVector q = turns.reinterpretAsInts();
      FloatVector s = VectorFloatMath.rotated(sin, cos, q);
      FloatVector c = VectorFloatMath.rotated(sin, cos, q.add(1));
      c.mul(e).intoArray(out[0], i);
      if (order >= 1) {
        fma(v, c, all(w).mul(s)).neg().mul(e).intoArray(out[1], i);
      }
      if (order >= 2) {
        FloatVector even = fma(v, v, all(-1f - ww));
        fma(even, c, all(2f * w).mul(v).mul(s)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        FloatVector even = v.mul(fma(v.neg(), v, all(3f + 3f * ww)));
        FloatVector odd = all(w).mul(fma(v.mul(all(-3f)), v, all(3f + ww)));
        fma(even, c, odd.mul(s)).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void tanh(int order, float[] u, float[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector y = VectorFloatMath.tanh(FloatVector.fromArray(SPECIES, u, i));
      FloatVector slope = fma(y.neg(), y, all(1f));
      y.intoArray(out[0], i);
      if (order >= 1) {
        slope.intoArray(out[1], i);
      }
      if (order >= 2) {
        y.mul(all(-2f)).mul(slope).intoArray(out[2], i);
      }
      if (order >= 3) {
        fma(y.mul(all(6f)), y, all(-2f)).mul(slope).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void rational(int power, int order, float[] u, float[][] out, int n) {
    rationalValue(power, u, out[0], n);
    for (int k = 1; k <= order; k++) {
      float polynomial = power == 3 && k == 1 ? 1f : 0f;
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
  private static FloatVector reciprocal(FloatVector v) {
    return all(1f).div(fma(v.mul(all(Q)), v, all(1f)));
  }

  private static void rationalValue(int power, float[] u, float[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, u, i);
      FloatVector v = held(x, RATIONAL_LIMIT);
      FloatVector value = reciprocal(v);
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

  private static void even(int k, float[] u, float[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = held(FloatVector.fromArray(SPECIES, u, i), RATIONAL_LIMIT);
      FloatVector w = reciprocal(v);
      FloatVector vw = v.mul(w);
      if (k == 1) {
        vw.mul(all(-2f * Q)).mul(w).intoArray(out, i);
      } else if (k == 2) {
        w.mul(w).mul(all(2f * Q)).mul(fma(w, all(-4f), all(3f))).intoArray(out, i);
      } else {
        FloatVector cube = vw.mul(w).mul(w).mul(all(-24f * Q * Q));
        cube.mul(fma(w, all(-2f), all(1f))).intoArray(out, i);
      }
    }
  }

  private static void odd(int k, float[] u, float[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = held(FloatVector.fromArray(SPECIES, u, i), RATIONAL_LIMIT);
      FloatVector w = reciprocal(v);
      if (k == 1) {
        w.mul(fma(w, all(2f), all(-1f))).intoArray(out, i);
      } else if (k == 2) {
        v.mul(w).mul(w).mul(all(2f * Q)).mul(fma(w, all(-4f), all(1f))).intoArray(out, i);
      } else {
        FloatVector bracket = fma(w.mul(all(8f)), w.sub(all(1f)), all(1f));
        w.mul(w).mul(all(-6f * Q)).mul(bracket).intoArray(out, i);
      }
    }
  }

  private static void complement(float polynomial, float[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector low = FloatVector.fromArray(SPECIES, out, i);
      all(polynomial).sub(low).mul(all(1f / Q)).intoArray(out, i);
    }
  }
}
