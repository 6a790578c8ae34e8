package io.raf4j.kernel;

import static io.raf4j.kernel.FloatTable.RATIONAL_LIMIT;
import static io.raf4j.kernel.VectorFloatMath.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;

import io.raf4j.basis.Rational;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Derivatives a vector at a time, operation by operation those of {@link ScalarFloatDerivatives}.
 *
 * <p>Each loop belongs to one function: a call that dispatched inside would box every vector.
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
      FloatVector p = broadcast(SPECIES, factor);
      for (int j = 0; j < exponent; j++) {
        p = p.mul(v);
      }
      p.intoArray(out, i);
    }
  }

  @Override
  public void rectifiedPower(int power, int order, float[] u, float[][] out, int n) {
    for (int k = 0; k <= Math.min(order, power); k++) {
      rectify(power - k, ScalarFloatDerivatives.factor(power, k), u, out[k], n);
    }
    for (int k = power + 1; k <= order; k++) {
      Arrays.fill(out[k], 0, n, 0f);
    }
  }

  private static void rectify(int exponent, float factor, float[] u, float[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, u, i);
      FloatVector p = broadcast(SPECIES, factor);
      for (int j = 0; j < exponent; j++) {
        p = p.mul(v);
      }
      p.blend(broadcast(SPECIES, 0f), v.compare(VectorOperators.LE, 0f))
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
    float[] near = FloatWorkspace.ofThisThread().near;
    VectorFloatMath.gaussians(u, near, out[0], n);
    if (order >= 1) {
      gaussianSlopes(order, near, out[0], out, n);
    }
  }

  private static void gaussianSlopes(int order, float[] near, float[] es, float[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, near, i);
      FloatVector e = FloatVector.fromArray(SPECIES, es, i);
      v.mul(e).neg().intoArray(out[1], i);
      if (order >= 2) {
        v.fma(v, broadcast(SPECIES, -1f)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        v.neg().fma(v, broadcast(SPECIES, 3f)).mul(v).mul(e).intoArray(out[3], i);
      }
      if (order >= 4) {
        FloatVector s = v.mul(v);
        s.fma(s.sub(6f), broadcast(SPECIES, 3f)).mul(e).intoArray(out[4], i);
      }
      if (order >= 5) {
        FloatVector s = v.mul(v);
        FloatVector bracket = s.fma(broadcast(SPECIES, 10f).sub(s), broadcast(SPECIES, -15f));
        bracket.mul(v).mul(e).intoArray(out[5], i);
      }
    }
  }

  @Override
  public void mexicanHat(int order, float[] u, float[][] out, int n) {
    FloatWorkspace w = FloatWorkspace.ofThisThread();
    VectorFloatMath.gaussians(u, w.near, w.envelope, n);
    hats(order, w.near, w.envelope, out, n);
  }

  private static void hats(int order, float[] near, float[] es, float[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, near, i);
      FloatVector e = FloatVector.fromArray(SPECIES, es, i);
      FloatVector s = v.mul(v);
      broadcast(SPECIES, 1f).sub(s).mul(e).intoArray(out[0], i);
      if (order >= 1) {
        s.sub(3f).mul(v).mul(e).intoArray(out[1], i);
      }
      if (order >= 2) {
        FloatVector slope = broadcast(SPECIES, 6f).sub(s);
        s.fma(slope, broadcast(SPECIES, -3f)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        s.fma(s.sub(10f), broadcast(SPECIES, 15f)).mul(v).mul(e).intoArray(out[3], i);
      }
      if (order >= 4) {
        FloatVector inner = s.fma(broadcast(SPECIES, 15f).sub(s), broadcast(SPECIES, -45f));
        s.fma(inner, broadcast(SPECIES, 15f)).mul(e).intoArray(out[4], i);
      }
      if (order >= 5) {
        FloatVector inner = s.fma(s.sub(21f), broadcast(SPECIES, 105f));
        s.fma(inner, broadcast(SPECIES, -105f)).mul(v).mul(e).intoArray(out[5], i);
      }
    }
  }

  @Override
  public void wavePacket(float frequency, int order, float[] u, float[][] out, int n) {
    FloatWorkspace w = FloatWorkspace.ofThisThread();
    VectorFloatMath.gaussians(u, w.near, w.envelope, n);
    scale(w.near, frequency, w.phase, n);
    VectorFloatMath.waves(0, w.phase, w.sine, w.cosine, n);
    packets(frequency, order, w, out, n);
  }

  private static void scale(float[] from, float factor, float[] to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(SPECIES, from, i).mul(factor).intoArray(to, i);
    }
  }

  private static void packets(float frequency, int order, FloatWorkspace w, float[][] out, int n) {
    float square = frequency * frequency;
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, w.near, i);
      FloatVector e = FloatVector.fromArray(SPECIES, w.envelope, i);
      FloatVector s = FloatVector.fromArray(SPECIES, w.sine, i);
      FloatVector c = FloatVector.fromArray(SPECIES, w.cosine, i);
      c.mul(e).intoArray(out[0], i);
      if (order >= 1) {
        v.fma(c, s.mul(frequency)).neg().mul(e).intoArray(out[1], i);
      }
      if (order >= 2) {
        FloatVector even = v.fma(v, broadcast(SPECIES, -1f - square));
        even.fma(c, v.mul(2f * frequency).mul(s)).mul(e).intoArray(out[2], i);
      }
      if (order >= 3) {
        FloatVector even = v.neg().fma(v, broadcast(SPECIES, 3f + 3f * square)).mul(v);
        FloatVector odd = v.mul(-3f).fma(v, broadcast(SPECIES, 3f + square)).mul(frequency);
        even.fma(c, odd.mul(s)).mul(e).intoArray(out[3], i);
      }
      if (order >= 4) {
        FloatVector t = v.mul(v);
        FloatVector low = broadcast(SPECIES, Math.fma(square, square + 6f, 3f));
        FloatVector even = t.fma(t.sub(6f * (square + 1f)), low);
        FloatVector odd = t.sub(square + 3f).mul(v.mul(4f * frequency));
        even.fma(c, odd.mul(s)).mul(e).intoArray(out[4], i);
      }
      if (order >= 5) {
        fifthPacket(frequency, v, c, s).mul(e).intoArray(out[5], i);
      }
    }
  }

  private static FloatVector fifthPacket(
      float frequency, FloatVector v, FloatVector c, FloatVector s) {
    float square = frequency * frequency;
    FloatVector t = v.mul(v);
    FloatVector evenLow = broadcast(SPECIES, Math.fma(square, 5f * square + 30f, 15f));
    FloatVector even = t.fma(t.sub(10f * (square + 1f)), evenLow).mul(v);
    FloatVector oddLow = broadcast(SPECIES, Math.fma(square, square + 10f, 15f));
    FloatVector odd = t.fma(t.mul(5f).sub(10f * (square + 3f)), oddLow).mul(frequency);
    return even.fma(c, odd.mul(s)).neg();
  }

  @Override
  public void tanh(int order, float[] u, float[][] out, int n) {
    VectorFloatMath.tangents(u, out[0], n);
    if (order >= 1) {
      tangentSlopes(order, out, n);
    }
  }

  private static void tangentSlopes(int order, float[][] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector y = FloatVector.fromArray(SPECIES, out[0], i);
      FloatVector slope = y.neg().fma(y, broadcast(SPECIES, 1f));
      slope.intoArray(out[1], i);
      if (order >= 2) {
        y.mul(-2f).mul(slope).intoArray(out[2], i);
      }
      if (order >= 3) {
        y.mul(6f).fma(y, broadcast(SPECIES, -2f)).mul(slope).intoArray(out[3], i);
      }
      if (order >= 4) {
        FloatVector bracket = y.mul(-24f).fma(y, broadcast(SPECIES, 16f));
        bracket.mul(y).mul(slope).intoArray(out[4], i);
      }
      if (order >= 5) {
        FloatVector bracket = y.mul(y).mul(-120f).fma(slope, broadcast(SPECIES, 16f));
        bracket.mul(slope).intoArray(out[5], i);
      }
    }
  }

  @Override
  public void rational(int power, int order, float[] u, float[][] out, int n) {
    FloatWorkspace w = FloatWorkspace.ofThisThread();
    reciprocals(u, w.near, w.envelope, n);
    rationalValues(power, u, w, out[0], n);
    for (int k = 1; k <= order; k++) {
      if ((power & 1) == 0) {
        evenDerivatives(k, w, out[k], n);
      } else {
        oddDerivatives(k, w, out[k], n);
      }
      if (power >= 2) {
        complement(power == 3 && k == 1 ? 1f : 0f, out[k], n);
      }
    }
  }

  /** Evaluates {@code w = 1 / (1 + q v^2)}, with v held where its square is finite. */
  private static void reciprocals(float[] u, float[] near, float[] ws, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, u, i);
      FloatVector low =
          x.blend(
              broadcast(SPECIES, -RATIONAL_LIMIT), x.compare(VectorOperators.LT, -RATIONAL_LIMIT));
      FloatVector v =
          low.blend(
              broadcast(SPECIES, RATIONAL_LIMIT), low.compare(VectorOperators.GT, RATIONAL_LIMIT));
      v.intoArray(near, i);
      FloatVector one = broadcast(SPECIES, 1f);
      one.div(v.mul(Q).fma(v, one)).intoArray(ws, i);
    }
  }

  private static void rationalValues(int power, float[] u, FloatWorkspace w, float[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, w.near, i);
      FloatVector value = FloatVector.fromArray(SPECIES, w.envelope, i);
      if (power >= 1) {
        value = value.mul(v);
      }
      if (power >= 2) {
        value = value.mul(v);
      }
      if (power >= 3) {
        value = value.mul(FloatVector.fromArray(SPECIES, u, i));
      }
      value.intoArray(out, i);
    }
  }

  /** Evaluates the k-th derivative of w. */
  private static void evenDerivatives(int k, FloatWorkspace scratch, float[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, scratch.near, i);
      FloatVector w = FloatVector.fromArray(SPECIES, scratch.envelope, i);
      if (k == 1) {
        v.mul(w).mul(w).mul(-2f * Q).intoArray(out, i);
      } else if (k == 2) {
        FloatVector bracket = w.fma(broadcast(SPECIES, -4f), broadcast(SPECIES, 3f));
        w.mul(w).mul(2f * Q).mul(bracket).intoArray(out, i);
      } else if (k == 3) {
        FloatVector bracket = w.fma(broadcast(SPECIES, -2f), broadcast(SPECIES, 1f));
        v.mul(w).mul(w).mul(w).mul(-24f * Q * Q).mul(bracket).intoArray(out, i);
      } else if (k == 4) {
        FloatVector inner = w.fma(broadcast(SPECIES, 16f), broadcast(SPECIES, -20f));
        FloatVector bracket = w.fma(inner, broadcast(SPECIES, 5f));
        w.mul(w).mul(w).mul(24f * Q * Q).mul(bracket).intoArray(out, i);
      } else {
        FloatVector inner = w.fma(broadcast(SPECIES, 16f), broadcast(SPECIES, -16f));
        FloatVector bracket = w.fma(inner, broadcast(SPECIES, 3f));
        v.mul(w).mul(w).mul(w).mul(w).mul(-240f * Q * Q * Q).mul(bracket).intoArray(out, i);
      }
    }
  }

  /** Evaluates the k-th derivative of {@code v w}. */
  private static void oddDerivatives(int k, FloatWorkspace scratch, float[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, scratch.near, i);
      FloatVector w = FloatVector.fromArray(SPECIES, scratch.envelope, i);
      if (k == 1) {
        w.fma(broadcast(SPECIES, 2f), broadcast(SPECIES, -1f)).mul(w).intoArray(out, i);
      } else if (k == 2) {
        FloatVector bracket = w.fma(broadcast(SPECIES, -4f), broadcast(SPECIES, 1f));
        v.mul(w).mul(w).mul(2f * Q).mul(bracket).intoArray(out, i);
      } else if (k == 3) {
        FloatVector bracket = w.mul(8f).fma(w.sub(1f), broadcast(SPECIES, 1f));
        w.mul(w).mul(-6f * Q).mul(bracket).intoArray(out, i);
      } else if (k == 4) {
        FloatVector inner = w.fma(broadcast(SPECIES, 16f), broadcast(SPECIES, -12f));
        FloatVector bracket = w.fma(inner, broadcast(SPECIES, 1f));
        v.mul(w).mul(w).mul(w).mul(24f * Q * Q).mul(bracket).intoArray(out, i);
      } else {
        FloatVector first = w.fma(broadcast(SPECIES, -32f), broadcast(SPECIES, 48f));
        FloatVector second = w.fma(first, broadcast(SPECIES, -18f));
        FloatVector bracket = w.fma(second, broadcast(SPECIES, 1f));
        w.mul(w).mul(w).mul(-120f * Q * Q).mul(bracket).intoArray(out, i);
      }
    }
  }

  /**
   * Turns the derivatives of power k into those of k + 2: {@code z^(k+2) w = (z^k - z^k w) / q}.
   */
  private static void complement(float polynomial, float[] out, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector low = FloatVector.fromArray(SPECIES, out, i);
      broadcast(SPECIES, polynomial).sub(low).mul(1f / Q).intoArray(out, i);
    }
  }
}
