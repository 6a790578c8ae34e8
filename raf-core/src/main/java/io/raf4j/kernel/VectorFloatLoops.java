package io.raf4j.kernel;

import static io.raf4j.kernel.VectorFloatMath.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Strip loops in vector instructions; a block is one vector wide. */
final class VectorFloatLoops implements FloatLoops {
  private static final int LANES = SPECIES.length();

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void load(float[] tile, int offset, int stride, int rows, int columns, float[] strip) {
    int bound = SPECIES.loopBound(columns);
    for (int c = 0; c < bound; c += LANES) {
      for (int r = 0; r < rows; r++) {
        FloatVector.fromArray(SPECIES, tile, offset + r * stride + c)
            .intoArray(strip, c * rows + r * LANES);
      }
    }
    if (bound < columns) {
      VectorFloatTails.load(
          tile, offset + bound, stride, rows, columns - bound, strip, bound * rows);
    }
  }

  @Override
  public void loadBiased(
      float[] tile, float[] bias, int offset, int stride, int rows, int columns, float[] strip) {
    int bound = SPECIES.loopBound(columns);
    for (int c = 0; c < bound; c += LANES) {
      FloatVector b = FloatVector.fromArray(SPECIES, bias, c);
      for (int r = 0; r < rows; r++) {
        int i = offset + r * stride + c;
        FloatVector z = FloatVector.fromArray(SPECIES, tile, i).add(b);
        z.intoArray(tile, i);
        z.intoArray(strip, c * rows + r * LANES);
      }
    }
    if (bound < columns) {
      VectorFloatTails.loadBiased(
          tile, bias, bound, offset + bound, stride, rows, columns - bound, strip, bound * rows);
    }
  }

  @Override
  public void store(float[] strip, int rows, int columns, float[] tile, int offset, int stride) {
    int bound = SPECIES.loopBound(columns);
    for (int c = 0; c < bound; c += LANES) {
      for (int r = 0; r < rows; r++) {
        FloatVector.fromArray(SPECIES, strip, c * rows + r * LANES)
            .intoArray(tile, offset + r * stride + c);
      }
    }
    if (bound < columns) {
      VectorFloatTails.store(
          strip, bound * rows, rows, columns - bound, tile, offset + bound, stride);
    }
  }

  @Override
  public void scale(float[] strip, float[] coefficient, int rows, int blocks, float[] out) {
    for (int c = 0; c < blocks * LANES; c += LANES) {
      FloatVector k = FloatVector.fromArray(SPECIES, coefficient, c);
      for (int i = c * rows; i < (c + LANES) * rows; i += LANES) {
        FloatVector.fromArray(SPECIES, strip, i).mul(k).intoArray(out, i);
      }
    }
  }

