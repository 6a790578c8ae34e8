package io.raf4j.kernel;

/** Strip loops in plain Java. */
final class ScalarDoubleLoops implements DoubleLoops {
  private static final int LANES = 16;

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void load(double[] tile, int offset, int stride, int rows, int columns, double[] strip) {
    DoubleTails.load(tile, offset, stride, rows, columns, LANES, 0, strip);
  }

  @Override
  public void loadBiased(
      double[] tile, double[] bias, int offset, int stride, int rows, int columns, double[] strip) {
    DoubleTails.addBias(tile, bias, offset, stride, rows, columns, 0);
    DoubleTails.load(tile, offset, stride, rows, columns, LANES, 0, strip);
  }

  @Override
  public void store(double[] strip, int rows, int columns, double[] tile, int offset, int stride) {
    DoubleTails.store(strip, rows, columns, LANES, 0, tile, offset, stride);
  }

  @Override
  public void scale(double[] strip, double[] coefficient, int rows, int blocks, double[] out) {
    for (int b = 0, i = 0; b < blocks; b++) {
      for (int r = 0; r < rows; r++) {
        for (int j = 0; j < LANES; j++, i++) {
          out[i] = strip[i] * coefficient[b * LANES + j];
        }
      }
    }
  }

  @Override
  public void addScaled(double[] strip, double[] coefficient, int rows, int blocks, double[] sum) {
    for (int b = 0, i = 0; b < blocks; b++) {
      for (int r = 0; r < rows; r++) {
        for (int j = 0; j < LANES; j++, i++) {
          sum[i] = Math.fma(coefficient[b * LANES + j], strip[i], sum[i]);
        }
      }
    }
  }

  @Override
  public void multiply(double[] a, double[] b, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  @Override
  public void addRows(double[] a, int rows, int blocks, double[] sums) {
    for (int b = 0, i = 0; b < blocks; b++) {
      for (int r = 0; r < rows; r++) {
        for (int j = b * LANES; j < (b + 1) * LANES; j++, i++) {
          sums[j] += a[i];
        }
      }
    }
  }

  @Override
  public void addGradients(
      DoubleWorkspace w, int rows, int blocks, double[] dAlpha, double[] dBeta) {
    double[] value = w.derivatives[0];
    double[] slope = w.derivatives[1];
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
