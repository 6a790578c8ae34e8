package io.raf4j.kernel;

import static io.raf4j.kernel.VectorDoubleMath.SPECIES;

import jdk.incubator.vector.DoubleVector;

/** Strip loops in vector instructions; a block is one vector wide. */
final class VectorDoubleLoops implements DoubleLoops {
  private static final int LANES = SPECIES.length();

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void load(double[] tile, int offset, int stride, int rows, int columns, double[] strip) {
    int bound = SPECIES.loopBound(columns);
    for (int c = 0; c < bound; c += LANES) {
      for (int r = 0; r < rows; r++) {
        DoubleVector.fromArray(SPECIES, tile, offset + r * stride + c)
            .intoArray(strip, c * rows + r * LANES);
      }
    }
    if (bound < columns) {
      VectorDoubleTails.load(
          tile, offset + bound, stride, rows, columns - bound, strip, bound * rows);
    }
  }

  @Override
  public void loadBiased(
      double[] tile, double[] bias, int offset, int stride, int rows, int columns, double[] strip) {
    int bound = SPECIES.loopBound(columns);
    for (int c = 0; c < bound; c += LANES) {
      DoubleVector b = DoubleVector.fromArray(SPECIES, bias, c);
      for (int r = 0; r < rows; r++) {
        int i = offset + r * stride + c;
        DoubleVector z = DoubleVector.fromArray(SPECIES, tile, i).add(b);
        z.intoArray(tile, i);
        z.intoArray(strip, c * rows + r * LANES);
      }
    }
    if (bound < columns) {
      VectorDoubleTails.loadBiased(
          tile, bias, bound, offset + bound, stride, rows, columns - bound, strip, bound * rows);
    }
  }

  @Override
  public void store(double[] strip, int rows, int columns, double[] tile, int offset, int stride) {
    int bound = SPECIES.loopBound(columns);
    for (int c = 0; c < bound; c += LANES) {
      for (int r = 0; r < rows; r++) {
        DoubleVector.fromArray(SPECIES, strip, c * rows + r * LANES)
            .intoArray(tile, offset + r * stride + c);
      }
    }
    if (bound < columns) {
      VectorDoubleTails.store(
          strip, bound * rows, rows, columns - bound, tile, offset + bound, stride);
    }
  }

  @Override
  public void scale(double[] strip, double[] coefficient, int rows, int blocks, double[] out) {
    for (int c = 0; c < blocks * LANES; c += LANES) {
      DoubleVector k = DoubleVector.fromArray(SPECIES, coefficient, c);
      for (int i = c * rows; i < (c + LANES) * rows; i += LANES) {
        DoubleVector.fromArray(SPECIES, strip, i).mul(k).intoArray(out, i);
      }
    }
  }