  @Override
  public void addScaled(float[] strip, float[] coefficient, int rows, int blocks, float[] sum) {
    for (int c = 0; c < blocks * LANES; c += LANES) {
      FloatVector k = FloatVector.fromArray(SPECIES, coefficient, c);
      for (int i = c * rows; i < (c + LANES) * rows; i += LANES) {
        FloatVector x = FloatVector.fromArray(SPECIES, strip, i);
        k.fma(x, FloatVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
      }
    }
  }

  @Override
  public void multiply(float[] a, float[] b, int n, float[] out) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, i);
      x.mul(FloatVector.fromArray(SPECIES, b, i)).intoArray(out, i);
    }
  }

  @Override
  public void addProduct(float[] a, float[] b, int n, float[] sum) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, i);
      x.fma(y, FloatVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
    }
  }

  @Override
  public void addProduct(float factor, float[] a, float[] b, int n, float[] sum) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, i).mul(factor);
      FloatVector y = FloatVector.fromArray(SPECIES, b, i);
      x.fma(y, FloatVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
    }
  }

  @Override
  public void addSquare(float weight, float[] a, int n, float[] sum) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, i);
      x.mul(weight).fma(x, FloatVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
    }
  }

  @Override
  public void addSquare(float[] weight, float[] a, int n, float[] sum) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, i);
      FloatVector k = FloatVector.fromArray(SPECIES, weight, i);
      x.mul(k).fma(x, FloatVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
    }
  }

  @Override
  public void sumProducts(float[] a, float[] b, float[] c, float[] d, int n, float[] out) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, c, i);
      FloatVector other = x.mul(FloatVector.fromArray(SPECIES, d, i));
      FloatVector y = FloatVector.fromArray(SPECIES, a, i);
      y.fma(FloatVector.fromArray(SPECIES, b, i), other).intoArray(out, i);
    }
  }

  @Override
  public void sumProducts(
      float[] a, float[] b, float factor, float[] c, float[] d, int n, float[] out) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, c, i).mul(factor);
      FloatVector other = x.mul(FloatVector.fromArray(SPECIES, d, i));
      FloatVector y = FloatVector.fromArray(SPECIES, a, i);
      y.fma(FloatVector.fromArray(SPECIES, b, i), other).intoArray(out, i);
    }
  }

  @Override
  public void addMultiple(float[] a, float[] b, float factor, float[] c, int n, float[] out) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector other = FloatVector.fromArray(SPECIES, c, i).mul(factor);
      FloatVector y = FloatVector.fromArray(SPECIES, a, i);
      y.fma(FloatVector.fromArray(SPECIES, b, i), other).intoArray(out, i);
    }
  }

  @Override
  public void addRows(float[] a, int rows, int blocks, float[] sums) {
    for (int c = 0; c < blocks * LANES; c += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, sums, c);
      for (int i = c * rows; i < (c + LANES) * rows; i += LANES) {
        sum = sum.add(FloatVector.fromArray(SPECIES, a, i));
      }
      sum.intoArray(sums, c);
    }
  }

  @Override
  public void addGradients(FloatWorkspace w, int rows, int blocks, float[] dAlpha, float[] dBeta) {
    float[] value = w.derivatives[0];
    float[] slope = w.derivatives[1];
    float[] sum = w.sums[1];
    float[] adjoint = w.adjoints[0];
    float[] product = w.products[0];
    for (int c = 0; c < blocks * LANES; c += LANES) {
      FloatVector alpha = FloatVector.fromArray(SPECIES, w.alphaBeta[0], c);
      FloatVector alphaBeta = FloatVector.fromArray(SPECIES, w.alphaBeta[1], c);
      FloatVector da = FloatVector.fromArray(SPECIES, dAlpha, c);
      FloatVector db = FloatVector.fromArray(SPECIES, dBeta, c);
      for (int i = c * rows; i < (c + LANES) * rows; i += LANES) {
        FloatVector s = FloatVector.fromArray(SPECIES, slope, i);
        alphaBeta.fma(s, FloatVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
        FloatVector e = FloatVector.fromArray(SPECIES, adjoint, i);
        da = e.fma(FloatVector.fromArray(SPECIES, value, i), da);
        FloatVector ez = FloatVector.fromArray(SPECIES, product, i);
        db = alpha.mul(ez).fma(s, db);
      }
      da.intoArray(dAlpha, c);
      db.intoArray(dBeta, c);
    }
  }

  @Override
  public void addParts(FloatWorkspace w, int k, int rows, int blocks) {
    float[] lower = w.derivatives[k - 1];
    float[] upper = w.derivatives[k];
    float[] sum = w.sums[k];
    float[] adjoint = w.adjoints[k - 1];
    float[] product = w.products[k - 1];
    for (int c = 0; c < blocks * LANES; c += LANES) {
      FloatVector power = FloatVector.fromArray(SPECIES, w.betaPowers[k - 1], c);
      FloatVector before = FloatVector.fromArray(SPECIES, w.alphaBeta[k - 1], c);
      FloatVector factor = FloatVector.fromArray(SPECIES, w.alphaBeta[k], c);
      for (int i = c * rows; i < (c + LANES) * rows; i += LANES) {
        FloatVector f = FloatVector.fromArray(SPECIES, upper, i);
        factor.fma(f, FloatVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
        FloatVector a = power.mul(FloatVector.fromArray(SPECIES, adjoint, i));
        a.fma(
                FloatVector.fromArray(SPECIES, lower, i),
                FloatVector.fromArray(SPECIES, w.alphaPart, i))
            .intoArray(w.alphaPart, i);
        FloatVector b = before.mul(FloatVector.fromArray(SPECIES, product, i));
        b.fma(f, FloatVector.fromArray(SPECIES, w.betaPart, i)).intoArray(w.betaPart, i);
      }
    }
  }

  /** Whole blocks from tile to tile; only the last one, if it is not, goes through the strip. */
  @Override
  public void forwardRow(
      FloatWorkspace w, Strip strip, float weight, float[] z, float[] y, int offset, int stride) {
    int rows = strip.rows();
    int bound = SPECIES.loopBound(strip.columns());
    float[] slopes = w.sums[1];
    float[] square = w.square;
    for (int c = 0; c < bound; c += LANES) {
      for (int r = 0; r < rows; r++) {
        int tile = offset + r * stride + c;
        int i = c * rows + r * LANES;
        FloatVector x = FloatVector.fromArray(SPECIES, z, tile);
        x.mul(weight).fma(x, FloatVector.fromArray(SPECIES, square, i)).intoArray(square, i);
        x.mul(FloatVector.fromArray(SPECIES, slopes, i)).intoArray(y, tile);
      }
    }
    if (bound < strip.columns()) {
      forwardTail(w, strip, weight, z, y, offset + bound, stride, bound);
    }
  }

  private static void forwardTail(
      FloatWorkspace w,
      Strip strip,
      float weight,
      float[] z,
      float[] y,
      int offset,
      int stride,
      int bound) {
    int rows = strip.rows();
    int block = bound * rows;
    int columns = strip.columns() - bound;
    VectorFloatTails.load(z, offset, stride, rows, columns, w.row, block);
    for (int i = block; i < block + rows * LANES; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, w.row, i);
      x.mul(weight).fma(x, FloatVector.fromArray(SPECIES, w.square, i)).intoArray(w.square, i);
      x.mul(FloatVector.fromArray(SPECIES, w.sums[1], i)).intoArray(w.row, i);
    }
    VectorFloatTails.store(w.row, block, rows, columns, y, offset, stride);
  }

  @Override
  public void adjointRow(
      FloatWorkspace w,
      Strip strip,
      float weight,
      float[] z,
      float[] epsilon,
      int offset,
      int stride) {
    int rows = strip.rows();
    int bound = SPECIES.loopBound(strip.columns());
    float[] firsts = w.adjoints[1];
    float[] seconds = w.adjoints[2];
    for (int c = 0; c < bound; c += LANES) {
      for (int r = 0; r < rows; r++) {
        int tile = offset + r * stride + c;
        int i = c * rows + r * LANES;
        FloatVector x = FloatVector.fromArray(SPECIES, z, tile);
        FloatVector e = FloatVector.fromArray(SPECIES, epsilon, tile);
        e.fma(x, FloatVector.fromArray(SPECIES, firsts, i)).intoArray(firsts, i);
        x.mul(weight).fma(x, FloatVector.fromArray(SPECIES, seconds, i)).intoArray(seconds, i);
      }
    }
    if (bound < strip.columns()) {
      adjointTail(w, strip, weight, z, epsilon, offset + bound, stride, bound);
    }
  }

  private static void adjointTail(
      FloatWorkspace w,
      Strip strip,
      float weight,
      float[] z,
      float[] epsilon,
      int offset,
      int stride,
      int bound) {
    int rows = strip.rows();
    int block = bound * rows;
    int columns = strip.columns() - bound;
    float[] firsts = w.adjoints[1];
    float[] seconds = w.adjoints[2];
    VectorFloatTails.load(z, offset, stride, rows, columns, w.row, block);
    VectorFloatTails.load(epsilon, offset, stride, rows, columns, w.rowAdjoint, block);
    for (int i = block; i < block + rows * LANES; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, w.row, i);
      FloatVector e = FloatVector.fromArray(SPECIES, w.rowAdjoint, i);
      e.fma(x, FloatVector.fromArray(SPECIES, firsts, i)).intoArray(firsts, i);
      x.mul(weight).fma(x, FloatVector.fromArray(SPECIES, seconds, i)).intoArray(seconds, i);
    }
  }

  @Override
  public void backwardRow(
      FloatWorkspace w,
      Strip strip,
      float factor,
      float[] z,
      float[] epsilon,
      float[] delta,
      int offset,
      int stride) {
    int rows = strip.rows();
    int bound = SPECIES.loopBound(strip.columns());
    float[] slopes = w.sums[1];
    float[] square = w.square;
    for (int c = 0; c < bound; c += LANES) {
      for (int r = 0; r < rows; r++) {
        int tile = offset + r * stride + c;
        int i = c * rows + r * LANES;
        FloatVector s = FloatVector.fromArray(SPECIES, square, i).mul(factor);
        FloatVector other = s.mul(FloatVector.fromArray(SPECIES, z, tile));
        FloatVector e = FloatVector.fromArray(SPECIES, epsilon, tile);
        e.fma(FloatVector.fromArray(SPECIES, slopes, i), other).intoArray(delta, tile);
      }
    }
    if (bound < strip.columns()) {
      backwardTail(w, strip, factor, z, epsilon, delta, offset + bound, stride, bound);
    }
  }

  private static void backwardTail(
      FloatWorkspace w,
      Strip strip,
      float factor,
      float[] z,
      float[] epsilon,
      float[] delta,
      int offset,
      int stride,
      int bound) {
    int rows = strip.rows();
    int block = bound * rows;
    int columns = strip.columns() - bound;
    VectorFloatTails.load(z, offset, stride, rows, columns, w.row, block);
    VectorFloatTails.load(epsilon, offset, stride, rows, columns, w.rowAdjoint, block);
    for (int i = block; i < block + rows * LANES; i += LANES) {
      FloatVector s = FloatVector.fromArray(SPECIES, w.square, i).mul(factor);
      FloatVector other = s.mul(FloatVector.fromArray(SPECIES, w.row, i));
      FloatVector e = FloatVector.fromArray(SPECIES, w.rowAdjoint, i);
      e.fma(FloatVector.fromArray(SPECIES, w.sums[1], i), other).intoArray(w.row, i);
    }
    VectorFloatTails.store(w.row, block, rows, columns, delta, offset, stride);
  }
}
