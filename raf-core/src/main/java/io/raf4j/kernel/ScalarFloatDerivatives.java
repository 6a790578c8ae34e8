package io.raf4j.kernel;

import static io.raf4j.kernel.FloatTable.GAUSSIAN_LIMIT;
import static io.raf4j.kernel.FloatTable.RATIONAL_LIMIT;
import static io.raf4j.kernel.FloatTable.WAVE_LIMIT;

import io.raf4j.basis.Rational;

/** Derivatives one number at a time; the vector twin does the same operations in the same order. */
final class ScalarFloatDerivatives implements FloatDerivatives {
  private static final float Q = (float) Rational.Q;

  @Override
  public void power(int degree, int order, float[] u, float[][] out, int n) {
    for (int k = 0; k <= order; k++) {
      power(Math.max(degree - k, 0), factor(degree, k), u, out[k], n);
    }
  }

  /** Returns the factor that k derivatives bring before {@code u^(degree - k)}. */
  static float factor(int degree, int k) {
    float factor = 1;
    for (int j = 0; j < k; j++) {
      factor *= degree - j;
    }
    return factor;
  }

  private static void power(int exponent, float factor, float[] u, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float p = factor;
      for (int j = 0; j < exponent; j++) {
        p *= u[i];
      }
      out[i] = p;
    }
  }

  @Override
  public void rectifiedPower(int power, int order, float[] u, float[][] out, int n) {
    for (int k = 0; k <= order; k++) {
      rectify(Math.max(power - k, 0), factor(power, k), u, out[k], n);
    }
  }

  private static void rectify(int exponent, float factor, float[] u, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float p = u[i] <= 0 ? 0 : factor;
      for (int j = 0; j < exponent; j++) {
        p *= u[i];
      }
      // A step alone would hide NaN, and -infinity times 0 would make one.
      out[i] = Float.isNaN(u[i]) ? u[i] : u[i] <= 0 ? 0 : p;
    }
  }

  @Override
  public void wave(int quarterTurns, int order, float[] u, float[][] out, int n) {
    for (int k = 0; k <= order; k++) {
      float[] o = out[k];
      for (int i = 0; i < n; i++) {
        o[i] = ScalarFloatMath.wave(u[i], quarterTurns + k);
      }
    }
  }

  /** Evaluates those waves again whose argument is beyond the reach of a short reduction. */
  static void farWaves(int quarterTurns, int order, float[] u, float[][] out, int n) {
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(u[i]) <= WAVE_LIMIT)) {
        for (int k = 0; k <= order; k++) {
          out[k][i] = ScalarFloatMath.farWave(u[i], quarterTurns + k);
        }
      }
    }
  }

  /** Returns u, or 0 where the envelope is 0, so that their products are 0 and not NaN. */
  private static float near(float u) {
    return Math.abs(u) > GAUSSIAN_LIMIT ? 0f : u;
  }

  private static float envelope(float u) {
    return Math.abs(u) > GAUSSIAN_LIMIT ? 0f : ScalarFloatMath.gaussian(u);
  }

  @Override
  public void gaussian(int order, float[] u, float[][] out, int n) {
    for (int i = 0; i < n; i++) {
      float v = near(u[i]);
      float e = envelope(u[i]);
      out[0][i] = e;
      if (order >= 1) {
        out[1][i] = -(v * e);
      }
      if (order >= 2) {
        out[2][i] = Math.fma(v, v, -1f) * e;
      }
      if (order >= 3) {
        out[3][i] = v * Math.fma(-v, v, 3f) * e;
      }
    }
  }

  @Override
  public void mexicanHat(int order, float[] u, float[][] out, int n) {
    for (int i = 0; i < n; i++) {
      float v = near(u[i]);
      float s = v * v;
      float e = envelope(u[i]);
      out[0][i] = (1f - s) * e;
      if (order >= 1) {
        out[1][i] = v * (s - 3f) * e;
      }
      if (order >= 2) {
        out[2][i] = Math.fma(s, 6f - s, -3f) * e;
      }
      if (order >= 3) {
        out[3][i] = v * Math.fma(s, s - 10f, 15f) * e;
      }
    }
  }

  @Override
  public void wavePacket(float frequency, int order, float[] u, float[][] out, int n) {
    float w = frequency;
    float ww = w * w;
    for (int i = 0; i < n; i++) {
      float v = near(u[i]);
      float e = envelope(u[i]);
      float c = ScalarFloatMath.wave(w * v, 1);
      float s = ScalarFloatMath.wave(w * v, 0);
      out[0][i] = c * e;
      if (order >= 1) {
        out[1][i] = -Math.fma(v, c, w * s) * e;
      }
      if (order >= 2) {
        out[2][i] = Math.fma(Math.fma(v, v, -1f - ww), c, 2f * w * v * s) * e;
      }
      if (order >= 3) {
        float even = v * Math.fma(-v, v, 3f + 3f * ww);
        float odd = w * Math.fma(-3f * v, v, 3f + ww);
        out[3][i] = Math.fma(even, c, odd * s) * e;
      }
    }
  }

  @Override
  public void tanh(int order, float[] u, float[][] out, int n) {
    for (int i = 0; i < n; i++) {
      float y = ScalarFloatMath.tanh(u[i]);
      float slope = Math.fma(-y, y, 1f);
      out[0][i] = y;
      if (order >= 1) {
        out[1][i] = slope;
      }
      if (order >= 2) {
        out[2][i] = -2f * y * slope;
      }
      if (order >= 3) {
        out[3][i] = Math.fma(6f * y, y, -2f) * slope;
      }
    }
  }

  @Override
  public void rational(int power, int order, float[] u, float[][] out, int n) {
    for (int i = 0; i < n; i++) {
      float v = held(u[i], RATIONAL_LIMIT);
      float w = 1f / Math.fma(Q * v, v, 1f);
      float vw = v * w;
      out[0][i] = rationalValue(power, u[i], v, w);
      for (int k = 1; k <= order; k++) {
        float low = (power & 1) == 0 ? even(k, w, vw) : odd(k, w, vw);
        float polynomial = power == 3 && k == 1 ? 1f : 0f;
        out[k][i] = power < 2 ? low : (polynomial - low) * (1f / Q);
      }
    }
  }

  /** Returns u held within plus and minus a limit; NaN stays NaN. */
  private static float held(float u, float limit) {
    float low = u < -limit ? -limit : u;
    return low > limit ? limit : low;
  }

  private static float rationalValue(int power, float u, float v, float w) {
    return switch (power) {
      case 0 -> w;
      case 1 -> v * w;
      case 2 -> v * (v * w);
      default -> u * (v * (v * w));
    };
  }

  /** Returns the k-th derivative of {@code w = 1 / (1 + q v^2)}. */
  private static float even(int k, float w, float vw) {
    return switch (k) {
      case 1 -> -2f * Q * vw * w;
      case 2 -> 2f * Q * (w * w) * Math.fma(-4f, w, 3f);
      default -> -24f * Q * Q * (vw * w * w) * Math.fma(-2f, w, 1f);
    };
  }

  /** Returns the k-th derivative of {@code v w}. */
  private static float odd(int k, float w, float vw) {
    return switch (k) {
      case 1 -> w * Math.fma(2f, w, -1f);
      case 2 -> 2f * Q * (vw * w) * Math.fma(-4f, w, 1f);
      default -> -6f * Q * (w * w) * Math.fma(8f * w, w - 1f, 1f);
    };
  }
}
