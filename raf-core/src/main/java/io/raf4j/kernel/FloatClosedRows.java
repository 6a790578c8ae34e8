package io.raf4j.kernel;

import io.raf4j.jet.ChainTerm;
import io.raf4j.jet.JetShape;
import java.util.Arrays;
import java.util.List;

/**
 * What the derivatives of sigma do to the rows of a jet that carries partial derivatives of any
 * order, and their adjoints, strip by strip.
 *
 * <pre>
 *   y_m      = sum_j sigma^(j) P_mj         P_mj = sum over the terms of the chain rule of order j
 *                                                  factor prod_r z_r
 *   S_j      = sum_m epsilon_m P_mj
 *   delta_r  = sum_m epsilon_m sum_j sigma^(j) dP_mj / dz_r
 * </pre>
 */
final class FloatClosedRows {

  private final FloatJetRows rows;
  private final FloatLoops loops;
  private final int count;
  private final int order;

  /** The terms of each row by their order; of the first derivatives, and of order 1, there is z. */
  private final ChainTerm[][][] terms;

  /**
   * Makes the rules of a closed shape.
   *
   * @param rows loads and stores rows
   */
  FloatClosedRows(JetShape shape, FloatJetRows rows, FloatLoops loops) {
    this.rows = rows;
    this.loops = loops;
    this.count = shape.rows();
    this.order = shape.order();
    this.terms = new ChainTerm[count][order + 1][0];
    for (int row = shape.higherRow(); row < count; row++) {
      List<ChainTerm> rule = shape.chainRule(row);
      for (int j = 2; j <= order; j++) {
        int wanted = j;
        terms[row][j] =
            rule.stream().filter(term -> term.order() == wanted).toArray(ChainTerm[]::new);
      }
    }
  }

  private float[][] load(float[][] into, Strip strip, float[] tile) {
    for (int row = 1; row < count; row++) {
      rows.load(tile, strip, row, into[row]);
    }
    return into;
  }

  /** Writes the rows of y below its values, from the sums sigma' and higher. */
  void forward(FloatWorkspace w, Strip strip, float[] z, float[] y) {
    float[][] jets = load(w.jets(count), strip, z);
    for (int row = 1; row < count; row++) {
      loops.multiply(jets[row], w.sums[1], strip.size(), w.row);
      for (int j = 2; j <= order; j++) {
        if (terms[row][j].length > 0) {
          sumTerms(w, jets, terms[row][j], strip.size());
          loops.addProduct(w.square, w.sums[j], strip.size(), w.row);
        }
      }
      rows.store(w.row, strip, row, y);
    }
  }

  /** Fills a strip with the sum of terms. */
  private void sumTerms(FloatWorkspace w, float[][] jets, ChainTerm[] of, int n) {
    Arrays.fill(w.square, 0, n, 0);
    for (ChainTerm term : of) {
      int[] factors = term.rows();
      int last = factors.length - 1;
      float[] before = product(w, jets, factors, last, n);
      loops.addProduct((float) term.factor(), before, jets[factors[last]], n, w.square);
    }
  }

  /** Returns the product of all factors but one. */
  private float[] product(FloatWorkspace w, float[][] jets, int[] factors, int without, int n) {
    float[] product = null;
    for (int i = 0; i < factors.length; i++) {
      if (i != without) {
        if (product == null) {
          product = jets[factors[i]];
        } else {
          loops.multiply(product, jets[factors[i]], n, w.second);
          product = w.second;
        }
      }
    }
    return product;
  }

  /** Adds to the adjoints S1 and higher of the derivatives of sigma, which are zero before. */
  void adjoints(FloatWorkspace w, Strip strip, float[] z, float[] epsilon) {
    float[][] jets = load(w.jets(count), strip, z);
    float[][] adjoints = load(w.jetAdjoints(count), strip, epsilon);
    for (int row = 1; row < count; row++) {
      loops.addProduct(adjoints[row], jets[row], strip.size(), w.adjoints[1]);
      for (int j = 2; j <= order; j++) {
        if (terms[row][j].length > 0) {
          sumTerms(w, jets, terms[row][j], strip.size());
          loops.addProduct(adjoints[row], w.square, strip.size(), w.adjoints[j]);
        }
      }
    }
  }

  /**
   * Writes the rows of delta below its values, from the sums sigma' and higher, and the rows that
   * {@link #adjoints} loaded.
   */
  void backward(FloatWorkspace w, Strip strip, float[] delta) {
    int n = strip.size();
    float[][] jets = w.jets(count);
    float[][] adjoints = w.jetAdjoints(count);
    float[][] deltas = w.jetDeltas(count);
    for (int row = 1; row < count; row++) {
      loops.multiply(adjoints[row], w.sums[1], n, deltas[row]);
    }
    for (int row = 1; row < count; row++) {
      for (int j = 2; j <= order; j++) {
        if (terms[row][j].length > 0) {
          loops.multiply(adjoints[row], w.sums[j], n, w.secondAdjoint);
          spread(w, jets, terms[row][j], n, deltas);
        }
      }
    }
    for (int row = 1; row < count; row++) {
      rows.store(deltas[row], strip, row, delta);
    }
  }

  /** Adds what terms owe to the rows that they are products of. */
  private void spread(FloatWorkspace w, float[][] jets, ChainTerm[] of, int n, float[][] deltas) {
    for (ChainTerm term : of) {
      int[] factors = term.rows();
      for (int i = 0; i < factors.length; i++) {
        float[] others = product(w, jets, factors, i, n);
        loops.addProduct((float) term.factor(), w.secondAdjoint, others, n, deltas[factors[i]]);
      }
    }
  }
}
