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
  public void addProduct(float[] a, float[] b, int n, float[] sum) {
    for (int i = 0; i < n; i++) {
      sum[i] = Math.fma(a[i], b[i], sum[i]);
    }
  }

  @Override
  public void addProduct(float factor, float[] a, float[] b, int n, float[] sum) {
    for (int i = 0; i < n; i++) {
      sum[i] = Math.fma(a[i] * factor, b[i], sum[i]);
    }
  }

  @Override
  public void addSquare(float weight, float[] a, int n, float[] sum) {
    for (int i = 0; i < n; i++) {
      sum[i] = Math.fma(a[i] * weight, a[i], sum[i]);
    }
  }

  @Override
  public void addSquare(float[] weight, float[] a, int n, float[] sum) {
    for (int i = 0; i < n; i++) {
      sum[i] = Math.fma(a[i] * weight[i], a[i], sum[i]);
    }
  }

  @Override
  public void sumProducts(float[] a, float[] b, float[] c, float[] d, int n, float[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.fma(a[i], b[i], c[i] * d[i]);
    }
  }

  @Override
  public void sumProducts(
      float[] a, float[] b, float factor, float[] c, float[] d, int n, float[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.fma(a[i], b[i], c[i] * factor * d[i]);
    }
  }

  @Override
  public void addMultiple(float[] a, float[] b, float factor, float[] c, int n, float[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.fma(a[i], b[i], c[i] * factor);
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
          w.sums[1][i] = Math.fma(w.alphaBeta[1][j], slope[i], w.sums[1][i]);
          dAlpha[j] = Math.fma(w.adjoints[0][i], value[i], dAlpha[j]);
          dBeta[j] = Math.fma(w.alphaBeta[0][j] * w.products[0][i], slope[i], dBeta[j]);
        }
      }
    }
  }

  @Override
  public void addParts(FloatWorkspace w, int k, int rows, int blocks) {
    float[] lower = w.derivatives[k - 1];
    float[] upper = w.derivatives[k];
    float[] sum = w.sums[k];
    float[] adjoint = w.adjoints[k - 1];
    float[] product = w.products[k - 1];
    for (int b = 0, i = 0; b < blocks; b++) {
      for (int r = 0; r < rows; r++) {
        for (int j = b * LANES; j < (b + 1) * LANES; j++, i++) {
          sum[i] = Math.fma(w.alphaBeta[k][j], upper[i], sum[i]);
          float a = w.betaPowers[k - 1][j] * adjoint[i];
          w.alphaPart[i] = Math.fma(a, lower[i], w.alphaPart[i]);
          float c = w.alphaBeta[k - 1][j] * product[i];
          w.betaPart[i] = Math.fma(c, upper[i], w.betaPart[i]);
        }
      }
    }
  }
}
