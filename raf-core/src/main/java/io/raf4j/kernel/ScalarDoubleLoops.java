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
  public void addProduct(double[] a, double[] b, int n, double[] sum) {
    for (int i = 0; i < n; i++) {
      sum[i] = Math.fma(a[i], b[i], sum[i]);
    }
  }

  @Override
  public void addSquare(double weight, double[] a, int n, double[] sum) {
    for (int i = 0; i < n; i++) {
      sum[i] = Math.fma(a[i] * weight, a[i], sum[i]);
    }
  }

  @Override
  public void addSquare(double[] weight, double[] a, int n, double[] sum) {
    for (int i = 0; i < n; i++) {
      sum[i] = Math.fma(a[i] * weight[i], a[i], sum[i]);
    }
  }

  @Override
  public void sumProducts(double[] a, double[] b, double[] c, double[] d, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.fma(a[i], b[i], c[i] * d[i]);
    }
  }

  @Override
  public void sumProducts(
      double[] a, double[] b, double factor, double[] c, double[] d, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.fma(a[i], b[i], c[i] * factor * d[i]);
    }
  }

  @Override
  public void addMultiple(double[] a, double[] b, double factor, double[] c, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.fma(a[i], b[i], c[i] * factor);
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
          w.sums[1][i] = Math.fma(w.alphaBeta[1][j], slope[i], w.sums[1][i]);
          dAlpha[j] = Math.fma(w.adjoints[0][i], value[i], dAlpha[j]);
          dBeta[j] = Math.fma(w.alphaBeta[0][j] * w.products[0][i], slope[i], dBeta[j]);
        }
      }
    }
  }

  @Override
  public void addParts(DoubleWorkspace w, int k, int rows, int blocks) {
    double[] lower = w.derivatives[k - 1];
    double[] upper = w.derivatives[k];
    double[] sum = w.sums[k];
    double[] adjoint = w.adjoints[k - 1];
    double[] product = w.products[k - 1];
    for (int b = 0, i = 0; b < blocks; b++) {
      for (int r = 0; r < rows; r++) {
        for (int j = b * LANES; j < (b + 1) * LANES; j++, i++) {
          sum[i] = Math.fma(w.alphaBeta[k][j], upper[i], sum[i]);
          double a = w.betaPowers[k - 1][j] * adjoint[i];
          w.alphaPart[i] = Math.fma(a, lower[i], w.alphaPart[i]);
          double c = w.alphaBeta[k - 1][j] * product[i];
          w.betaPart[i] = Math.fma(c, upper[i], w.betaPart[i]);
        }
      }
    }
  }
}
