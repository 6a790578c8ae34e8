package io.raf4j.spark.equation;

import io.raf4j.geometry.ResidualDensity;
import io.raf4j.linalg.NormalEquations;
import io.raf4j.linalg.RemoteResidualModel;
import io.raf4j.pde.PdeResidual;
import io.raf4j.solver.LevenbergMarquardt;
import io.raf4j.solver.LinearSolver;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.RowPasses;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.equation.SolveOptions.Optimizer;
import java.time.Duration;

/**
 * What is chosen for a plan's second order: the policy of its steps, the linear solver with what it
 * takes, and where points lie.
 *
 * @param plan whose options name it or leave it open
 */
record SecondOrderPlan(SolvePlan plan) {

  private SolveOptions options() {
    return plan.options();
  }

  /** Returns how second-order iterations go; the time is limited elsewhere. */
  LevenbergMarquardt.Options policy() {
    LevenbergMarquardt.Options usual =
        options().optimizer() == Optimizer.FEATURES
            ? LevenbergMarquardt.Options.forOutputs()
            : LevenbergMarquardt.Options.defaults();
    LevenbergMarquardt.Options ruled =
        options().optimizer() == Optimizer.FEATURES ? usual : options().rule().of(usual);
    try {
      return ruled
          .limited(options().iterations(), Duration.ofDays(1), 0)
          .damped(usual.scaling(), options().damping().orElse(usual.initialDamping()));
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--damping: " + e.getMessage(), e);
    }
  }

  /**
   * Returns how the points of second-order iterations follow the residual. They stay even for drawn
   * features, which are for solutions without fronts; for eigenfunctions, whose loss is no mean
   * over points alone; and for solvers that take J in passes.
   */
  ResidualDensity concentration() {
    boolean isTrained = options().optimizer() != Optimizer.FEATURES && solver().isSummed();
    return isTrained && plan.problem().kind() == ProblemReference.Kind.PDE
        ? new ResidualDensity(options().evenShare())
        : ResidualDensity.none();
  }

  /**
   * Returns the solver.
   *
   * <p>Where nobody names one: for at most {@link SolvePlan#SMALL} unknowns, for features, which
   * need all digits, and for eigenvalues the two of AUTO; else the residuals' space if there are
   * fewer of them than unknowns, however often points double, and a sketch if not.
   */
  LinearSolver solver() {
    if (options().linearSolver() != LinearSolver.AUTO
        || !options().optimizer().hasSecondOrder()
        || options().optimizer() == Optimizer.FEATURES
        || plan.kind().eigenpairs(plan) > 0
        || plan.unknowns() <= SolvePlan.SMALL) {
      return options().linearSolver();
    }
    return rows() < plan.unknowns() ? LinearSolver.RESIDUAL_SPACE : LinearSolver.SKETCH;
  }

  /** Returns whether the solver keeps a square matrix of all unknowns. */
  boolean isOfSmallNetworks() {
    return solver().isSummed();
  }

  /** Returns the solver's name, and of AUTO those of both; nothing where Adam alone trains. */
  String inWords() {
    if (!options().optimizer().hasSecondOrder()) {
      return "";
    }
    if (solver() != LinearSolver.AUTO) {
      return solver().label();
    }
    return options().optimizer() == Optimizer.FEATURES
        ? LinearSolver.ELIMINATION.label()
        : LinearSolver.CHOLESKY.label() + "+" + LinearSolver.ELIMINATION.label();
  }

  /** Returns the residuals of an iteration when points have doubled as often as they may. */
  private long rows() {
    PdeResidual residual = new PdeResidual(plan.problem().pde());
    long inside = (long) options().points() << options().doublings();
    return Math.multiplyExact(residual.count(inside), (long) residual.equations());
  }

  /**
   * Refuses a solver that the plan's equations or sizes do not allow.
   *
   * @throws SettingsException if so
   */
  void require() {
    if (isOfSmallNetworks()) {
      return;
    }
    if (plan.kind().eigenpairs(plan) > 0) {
      throw new SettingsException(
          option()
              + "; expected auto, cholesky, eigenvalues, elimination or singular-values for"
              + " eigenvalues, whose normalisation is a residual of all points at once");
    }
    if (plan.unknowns() > NormalEquations.Panel.MOST_UNKNOWNS) {
      throw new SettingsException(
          option()
              + " for "
              + plan.unknowns()
              + " parameters; expected at most "
              + NormalEquations.Panel.MOST_UNKNOWNS
              + ": lower --width or --depth, or give --optimizer adam");
    }
    if (solver() == LinearSolver.RESIDUAL_SPACE && rows() > plan.unknowns()) {
      throw new SettingsException(
          option()
              + " and second order may have "
              + rows()
              + " residuals after "
              + options().doublings()
              + " doublings; expected at most as many as the "
              + plan.unknowns()
              + " parameters: lower --points or --doublings, or give --linear-solver sketch");
    }
  }

  private String option() {
    return "--linear-solver is " + solver().label();
  }

  private int unknowns() {
    return Math.toIntExact(plan.unknowns());
  }

  /** Returns the bytes outside the heap of a task, besides what a block of points takes. */
  long bytesOfTask() {
    return isOfSmallNetworks()
        ? NormalEquations.sumBytes(unknowns())
        : RowPasses.bytesOfShare(solver(), unknowns());
  }

  /**
   * Returns the bytes outside the heap of what is solved on the driver.
   *
   * @param threads that solve for dampings side by side
   */
  long bytesOfSolving(int threads) {
    return switch (solver()) {
      case SKETCH -> RowPasses.bytesOfSketch(unknowns());
      case RESIDUAL_SPACE ->
          RemoteResidualModel.bytes(
              Math.toIntExact(rows()), Math.min(threads, policy().search().factors().length));
      default -> NormalEquations.solveBytes(unknowns());
    };
  }

  /** Returns the bytes of the largest result of a task, 0 where normal matrices tell it. */
  long bytesOfResult() {
    return isOfSmallNetworks() ? 0 : RowPasses.bytesOfResult(solver(), unknowns());
  }
}
