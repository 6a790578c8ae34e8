package io.raf4j.kernel;

import io.raf4j.jet.JetShape;
import java.util.Arrays;

/**
 * The rows of jets in a tile {@code [points, rows, width]}: what the derivatives of sigma do to
 * them, and their adjoints, strip by strip. Of order 0 there is one row and nothing to do.
 *
 * <p>A strip here is one row of a jet of several points, which lie {@code rows * width} apart.
 */
final class FloatJetRows {
  private final int width;
  private final int stride;
  private final JetShape shape;
  private final float[] weights;
  private final FloatLoops loops;

  /** Null unless the shape is closed. */
  private final FloatClosedRows closed;

  /**
   * Makes the rows of a shape.
   *
   * @param width the columns of a tile
   */
  FloatJetRows(int width, JetShape shape, FloatLoops loops) {
    this.width = width;
    this.stride = shape.rows() * width;
    this.shape = shape;
    this.weights = new float[shape.dimension()];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = (float) shape.weight(k);
    }
    this.loops = loops;
    boolean isClosed = shape.higher() == JetShape.Higher.CLOSED;
    this.closed = isClosed ? new FloatClosedRows(shape, this, loops) : null;
  }

  /** Copies a row of the strip's points from a tile. */
  void load(float[] tile, Strip strip, int row, float[] into) {
    loops.load(tile, offset(strip, row), stride, strip.rows(), strip.columns(), into);
  }

  /** Adds a bias to the values of the strip's points and copies them from a tile. */
  void loadBiased(float[] tile, float[] bias, Strip strip, float[] into) {
    loops.loadBiased(tile, bias, offset(strip, 0), stride, strip.rows(), strip.columns(), into);
  }

  /** Copies a row of the strip's points into a tile. */
  void store(float[] from, Strip strip, int row, float[] tile) {
    loops.store(from, strip.rows(), strip.columns(), tile, offset(strip, row), stride);
  }

  private int offset(Strip strip, int row) {
    return strip.row() * stride + row * width + strip.column();
  }

  /** Writes the rows of y below its values, from the sums sigma' and sigma''. */
  void forward(FloatWorkspace w, Strip strip, float[] z, float[] y) {
    if (closed != null) {
      closed.forward(w, strip, z, y);
      return;
    }
    Arrays.fill(w.square, 0, strip.size(), 0);
    for (int k = 0; k < weights.length; k++) {
      int row = offset(strip, shape.gradientRow(k));
      if (shape.higher() == JetShape.Higher.PURE) {
        loops.load(z, row, stride, strip.rows(), strip.columns(), w.row);
        loops.multiply(w.row, w.row, strip.size(), w.square);
        forwardSecond(w, strip, shape.higherRow() + k, z, y);
        loops.multiply(w.row, w.sums[1], strip.size(), w.row);
        loops.store(w.row, strip.rows(), strip.columns(), y, row, stride);
      } else {
        loops.forwardRow(w, strip, weights[k], z, y, row, stride);
      }
    }
    if (shape.higher() == JetShape.Higher.WEIGHTED) {
      forwardSecond(w, strip, shape.higherRow(), z, y);
    }
  }

  private void forwardSecond(FloatWorkspace w, Strip strip, int row, float[] z, float[] y) {
    load(z, strip, row, w.second);
    loops.sumProducts(w.second, w.sums[1], w.square, w.sums[2], strip.size(), w.second);
    store(w.second, strip, row, y);
  }

  /** Fills the adjoints S0 to S_order of sigma and its derivatives. */
  void adjoints(FloatWorkspace w, Strip strip, float[] z, float[] epsilon) {
    load(epsilon, strip, 0, w.adjoints[0]);
    for (int j = 1; j <= shape.order(); j++) {
      Arrays.fill(w.adjoints[j], 0, strip.size(), 0);
    }
    if (closed != null) {
      closed.adjoints(w, strip, z, epsilon);
      return;
    }
    for (int k = 0; k < weights.length; k++) {
      if (shape.higher() == JetShape.Higher.PURE) {
        load(z, strip, shape.gradientRow(k), w.row);
        load(epsilon, strip, shape.gradientRow(k), w.rowAdjoint);
        loops.addProduct(w.rowAdjoint, w.row, strip.size(), w.adjoints[1]);
        secondAdjoint(w, strip, shape.higherRow() + k, z, epsilon);
        loops.addSquare(w.secondAdjoint, w.row, strip.size(), w.adjoints[2]);
      } else {
        int row = offset(strip, shape.gradientRow(k));
        loops.adjointRow(w, strip, weights[k], z, epsilon, row, stride);
      }
    }
    if (shape.higher() == JetShape.Higher.WEIGHTED) {
      secondAdjoint(w, strip, shape.higherRow(), z, epsilon);
      loops.multiply(w.secondAdjoint, w.adjoints[2], strip.size(), w.adjoints[2]);
    }
  }

  private void secondAdjoint(FloatWorkspace w, Strip strip, int row, float[] z, float[] epsilon) {
    load(z, strip, row, w.second);
    load(epsilon, strip, row, w.secondAdjoint);
    loops.addProduct(w.secondAdjoint, w.second, strip.size(), w.adjoints[1]);
  }

  /** Fills what the derivatives of a term have as factors in the gradient of its beta. */
  void products(FloatWorkspace w, Strip strip) {
    int last = shape.order();
    for (int j = 0; j < last; j++) {
      loops.addMultiple(w.adjoints[j], w.z, j + 1, w.adjoints[j + 1], strip.size(), w.products[j]);
    }
    loops.multiply(w.adjoints[last], w.z, strip.size(), w.products[last]);
  }

  /** Evaluates {@code S0 sigma' + S1 sigma'' + S2 sigma'''}, the adjoint of the values. */
  void valueDelta(FloatWorkspace w, Strip strip) {
    loops.multiply(w.adjoints[0], w.sums[1], strip.size(), w.delta);
    for (int j = 1; j <= shape.order(); j++) {
      loops.addProduct(w.adjoints[j], w.sums[j + 1], strip.size(), w.delta);
    }
  }

  /** Writes the rows of delta below its values, from the sums sigma' and sigma''. */
  void backward(FloatWorkspace w, Strip strip, float[] z, float[] epsilon, float[] delta) {
    if (closed != null) {
      closed.backward(w, strip, delta);
      return;
    }
    if (shape.higher() == JetShape.Higher.WEIGHTED) {
      backwardSecond(w, strip, shape.higherRow(), epsilon, delta);
    }
    for (int k = 0; k < weights.length; k++) {
      int row = shape.gradientRow(k);
      if (shape.higher() == JetShape.Higher.NONE) {
        load(epsilon, strip, row, w.rowAdjoint);
        loops.multiply(w.rowAdjoint, w.sums[1], strip.size(), w.rowAdjoint);
        store(w.rowAdjoint, strip, row, delta);
      } else {
        if (shape.higher() == JetShape.Higher.PURE) {
          backwardSecond(w, strip, shape.higherRow() + k, epsilon, delta);
        }
        int from = offset(strip, row);
        loops.backwardRow(w, strip, 2 * weights[k], z, epsilon, delta, from, stride);
      }
    }
  }

  /** Writes a row {@code M sigma'} and leaves {@code M sigma''} in the workspace. */
  private void backwardSecond(
      FloatWorkspace w, Strip strip, int row, float[] epsilon, float[] delta) {
    load(epsilon, strip, row, w.secondAdjoint);
    loops.multiply(w.secondAdjoint, w.sums[2], strip.size(), w.square);
    loops.multiply(w.secondAdjoint, w.sums[1], strip.size(), w.secondAdjoint);
    store(w.secondAdjoint, strip, row, delta);
  }
}
