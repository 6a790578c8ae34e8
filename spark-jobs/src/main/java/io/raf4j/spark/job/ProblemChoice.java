package io.raf4j.spark.job;

import io.raf4j.eigen.EigenCatalogue;
import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Domain;
import io.raf4j.pde.PdeCatalogue;
import io.raf4j.pde.PdeProblem;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.ProblemReference.Kind;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.SolveOptions;

/** Finds the equation that the settings name, and its dimension where they leave it open. */
final class ProblemChoice {

  private ProblemChoice() {}

  /**
   * Returns the equation.
   *
   * @throws SettingsException if there is none of that name or class, or not in that dimension
   */
  static ProblemReference of(Kind kind, SolveOptions options) {
    try {
      boolean isOwn = options.problem().isBlank();
      ProblemReference chosen =
          isOwn ? ownClass(kind, options) : ofCatalogue(kind, options.problem(), options);
      requireResolvable(chosen);
      return chosen;
    } catch (IllegalArgumentException e) {
      String message = e.getMessage();
      boolean isDimension = message.startsWith("dim is ");
      throw new SettingsException((isDimension ? "--" : "--problem: ") + message, e);
    }
  }

  private static ProblemReference ofCatalogue(Kind kind, String name, SolveOptions options) {
    int byDefault =
        kind == Kind.PDE
            ? PdeCatalogue.named(name).defaultDimension()
            : EigenCatalogue.named(name).defaultDimension();
    return ProblemReference.named(kind, name, options.dimension().orElse(byDefault));
  }

  private static ProblemReference ownClass(Kind kind, SolveOptions options) {
    String name = options.problemClass();
    int dimension = options.dimension().orElseGet(() -> dimensionOf(name));
    return ProblemReference.ofClass(kind, name, dimension);
  }

  /** A class with a constructor without parameters knows its dimension. */
  private static int dimensionOf(String name) {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      Object problem = Class.forName(name, true, loader).getConstructor().newInstance();
      return domain(problem).dimension();
    } catch (ClassNotFoundException e) {
      throw new SettingsException(
          "--problem-class " + name + ": there is no such class; give its jar with --jars", e);
    } catch (ReflectiveOperationException e) {
      throw new SettingsException(
          "--dim is missing: "
              + name
              + " has no public constructor without parameters that says its dimension",
          e);
    }
  }

  private static Domain domain(Object problem) {
    if (problem instanceof PdeProblem pde) {
      return pde.domain();
    } else if (problem instanceof EigenProblem eigen) {
      return eigen.domain();
    }
    throw new SettingsException(
        "--problem-class "
            + problem.getClass().getName()
            + " is neither a "
            + PdeProblem.class.getName()
            + " nor a "
            + EigenProblem.class.getName());
  }

  private static void requireResolvable(ProblemReference chosen) {
    if (chosen.kind() == Kind.PDE) {
      chosen.pde();
    } else {
      chosen.eigen();
    }
  }
}
