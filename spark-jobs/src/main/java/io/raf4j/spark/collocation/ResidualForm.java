package io.raf4j.spark.collocation;

import io.raf4j.solver.Residuals;
import io.raf4j.solver.TrialLayer;
import java.io.Serializable;

/** Which residuals an iteration squares. */
public sealed interface ResidualForm extends Serializable {

  /** Returns the residuals of an iteration, counted from 0. */
  Residuals of(TrialLayer layer, int iteration);

  /** Returns whether an iteration's residuals are those of the problem itself. */
  default boolean isItself(int iteration) {
    return true;
  }

  /**
   * Those of a differential equation, whose nonlinear terms may be turned down at first.
   *
   * @param linearIterations in which they are
   * @param isOfOutputs whether the output layer alone is free
   */
  record Equation(int linearIterations, boolean isOfOutputs) implements ResidualForm {

    /** Nearly the linearisation of the equation, and still one whose scale is known. */
    private static final double AMPLITUDE = 0.01;

    @Override
    public boolean isItself(int iteration) {
      return iteration >= linearIterations;
    }

    @Override
    public Residuals of(TrialLayer layer, int iteration) {
      Residuals all =
          iteration < linearIterations ? Residuals.pde(layer, AMPLITUDE) : Residuals.pde(layer);
      return isOfOutputs ? all.ofOutputs() : all;
    }
  }

  /**
   * Those of an eigenvalue problem.
   *
   * @param penalty of the normalisation
   */
  record Eigen(double penalty) implements ResidualForm {

    @Override
    public Residuals of(TrialLayer layer, int iteration) {
      return Residuals.eigen(layer, penalty);
    }
  }
}
