package io.raf4j.kernel;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import java.util.Arrays;
import java.util.List;

/**
 * An activation's forward and backward pass over a tile in double precision; trusts its arguments.
 *
 * <p>Each section (a range of columns with its terms) goes through strip by strip; in a strip each
 * term is scaled, evaluated and added in its own loops, so that no loop ever dispatches.
 */
final class DoubleKernel {
  private final int width;
  private final List<Section> sections;
  private final List<DoubleTerm> terms;
  private final DoubleLoops loops;

  /**
   * Makes the kernel of an activation.
   *
   * @param width the columns of a tile
   */
  DoubleKernel(
      ReproducingActivation activation,
      int width,
      DoubleDerivatives derivatives,
      DoubleLoops loops) {
    this.width = width;
    this.sections = Section.of(activation, width);
    this.loops = loops;
    this.terms = activation.terms().stream().map(t -> DoubleTerm.of(t, derivatives)).toList();
  }

  /** A term ready to run: its evaluator and what the loops need to know of its coefficients. */
  private record DoubleTerm(
      DoubleFunction function, boolean unscaled, boolean learnsAlpha, boolean learnsBeta) {
    static DoubleTerm of(Term term, DoubleDerivatives derivatives) {
      return new DoubleTerm(
          DoubleFunction.of(term.function(), derivatives),
          term.beta().isOne(),
          term.alpha().learnable(),
          term.beta().learnable());
    }
  }

  /** As {@link ActivationKernel#forward(double[], double[], double[], int, double[], double[])}. */
  void forward(double[] z, double[] bias, double[] y, int rows, double[] alpha, double[] beta) {
    DoubleWorkspace w = DoubleWorkspace.ofThisThread();
    for (Section section : sections) {
      section.forEachStrip(
          rows,
          DoubleWorkspace.STRIP,
          loops.lanes(),
          strip -> forwardStrip(w, section, strip, z, bias, y, alpha, beta));
    }
  }

  private void forwardStrip(
      DoubleWorkspace w,
      Section section,
      Strip strip,
      double[] z,
      double[] bias,
      double[] y,
      double[] alpha,
      double[] beta) {
    int offset = strip.row() * width + strip.column();
    loadZ(w, strip, z, bias, offset);
    Arrays.fill(w.sum, 0, strip.size(), 0);
    for (int p : section.terms()) {
      DoubleTerm term = terms.get(p);
      copyCoefficients(w, strip, p, alpha, beta);
      evaluate(w, strip, term, 0);
      loops.addScaled(w.derivatives[0], w.alpha, strip.rows(), strip.blocks(), w.sum);
    }
    loops.store(w.sum, strip.rows(), strip.columns(), y, offset, width);
  }

  private void loadZ(DoubleWorkspace w, Strip strip, double[] z, double[] bias, int offset) {
    if (bias == null) {
      loops.load(z, offset, width, strip.rows(), strip.columns(), w.z);
    } else {
      System.arraycopy(bias, strip.column(), w.bias, 0, strip.columns());
      loops.loadBiased(z, w.bias, offset, width, strip.rows(), strip.columns(), w.z);
    }
  }

  private void copyCoefficients(
      DoubleWorkspace w, Strip strip, int term, double[] alpha, double[] beta) {
    int offset = term * width + strip.column();
    System.arraycopy(alpha, offset, w.alpha, 0, strip.columns());
    System.arraycopy(beta, offset, w.beta, 0, strip.columns());
  }

  private void evaluate(DoubleWorkspace w, Strip strip, DoubleTerm term, int order) {
    if (term.unscaled()) {
      term.function().evaluate(order, w.z, w.derivatives, strip.size());
    } else {
      loops.scale(w.z, w.beta, strip.rows(), strip.blocks(), w.u);
      term.function().evaluate(order, w.u, w.derivatives, strip.size());
    }
  }

  /** As {@link ActivationKernel#backward}. */
  void backward(
      double[] z,
      double[] bias,
      double[] epsilon,
      double[] delta,
      int rows,
      double[] alpha,
      double[] beta,
      double[] dBias,
      double[] dAlpha,
      double[] dBeta) {
    DoubleWorkspace w = DoubleWorkspace.ofThisThread();
    for (Section section : sections) {
      section.forEachStrip(
          rows,
          DoubleWorkspace.STRIP,
          loops.lanes(),
          strip -> {
            int offset = strip.row() * width + strip.column();
            loadZ(w, strip, z, bias, offset);
            loops.load(epsilon, offset, width, strip.rows(), strip.columns(), w.epsilon);
            loops.multiply(w.epsilon, w.z, strip.size(), w.epsilonZ);
            Arrays.fill(w.sum, 0, strip.size(), 0);
            for (int p : section.terms()) {
              copyCoefficients(w, strip, p, alpha, beta);
              backwardTerm(w, strip, p, dAlpha, dBeta);
            }
            finishDelta(w, strip, delta, offset, dBias);
          });
    }
  }

  /** Adds a term's part of sigma' to the strip's sum, and its coefficients' gradients. */
  private void backwardTerm(
      DoubleWorkspace w, Strip strip, int p, double[] dAlpha, double[] dBeta) {
    DoubleTerm term = terms.get(p);
    evaluate(w, strip, term, 1);
    for (int c = 0; c < strip.columns(); c++) {
      w.alphaBeta[c] = w.alpha[c] * w.beta[c];
    }
    if (!term.learnsAlpha() && !term.learnsBeta()) {
      loops.addScaled(w.derivatives[1], w.alphaBeta, strip.rows(), strip.blocks(), w.sum);
      return;
    }
    int offset = p * width + strip.column();
    System.arraycopy(dAlpha, offset, w.dAlpha, 0, strip.columns());
    System.arraycopy(dBeta, offset, w.dBeta, 0, strip.columns());
    loops.addGradients(w, strip.rows(), strip.blocks(), w.dAlpha, w.dBeta);
    if (term.learnsAlpha()) {
      System.arraycopy(w.dAlpha, 0, dAlpha, offset, strip.columns());
    }
    if (term.learnsBeta()) {
      System.arraycopy(w.dBeta, 0, dBeta, offset, strip.columns());
    }
  }

  private void finishDelta(
      DoubleWorkspace w, Strip strip, double[] delta, int offset, double[] dBias) {
    loops.multiply(w.epsilon, w.sum, strip.size(), w.sum);
    System.arraycopy(dBias, strip.column(), w.bias, 0, strip.columns());
    loops.addRows(w.sum, strip.rows(), strip.blocks(), w.bias);
    System.arraycopy(w.bias, 0, dBias, strip.column(), strip.columns());
    loops.store(w.sum, strip.rows(), strip.columns(), delta, offset, width);
  }
}