  @Override
  public void addScaled(double[] strip, double[] coefficient, int rows, int blocks, double[] sum) {
    for (int c = 0; c < blocks * LANES; c += LANES) {
      DoubleVector k = DoubleVector.fromArray(SPECIES, coefficient, c);
      for (int i = c * rows; i < (c + LANES) * rows; i += LANES) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, strip, i);
        k.fma(x, DoubleVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
      }
    }
  }

  @Override
  public void multiply(double[] a, double[] b, int n, double[] out) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, a, i);
      x.mul(DoubleVector.fromArray(SPECIES, b, i)).intoArray(out, i);
    }
  }

  @Override
  public void addProduct(double[] a, double[] b, int n, double[] sum) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, a, i);
      DoubleVector y = DoubleVector.fromArray(SPECIES, b, i);
      x.fma(y, DoubleVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
    }
  }

  @Override
  public void addSquare(double weight, double[] a, int n, double[] sum) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, a, i);
      x.mul(weight).fma(x, DoubleVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
    }
  }

  @Override
  public void addSquare(double[] weight, double[] a, int n, double[] sum) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, a, i);
      DoubleVector k = DoubleVector.fromArray(SPECIES, weight, i);
      x.mul(k).fma(x, DoubleVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
    }
  }

  @Override
  public void sumProducts(double[] a, double[] b, double[] c, double[] d, int n, double[] out) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, c, i);
      DoubleVector other = x.mul(DoubleVector.fromArray(SPECIES, d, i));
      DoubleVector y = DoubleVector.fromArray(SPECIES, a, i);
      y.fma(DoubleVector.fromArray(SPECIES, b, i), other).intoArray(out, i);
    }
  }

  @Override
  public void sumProducts(
      double[] a, double[] b, double factor, double[] c, double[] d, int n, double[] out) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, c, i).mul(factor);
      DoubleVector other = x.mul(DoubleVector.fromArray(SPECIES, d, i));
      DoubleVector y = DoubleVector.fromArray(SPECIES, a, i);
      y.fma(DoubleVector.fromArray(SPECIES, b, i), other).intoArray(out, i);
    }
  }

  @Override
  public void addMultiple(double[] a, double[] b, double factor, double[] c, int n, double[] out) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector other = DoubleVector.fromArray(SPECIES, c, i).mul(factor);
      DoubleVector y = DoubleVector.fromArray(SPECIES, a, i);
      y.fma(DoubleVector.fromArray(SPECIES, b, i), other).intoArray(out, i);
    }
  }

  @Override
  public void addRows(double[] a, int rows, int blocks, double[] sums) {
    for (int c = 0; c < blocks * LANES; c += LANES) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, c);
      for (int i = c * rows; i < (c + LANES) * rows; i += LANES) {
        sum = sum.add(DoubleVector.fromArray(SPECIES, a, i));
      }
      sum.intoArray(sums, c);
    }
  }

  @Override
  public void addGradients(
      DoubleWorkspace w, int rows, int blocks, double[] dAlpha, double[] dBeta) {
    double[] value = w.derivatives[0];
    double[] slope = w.derivatives[1];
    double[] sum = w.sums[1];
    double[] adjoint = w.adjoints[0];
    double[] product = w.products[0];
    for (int c = 0; c < blocks * LANES; c += LANES) {
      DoubleVector alpha = DoubleVector.fromArray(SPECIES, w.alphaBeta[0], c);
      DoubleVector alphaBeta = DoubleVector.fromArray(SPECIES, w.alphaBeta[1], c);
      DoubleVector da = DoubleVector.fromArray(SPECIES, dAlpha, c);
      DoubleVector db = DoubleVector.fromArray(SPECIES, dBeta, c);
      for (int i = c * rows; i < (c + LANES) * rows; i += LANES) {
        DoubleVector s = DoubleVector.fromArray(SPECIES, slope, i);
        alphaBeta.fma(s, DoubleVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
        DoubleVector e = DoubleVector.fromArray(SPECIES, adjoint, i);
        da = e.fma(DoubleVector.fromArray(SPECIES, value, i), da);
        DoubleVector ez = DoubleVector.fromArray(SPECIES, product, i);
        db = alpha.mul(ez).fma(s, db);
      }
      da.intoArray(dAlpha, c);
      db.intoArray(dBeta, c);
    }
  }

  @Override
  public void addParts(DoubleWorkspace w, int k, int rows, int blocks) {
    double[] lower = w.derivatives[k - 1];
    double[] upper = w.derivatives[k];
    double[] sum = w.sums[k];
    double[] adjoint = w.adjoints[k - 1];
    double[] product = w.products[k - 1];
    for (int c = 0; c < blocks * LANES; c += LANES) {
      DoubleVector power = DoubleVector.fromArray(SPECIES, w.betaPowers[k - 1], c);
      DoubleVector before = DoubleVector.fromArray(SPECIES, w.alphaBeta[k - 1], c);
      DoubleVector factor = DoubleVector.fromArray(SPECIES, w.alphaBeta[k], c);
      for (int i = c * rows; i < (c + LANES) * rows; i += LANES) {
        DoubleVector f = DoubleVector.fromArray(SPECIES, upper, i);
        factor.fma(f, DoubleVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
        DoubleVector a = power.mul(DoubleVector.fromArray(SPECIES, adjoint, i));
        a.fma(
                DoubleVector.fromArray(SPECIES, lower, i),
                DoubleVector.fromArray(SPECIES, w.alphaPart, i))
            .intoArray(w.alphaPart, i);
        DoubleVector b = before.mul(DoubleVector.fromArray(SPECIES, product, i));
        b.fma(f, DoubleVector.fromArray(SPECIES, w.betaPart, i)).intoArray(w.betaPart, i);
      }
    }
  }

  /** Whole blocks from tile to tile; only the last one, if it is not, goes through the strip. */
  @Override
  public void forwardRow(
      DoubleWorkspace w,
      Strip strip,
      double weight,
      double[] z,
      double[] y,
      int offset,
      int stride) {
    int rows = strip.rows();
    int bound = SPECIES.loopBound(strip.columns());
    double[] slopes = w.sums[1];
    double[] square = w.square;
    for (int c = 0; c < bound; c += LANES) {
      for (int r = 0; r < rows; r++) {
        int tile = offset + r * stride + c;
        int i = c * rows + r * LANES;
        DoubleVector x = DoubleVector.fromArray(SPECIES, z, tile);
        x.mul(weight).fma(x, DoubleVector.fromArray(SPECIES, square, i)).intoArray(square, i);
        x.mul(DoubleVector.fromArray(SPECIES, slopes, i)).intoArray(y, tile);
      }
    }
    if (bound < strip.columns()) {
      forwardTail(w, strip, weight, z, y, offset + bound, stride, bound);
    }
  }

  private static void forwardTail(
      DoubleWorkspace w,
      Strip strip,
      double weight,
      double[] z,
      double[] y,
      int offset,
      int stride,
      int bound) {
    int rows = strip.rows();
    int block = bound * rows;
    int columns = strip.columns() - bound;
    VectorDoubleTails.load(z, offset, stride, rows, columns, w.row, block);
    for (int i = block; i < block + rows * LANES; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, w.row, i);
      x.mul(weight).fma(x, DoubleVector.fromArray(SPECIES, w.square, i)).intoArray(w.square, i);
      x.mul(DoubleVector.fromArray(SPECIES, w.sums[1], i)).intoArray(w.row, i);
    }
    VectorDoubleTails.store(w.row, block, rows, columns, y, offset, stride);
  }

  @Override
  public void adjointRow(
      DoubleWorkspace w,
      Strip strip,
      double weight,
      double[] z,
      double[] epsilon,
      int offset,
      int stride) {
    int rows = strip.rows();
    int bound = SPECIES.loopBound(strip.columns());
    double[] firsts = w.adjoints[1];
    double[] seconds = w.adjoints[2];
    for (int c = 0; c < bound; c += LANES) {
      for (int r = 0; r < rows; r++) {
        int tile = offset + r * stride + c;
        int i = c * rows + r * LANES;
        DoubleVector x = DoubleVector.fromArray(SPECIES, z, tile);
        DoubleVector e = DoubleVector.fromArray(SPECIES, epsilon, tile);
        e.fma(x, DoubleVector.fromArray(SPECIES, firsts, i)).intoArray(firsts, i);
        x.mul(weight).fma(x, DoubleVector.fromArray(SPECIES, seconds, i)).intoArray(seconds, i);
      }
    }
    if (bound < strip.columns()) {
      adjointTail(w, strip, weight, z, epsilon, offset + bound, stride, bound);
    }
  }

  private static void adjointTail(
      DoubleWorkspace w,
      Strip strip,
      double weight,
      double[] z,
      double[] epsilon,
      int offset,
      int stride,
      int bound) {
    int rows = strip.rows();
    int block = bound * rows;
    int columns = strip.columns() - bound;
    double[] firsts = w.adjoints[1];
    double[] seconds = w.adjoints[2];
    VectorDoubleTails.load(z, offset, stride, rows, columns, w.row, block);
    VectorDoubleTails.load(epsilon, offset, stride, rows, columns, w.rowAdjoint, block);
    for (int i = block; i < block + rows * LANES; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, w.row, i);
      DoubleVector e = DoubleVector.fromArray(SPECIES, w.rowAdjoint, i);
      e.fma(x, DoubleVector.fromArray(SPECIES, firsts, i)).intoArray(firsts, i);
      x.mul(weight).fma(x, DoubleVector.fromArray(SPECIES, seconds, i)).intoArray(seconds, i);
    }
  }

  @Override
  public void backwardRow(
      DoubleWorkspace w,
      Strip strip,
      double factor,
      double[] z,
      double[] epsilon,
      double[] delta,
      int offset,
      int stride) {
    int rows = strip.rows();
    int bound = SPECIES.loopBound(strip.columns());
    double[] slopes = w.sums[1];
    double[] square = w.square;
    for (int c = 0; c < bound; c += LANES) {
      for (int r = 0; r < rows; r++) {
        int tile = offset + r * stride + c;
        int i = c * rows + r * LANES;
        DoubleVector s = DoubleVector.fromArray(SPECIES, square, i).mul(factor);
        DoubleVector other = s.mul(DoubleVector.fromArray(SPECIES, z, tile));
        DoubleVector e = DoubleVector.fromArray(SPECIES, epsilon, tile);
        e.fma(DoubleVector.fromArray(SPECIES, slopes, i), other).intoArray(delta, tile);
      }
    }
    if (bound < strip.columns()) {
      backwardTail(w, strip, factor, z, epsilon, delta, offset + bound, stride, bound);
    }
  }

  private static void backwardTail(
      DoubleWorkspace w,
      Strip strip,
      double factor,
      double[] z,
      double[] epsilon,
      double[] delta,
      int offset,
      int stride,
      int bound) {
    int rows = strip.rows();
    int block = bound * rows;
    int columns = strip.columns() - bound;
    VectorDoubleTails.load(z, offset, stride, rows, columns, w.row, block);
    VectorDoubleTails.load(epsilon, offset, stride, rows, columns, w.rowAdjoint, block);
    for (int i = block; i < block + rows * LANES; i += LANES) {
      DoubleVector s = DoubleVector.fromArray(SPECIES, w.square, i).mul(factor);
      DoubleVector other = s.mul(DoubleVector.fromArray(SPECIES, w.row, i));
      DoubleVector e = DoubleVector.fromArray(SPECIES, w.rowAdjoint, i);
      e.fma(DoubleVector.fromArray(SPECIES, w.sums[1], i), other).intoArray(w.row, i);
    }
    VectorDoubleTails.store(w.row, block, rows, columns, delta, offset, stride);
  }
}
