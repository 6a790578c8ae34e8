package io.raf4j.kernel;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import io.raf4j.jet.JetShape;
import java.util.Arrays;
import java.util.List;

/**
 * An activation's forward and backward pass over a tile in single precision; trusts its arguments.
 *
 * <p>Each section (a range of columns with its terms) goes through strip by strip; in a strip each
 * term is scaled, evaluated and added in its own loops, so that no loop ever dispatches. Terms see
 * the values alone, once: {@link FloatJetRows} has the other rows of a jet before and after.
 */
final class FloatKernel {
  private final int width;
  private final int order;
  private final List<Section> sections;
  private final List<FloatTerm> terms;
  private final boolean learns;
  private final FloatLoops loops;
  private final FloatJetRows rows;

  /**
   * Makes the kernel of an activation.
   *
   * @param sections of the columns of a tile
   * @param shape the rows of a point
   */
  FloatKernel(
      ReproducingActivation activation,
      List<Section> sections,
      JetShape shape,
      FloatDerivatives derivatives,
      FloatLoops loops) {
    this.sections = sections;
    this.width = sections.get(sections.size() - 1).to();
    this.order = shape.order();
    this.loops = loops;
    this.terms = activation.terms().stream().map(t -> FloatTerm.of(t, derivatives)).toList();
    this.learns = terms.stream().anyMatch(FloatTerm::learns);
    this.rows = new FloatJetRows(width, shape, loops);
  }

  /** A term ready to run: its evaluator and what the loops need to know of its coefficients. */
  private record FloatTerm(
      FloatFunction function,
      boolean unweighted,
      boolean unscaled,
      boolean learnsAlpha,
      boolean learnsBeta) {
    static FloatTerm of(Term term, FloatDerivatives derivatives) {
      return new FloatTerm(
          FloatFunction.of(term.function(), derivatives),
          term.alpha().isOne(),
          term.beta().isOne(),
          term.alpha().learnable(),
          term.beta().learnable());
    }

    /** Returns whether alpha beta^k is always 1. */
    boolean isPlain(int k) {
      return unweighted && (unscaled || k == 0);
    }

    boolean learns() {
      return learnsAlpha || learnsBeta;
    }
  }

  /** As {@link ActivationKernel#forward(float[], float[], float[], int, float[], float[])}. */
  void forward(float[] z, float[] bias, float[] y, int points, float[] alpha, float[] beta) {
    FloatWorkspace w = FloatWorkspace.ofThisThread();
    for (Section section : sections) {
      section.forEachStrip(
          points,
          FloatWorkspace.STRIP,
          loops.lanes(),
          strip -> forwardStrip(w, section, strip, z, bias, y, alpha, beta));
    }
  }

  private void forwardStrip(
      FloatWorkspace w,
      Section section,
      Strip strip,
      float[] z,
      float[] bias,
      float[] y,
      float[] alpha,
      float[] beta) {
    loadValues(w, strip, z, bias);
    forwardTerms(w, section, strip, alpha, beta);
    rows.store(w.sums[0], strip, 0, y);
    if (order > 0) {
      rows.forward(w, strip, z, y);
    }
  }

  private void forwardTerms(
      FloatWorkspace w, Section section, Strip strip, float[] alpha, float[] beta) {
    if (section.terms().length == 1) {
      copyCoefficients(w, strip, section.terms()[0], order, alpha, beta);
      evaluateAlone(w, strip, terms.get(section.terms()[0]), 0, order);
      return;
    }
    clearSums(w, strip, 0, order);
    for (int p : section.terms()) {
      copyCoefficients(w, strip, p, order, alpha, beta);
      evaluate(w, strip, terms.get(p), order, w.derivatives);
      addDerivatives(w, strip, 0, order);
    }
  }

  private void loadValues(FloatWorkspace w, Strip strip, float[] z, float[] bias) {
    if (bias == null) {
      rows.load(z, strip, 0, w.z);
    } else {
      System.arraycopy(bias, strip.column(), w.bias, 0, strip.columns());
      rows.loadBiased(z, w.bias, strip, w.z);
    }
  }

  private static void clearSums(FloatWorkspace w, Strip strip, int from, int to) {
    for (int k = from; k <= to; k++) {
      Arrays.fill(w.sums[k], 0, strip.size(), 0);
    }
  }

  /** Copies a term's alpha and beta and multiplies them up to {@code alpha beta^highest}. */
  private void copyCoefficients(
      FloatWorkspace w, Strip strip, int term, int highest, float[] alpha, float[] beta) {
    int offset = term * width + strip.column();
    System.arraycopy(alpha, offset, w.alphaBeta[0], 0, strip.columns());
    System.arraycopy(beta, offset, w.beta, 0, strip.columns());
    for (int k = 1; k <= highest; k++) {
      multiplyColumns(w.alphaBeta[k - 1], w.beta, strip.columns(), w.alphaBeta[k]);
    }
  }

  private static void multiplyColumns(float[] a, float[] b, int columns, float[] out) {
    for (int c = 0; c < columns; c++) {
      out[c] = a[c] * b[c];
    }
  }

