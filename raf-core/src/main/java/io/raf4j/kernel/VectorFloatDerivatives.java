package io.raf4j.kernel;

import static io.raf4j.kernel.FloatTable.GAUSSIAN_LIMIT;
import static io.raf4j.kernel.FloatTable.RATIONAL_LIMIT;
import static io.raf4j.kernel.VectorFloatMath.SPECIES;
import static io.raf4j.kernel.VectorFloatMath.all;

import io.raf4j.basis.Rational;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
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
    float[] slopes = order >= 1 ? out[1] : FloatWorkspace.ofThisThread().cosine;
    VectorFloatMath.waves(quarterTurns, u, out[0], slopes, n);
    for (int k = 2; k <= order; k++) {
      negate(out[k - 2], out[k], n);
    }
    if (!VectorFloatMath.allNear(u, n)) {
      ScalarFloatDerivatives.farWaves(quarterTurns, order, u, out, n);
    }
  }

  private static void negate(float[] from, float[] to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(SPECIES, from, i).neg().intoArray(to, i);
    }
  }

  @Override
  public void gaussian(int order, float[] u, float[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, u, i);
      VectorMask<Float> far = x.abs().compare(VectorOperators.GT, GAUSSIAN_LIMIT);
      FloatVector v = x.blend(all(0f), far);
      FloatVector e = VectorFloatMath.gaussian(v).blend(all(0f), far);
      e.intoArray(out[0], i);
      if (order >= 1) {
        v.mul(e).neg().intoArray(out[1], i);
      }
      if (order >= 2) {
        v.fma(v, all(-1f)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        v.mul(v.neg().fma(v, all(3f))).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void mexicanHat(int order, float[] u, float[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, u, i);
      VectorMask<Float> far = x.abs().compare(VectorOperators.GT, GAUSSIAN_LIMIT);
      FloatVector v = x.blend(all(0f), far);
      FloatVector s = v.mul(v);
      FloatVector e = VectorFloatMath.gaussian(v).blend(all(0f), far);
      all(1f).sub(s).mul(e).intoArray(out[0], i);
      if (order >= 1) {
        v.mul(s.sub(all(3f))).mul(e).intoArray(out[1], i);
      }
      if (order >= 2) {
        s.fma(all(6f).sub(s), all(-3f)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        v.mul(s.fma(s.sub(10f), all(15f))).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void wavePacket(float frequency, int order, float[] u, float[][] out, int n) {
    FloatWorkspace w = FloatWorkspace.ofThisThread();
    near(frequency, u, w.near, w.phase, n);
    gaussian(0, u, w.envelopes, n);
    VectorFloatMath.waves(0, w.phase, w.sine, w.cosine, n);
    packet(frequency, order, w, out, n);
  }

  private static void near(float frequency, float[] u, float[] near, float[] phase, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, u, i);
      FloatVector v = x.blend(all(0f), x.abs().compare(VectorOperators.GT, GAUSSIAN_LIMIT));
      v.intoArray(near, i);
      v.mul(frequency).intoArray(phase, i);
    }
  }

  private static void packet(float frequency, int order, FloatWorkspace w, float[][] out, int n) {
    float square = frequency * frequency;
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, w.near, i);
      FloatVector e = FloatVector.fromArray(SPECIES, w.envelopes[0], i);
      FloatVector s = FloatVector.fromArray(SPECIES, w.sine, i);
      FloatVector c = FloatVector.fromArray(SPECIES, w.cosine, i);
      c.mul(e).intoArray(out[0], i);
      if (order >= 1) {
        v.fma(c, s.mul(frequency)).neg().mul(e).intoArray(out[1], i);
      }
      if (order >= 2) {
        FloatVector even = v.fma(v, all(-1f - square));
        even.fma(c, v.mul(2f * frequency).mul(s)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        FloatVector even = v.mul(v.neg().fma(v, all(3f + 3f * square)));
        FloatVector odd = v.mul(-3f).fma(v, all(3f + square)).mul(frequency);
        even.fma(c, odd.mul(s)).mul(e).intoArray(out[3], i);
      }
    }
  }

  @Override
  public void tanh(int order, float[] u, float[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector y = VectorFloatMath.tanh(FloatVector.fromArray(SPECIES, u, i));
      FloatVector slope = y.neg().fma(y, all(1f));
      y.intoArray(out[0], i);
      if (order >= 1) {
        slope.intoArray(out[1], i);
      }
      if (order >= 2) {
        y.mul(-2f).mul(slope).intoArray(out[2], i);
      }
      if (order >= 3) {
        y.mul(6f).fma(y, all(-2f)).mul(slope).intoArray(out[3], i);
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

  /** Returns u held within plus and minus a limit; NaN stays NaN. */
  private static FloatVector held(FloatVector u, float limit) {
    FloatVector low = u.blend(all(-limit), u.compare(VectorOperators.LT, -limit));
    return low.blend(all(limit), low.compare(VectorOperators.GT, limit));
  }

  /** Returns {@code w = 1 / (1 + q v^2)}. */
  private static FloatVector reciprocal(FloatVector v) {
    return all(1f).div(v.mul(Q).fma(v, all(1f)));
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
        vw.mul(-2f * Q).mul(w).intoArray(out, i);
      } else if (k == 2) {
        w.mul(w).mul(2f * Q).mul(w.fma(all(-4f), all(3f))).intoArray(out, i);
      } else {
        FloatVector cube = vw.mul(w).mul(w).mul(-24f * Q * Q);
        cube.mul(w.fma(all(-2f), all(1f))).intoArray(out, i);
      }
    }
  }

  private static void odd(int k, float[] u, float[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = held(FloatVector.fromArray(SPECIES, u, i), RATIONAL_LIMIT);
      FloatVector w = reciprocal(v);
      if (k == 1) {
        w.mul(w.fma(all(2f), all(-1f))).intoArray(out, i);
      } else if (k == 2) {
        v.mul(w).mul(w).mul(2f * Q).mul(w.fma(all(-4f), all(1f))).intoArray(out, i);
      } else {
        FloatVector bracket = w.mul(8f).fma(w.sub(all(1f)), all(1f));
        w.mul(w).mul(-6f * Q).mul(bracket).intoArray(out, i);
      }
    }
  }

  private static void complement(float polynomial, float[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector low = FloatVector.fromArray(SPECIES, out, i);
      all(polynomial).sub(low).mul(1f / Q).intoArray(out, i);
    }
  }
}
