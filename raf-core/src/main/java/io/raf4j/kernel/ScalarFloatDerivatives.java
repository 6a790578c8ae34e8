package io.raf4j.kernel;

import static io.raf4j.kernel.FloatTable.RATIONAL_LIMIT;
import static io.raf4j.kernel.FloatTable.WAVE_LIMIT;

import io.raf4j.basis.Rational;
import java.util.Arrays;

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
    float factor = k > degree ? 0 : 1;
    for (int j = 0; j < Math.min(k, degree); j++) {
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
    for (int k = 0; k <= Math.min(order, power); k++) {
      rectify(power - k, factor(power, k), u, out[k], n);
    }
    for (int k = power + 1; k <= order; k++) {
      Arrays.fill(out[k], 0, n, 0f);
    }
  }

  private static void rectify(int exponent, float factor, float[] u, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float p = factor;
      for (int j = 0; j < exponent; j++) {
        p *= u[i];
      }
      // A step alone would hide NaN.
      out[i] = Float.isNaN(u[i]) ? u[i] : u[i] <= 0f ? 0f : p;
    }
  }

  @Override
  public void wave(int quarterTurns, int order, float[] u, float[][] out, int n) {
    float[] slopes = order >= 1 ? out[1] : FloatWorkspace.ofThisThread().cosine;
    ScalarFloatMath.waves(quarterTurns, u, out[0], slopes, n);
    for (int k = 2; k <= order; k++) {
      negate(out[k - 2], out[k], n);
    }
    if (!ScalarFloatMath.allNear(u, n)) {
      farWaves(quarterTurns, order, u, out, n);
    }
  }

  private static void negate(float[] from, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = -from[i];
    }
  }

  /** Evaluates those waves again whose argument is beyond the reach of the short reduction. */
  static void farWaves(int quarterTurns, int order, float[] u, float[][] out, int n) {
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(u[i]) <= WAVE_LIMIT)) {
        for (int k = 0; k <= order; k++) {
          out[k][i] = ScalarFloatMath.farWave(u[i], quarterTurns + k);
        }
      }
    }
  }

  @Override
  public void gaussian(int order, float[] u, float[][] out, int n) {
    float[] near = FloatWorkspace.ofThisThread().near;
    ScalarFloatMath.gaussians(u, near, out[0], n);
    if (order >= 1) {
      gaussianSlopes(order, near, out[0], out, n);
    }
  }

  private static void gaussianSlopes(int order, float[] near, float[] es, float[][] out, int n) {
    for (int i = 0; i < n; i++) {
      float v = near[i];
      float e = es[i];
      out[1][i] = -(v * e);
      if (order >= 2) {
        out[2][i] = Math.fma(v, v, -1f) * e;
      }
      if (order >= 3) {
        out[3][i] = Math.fma(-v, v, 3f) * v * e;
      }
      if (order >= 4) {
        float s = v * v;
        out[4][i] = Math.fma(s, s - 6f, 3f) * e;
      }
      if (order >= 5) {
        float s = v * v;
        out[5][i] = Math.fma(s, 10f - s, -15f) * v * e;
      }
    }
  }

  @Override
  public void mexicanHat(int order, float[] u, float[][] out, int n) {
    FloatWorkspace w = FloatWorkspace.ofThisThread();
    ScalarFloatMath.gaussians(u, w.near, w.envelope, n);
    hats(order, w.near, w.envelope, out, n);
  }

  private static void hats(int order, float[] near, float[] es, float[][] out, int n) {
    for (int i = 0; i < n; i++) {
      float v = near[i];
      float e = es[i];
      float s = v * v;
      out[0][i] = (1f - s) * e;
      if (order >= 1) {
        out[1][i] = (s - 3f) * v * e;
      }
      if (order >= 2) {
        out[2][i] = Math.fma(s, 6f - s, -3f) * e;
      }
      if (order >= 3) {
        out[3][i] = Math.fma(s, s - 10f, 15f) * v * e;
      }
      if (order >= 4) {
        out[4][i] = Math.fma(s, Math.fma(s, 15f - s, -45f), 15f) * e;
      }
      if (order >= 5) {
        out[5][i] = Math.fma(s, Math.fma(s, s - 21f, 105f), -105f) * v * e;
      }
    }
  }

  @Override
  public void wavePacket(float frequency, int order, float[] u, float[][] out, int n) {
    FloatWorkspace w = FloatWorkspace.ofThisThread();
    ScalarFloatMath.gaussians(u, w.near, w.envelope, n);
    scale(w.near, frequency, w.phase, n);
    ScalarFloatMath.waves(0, w.phase, w.sine, w.cosine, n);
    packets(frequency, order, w, out, n);
  }

  private static void scale(float[] from, float factor, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = from[i] * factor;
    }
  }

  private static void packets(float frequency, int order, FloatWorkspace w, float[][] out, int n) {
    float square = frequency * frequency;
    for (int i = 0; i < n; i++) {
      float v = w.near[i];
      float e = w.envelope[i];
      float s = w.sine[i];
      float c = w.cosine[i];
      out[0][i] = c * e;
      if (order >= 1) {
        out[1][i] = -Math.fma(v, c, s * frequency) * e;
      }
      if (order >= 2) {
        float even = Math.fma(v, v, -1f - square);
        out[2][i] = Math.fma(even, c, v * (2f * frequency) * s) * e;
      }
      if (order >= 3) {
        float even = Math.fma(-v, v, 3f + 3f * square) * v;
        float odd = Math.fma(v * -3f, v, 3f + square) * frequency;
        out[3][i] = Math.fma(even, c, odd * s) * e;
      }
      if (order >= 4) {
        float t = v * v;
        float even = Math.fma(t, t - 6f * (square + 1f), Math.fma(square, square + 6f, 3f));
        float odd = (t - (square + 3f)) * (v * (4f * frequency));
        out[4][i] = Math.fma(even, c, odd * s) * e;
      }
      if (order >= 5) {
        float t = v * v;
        float even =
            Math.fma(t, t - 10f * (square + 1f), Math.fma(square, 5f * square + 30f, 15f)) * v;
        float odd =
            Math.fma(t, t * 5f - 10f * (square + 3f), Math.fma(square, square + 10f, 15f))
                * frequency;
        out[5][i] = -Math.fma(even, c, odd * s) * e;
      }
    }
  }

  @Override
  public void tanh(int order, float[] u, float[][] out, int n) {
    ScalarFloatMath.tangents(u, out[0], n);
    if (order >= 1) {
      tangentSlopes(order, out, n);
    }
  }

  private static void tangentSlopes(int order, float[][] out, int n) {
    for (int i = 0; i < n; i++) {
      float y = out[0][i];
      float slope = Math.fma(-y, y, 1f);
      out[1][i] = slope;
      if (order >= 2) {
        out[2][i] = y * -2f * slope;
      }
      if (order >= 3) {
        out[3][i] = Math.fma(y * 6f, y, -2f) * slope;
      }
      if (order >= 4) {
        out[4][i] = Math.fma(y * -24f, y, 16f) * y * slope;
      }
      if (order >= 5) {
        out[5][i] = Math.fma(y * y * -120f, slope, 16f) * slope;
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
    for (int i = 0; i < n; i++) {
      float low = u[i] < -RATIONAL_LIMIT ? -RATIONAL_LIMIT : u[i];
      float v = low > RATIONAL_LIMIT ? RATIONAL_LIMIT : low;
      near[i] = v;
      ws[i] = 1f / Math.fma(v * Q, v, 1f);
    }
  }

  private static void rationalValues(int power, float[] u, FloatWorkspace w, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float value = w.envelope[i];
      if (power >= 1) {
        value *= w.near[i];
      }
      if (power >= 2) {
        value *= w.near[i];
      }
      if (power >= 3) {
        value *= u[i];
      }
      out[i] = value;
    }
  }

  /** Evaluates the k-th derivative of w. */
  private static void evenDerivatives(int k, FloatWorkspace scratch, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float v = scratch.near[i];
      float w = scratch.envelope[i];
      out[i] =
          switch (k) {
            case 1 -> v * w * w * (-2f * Q);
            case 2 -> w * w * (2f * Q) * Math.fma(w, -4f, 3f);
            case 3 -> v * w * w * w * (-24f * Q * Q) * Math.fma(w, -2f, 1f);
            case 4 -> w * w * w * (24f * Q * Q) * Math.fma(w, Math.fma(w, 16f, -20f), 5f);
            default ->
                v * w * w * w * w * (-240f * Q * Q * Q) * Math.fma(w, Math.fma(w, 16f, -16f), 3f);
          };
    }
  }

  /** Evaluates the k-th derivative of {@code v w}. */
  private static void oddDerivatives(int k, FloatWorkspace scratch, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float v = scratch.near[i];
      float w = scratch.envelope[i];
      out[i] =
          switch (k) {
            case 1 -> Math.fma(w, 2f, -1f) * w;
            case 2 -> v * w * w * (2f * Q) * Math.fma(w, -4f, 1f);
            case 3 -> w * w * (-6f * Q) * Math.fma(w * 8f, w - 1f, 1f);
            case 4 -> v * w * w * w * (24f * Q * Q) * Math.fma(w, Math.fma(w, 16f, -12f), 1f);
            default ->
                w
                    * w
                    * w
                    * (-120f * Q * Q)
                    * Math.fma(w, Math.fma(w, Math.fma(w, -32f, 48f), -18f), 1f);
          };
    }
  }

  /**
   * Turns the derivatives of power k into those of k + 2: {@code z^(k+2) w = (z^k - z^k w) / q}.
   */
  private static void complement(float polynomial, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (polynomial - out[i]) * (1f / Q);
    }
  }
}