  private void evaluate(
      FloatWorkspace w, Strip strip, FloatTerm term, int highest, float[][] into) {
    if (term.unscaled()) {
      term.function().evaluate(highest, w.z, into, strip.size());
    } else {
      loops.scale(w.z, w.beta, strip.rows(), strip.blocks(), w.u);
      term.function().evaluate(highest, w.u, into, strip.size());
    }
  }

  /** Evaluates sigma and its derivatives where it has one term: nothing is added up. */
  private void evaluateAlone(FloatWorkspace w, Strip strip, FloatTerm term, int from, int to) {
    evaluate(w, strip, term, to, w.sums);
    for (int k = from; k <= to; k++) {
      if (!term.isPlain(k)) {
        loops.scale(w.sums[k], w.alphaBeta[k], strip.rows(), strip.blocks(), w.sums[k]);
      }
    }
  }

  private void addDerivatives(FloatWorkspace w, Strip strip, int from, int to) {
    for (int k = from; k <= to; k++) {
      loops.addScaled(w.derivatives[k], w.alphaBeta[k], strip.rows(), strip.blocks(), w.sums[k]);
    }
  }

  /** As {@link ActivationKernel#backward}. */
  void backward(
      float[] z,
      float[] bias,
      float[] epsilon,
      float[] delta,
      int points,
      float[] alpha,
      float[] beta,
      float[] dBias,
      float[] dAlpha,
      float[] dBeta) {
    FloatWorkspace w = FloatWorkspace.ofThisThread();
    for (Section section : sections) {
      section.forEachStrip(
          points,
          FloatWorkspace.STRIP,
          loops.lanes(),
          strip -> {
            loadValues(w, strip, z, bias);
            rows.adjoints(w, strip, z, epsilon);
            if (learns) {
              rows.products(w, strip);
            }
            backwardTerms(w, section, strip, alpha, beta, dAlpha, dBeta);
            finishValues(w, strip, delta, dBias);
            rows.backward(w, strip, z, epsilon, delta);
          });
    }
  }

  private void backwardTerms(
      FloatWorkspace w,
      Section section,
      Strip strip,
      float[] alpha,
      float[] beta,
      float[] dAlpha,
      float[] dBeta) {
    FloatTerm first = terms.get(section.terms()[0]);
    if (section.terms().length == 1 && !first.learns()) {
      copyCoefficients(w, strip, section.terms()[0], order + 1, alpha, beta);
      evaluateAlone(w, strip, first, 1, order + 1);
      return;
    }
    clearSums(w, strip, 1, order + 1);
    for (int p : section.terms()) {
      copyCoefficients(w, strip, p, order + 1, alpha, beta);
      backwardTerm(w, strip, p, dAlpha, dBeta);
    }
  }

  /** Adds a term's parts to the derivatives of sigma, and its coefficients' gradients. */
  private void backwardTerm(FloatWorkspace w, Strip strip, int p, float[] dAlpha, float[] dBeta) {
    FloatTerm term = terms.get(p);
    evaluate(w, strip, term, order + 1, w.derivatives);
    if (!term.learns()) {
      addDerivatives(w, strip, 1, order + 1);
      return;
    }
    int offset = p * width + strip.column();
    System.arraycopy(dAlpha, offset, w.dAlpha, 0, strip.columns());
    System.arraycopy(dBeta, offset, w.dBeta, 0, strip.columns());
    addGradients(w, strip);
    if (term.learnsAlpha()) {
      System.arraycopy(w.dAlpha, 0, dAlpha, offset, strip.columns());
    }
    if (term.learnsBeta()) {
      System.arraycopy(w.dBeta, 0, dBeta, offset, strip.columns());
    }
  }

  private void addGradients(FloatWorkspace w, Strip strip) {
    if (order == 0) {
      loops.addGradients(w, strip.rows(), strip.blocks(), w.dAlpha, w.dBeta);
    } else {
      addJetGradients(w, strip);
    }
  }

  /**
   * Sums up what the orders contribute for each point first: gradients must take whole points in
   * order, or their bits would depend on the strips.
   */
  private void addJetGradients(FloatWorkspace w, Strip strip) {
    for (int k = 2; k <= order; k++) {
      multiplyColumns(w.betaPowers[k - 1], w.beta, strip.columns(), w.betaPowers[k]);
    }
    Arrays.fill(w.alphaPart, 0, strip.size(), 0);
    Arrays.fill(w.betaPart, 0, strip.size(), 0);
    for (int k = 1; k <= order + 1; k++) {
      loops.addParts(w, k, strip.rows(), strip.blocks());
    }
    loops.addRows(w.alphaPart, strip.rows(), strip.blocks(), w.dAlpha);
    loops.addRows(w.betaPart, strip.rows(), strip.blocks(), w.dBeta);
  }

  private void finishValues(FloatWorkspace w, Strip strip, float[] delta, float[] dBias) {
    rows.valueDelta(w, strip);
    System.arraycopy(dBias, strip.column(), w.bias, 0, strip.columns());
    loops.addRows(w.delta, strip.rows(), strip.blocks(), w.bias);
    System.arraycopy(w.bias, 0, dBias, strip.column(), strip.columns());
    rows.store(w.delta, strip, 0, delta);
  }
}
