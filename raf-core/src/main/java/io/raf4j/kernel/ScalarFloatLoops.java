package io.raf4j.kernel;

/** Strip loops in plain Java. */
final class ScalarFloatLoops implements FloatLoops {
  private static final int LANES = 16;

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void load(float[] tile, int offset, int stride, int rows, int columns, float[] strip) {
    FloatTails.load(tile, offset, stride, rows, columns, LANES, 0, strip);
  }

  @Override
  public void loadBiased(
      float[] tile, float[] bias, int offset, int stride, int rows, int columns, float[] strip) {
    FloatTails.addBias(tile, bias, offset, stride, rows, columns, 0);
    FloatTails.load(tile, offset, stride, rows, columns, LANES, 0, strip);
  }

  @Override
  public void store(float[] strip, int rows, int columns, float[] tile, int offset, int stride) {
    FloatTails.store(strip, rows, columns, LANES, 0, tile, offset, stride);
  }

  @Override
  public void scale(float[] strip, float[] coefficient, int rows, int blocks, float[] out) {
    for (int b = 0, i = 0; b < blocks; b++) {
      for (int r = 0; r < rows; r++) {
        for (int j = 0; j < LANES; j++, i++) {
          out[i] = strip[i] * coefficient[b * LANES + j];
        }
      }
    }
  }

  @Override
  public void addScaled(float[] strip, float[] coefficient, int rows, int blocks, float[] sum) {
    for (int b = 0, i = 0; b < blocks; b++) {
      for (int r = 0; r < rows; r++) {
        for (int j = 0; j < LANES; j++, i++) {
          sum[i] = Math.fma(coefficient[b * LANES + j], strip[i], sum[i]);
        }
      }
    }
  }

  @Override
  public void multiply(float[] a, float[] b, int n, float[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  @Override
  public void addRows(float[] a, int rows, int blocks, float[] sums) {
    for (int b = 0, i = 0; b < blocks; b++) {
      for (int r = 0; r < rows; r++) {
        for (int j = b * LANES; j < (b + 1) * LANES; j++, i++) {
          sums[j] += a[i];
        }
      }
    }
  }

  @Override
  public void addGradients(FloatWorkspace w, int rows, int blocks, float[] dAlpha, float[] dBeta) {
    float[] value = w.derivatives[0];
    float[] slope = w.derivatives[1];
    for (int b = 0, i = 0; b < blocks; b++) {
      for (int r = 0; r < rows; r++) {
        for (int j = b * LANES; j < (b + 1) * LANES; j++, i++) {
          w.sum[i] = Math.fma(w.alphaBeta[j], slope[i], w.sum[i]);
          dAlpha[j] = Math.fma(w.epsilon[i], value[i], dAlpha[j]);
          dBeta[j] = Math.fma(w.alpha[j] * w.epsilonZ[i], slope[i], dBeta[j]);
        }
      }
    }
  }
}
