package io.raf4j.spark.equation;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.formula.ProblemText;
import io.raf4j.formula.ProblemTextException;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.JetShape;
import io.raf4j.pde.PdeProblem;
import io.raf4j.pde.TraceException;
import io.raf4j.random.Purpose;
import io.raf4j.solver.ProblemReference;
import io.raf4j.spark.conf.SettingsException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Finds the equation that the settings name, and its dimension where they leave it open. */
final class ProblemChoice {

  private ProblemChoice() {}

  /**
   * Returns the equation.
   *
   * @throws SettingsException if there is none of that name or class, or not in that dimension
   */
  static ProblemReference of(EquationKind kind, SolveOptions options) {
    try {
      boolean isOwn = options.problem().isBlank();
      if (ProblemFile.isFile(options.problem())) {
        return ofFile(kind, options);
      }
      requireNoConstants(options);
      ProblemReference chosen =
          isOwn ? ownClass(kind, options) : ofCatalogue(kind, options.problem(), options);
      requireSound(kind, chosen);
      return chosen;
    } catch (ProblemTextException e) {
      throw new SettingsException(e.getMessage(), e);
    } catch (TraceException e) {
      throw new SettingsException("--problem: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      String message = e.getMessage();
      boolean isDimension = message.startsWith("dim is ");
      throw new SettingsException((isDimension ? "--" : "--problem: ") + message, e);
    }
  }

  private static ProblemReference ofCatalogue(
      EquationKind kind, String name, SolveOptions options) {
    int byDefault = kind.defaultDimension(name);
    return ProblemReference.named(kind.reference(), name, options.dimension().orElse(byDefault));
  }

  private static void requireNoConstants(SolveOptions options) {
    if (!options.constants().isBlank()) {
      throw new SettingsException(
          "--constants is "
              + options.constants()
              + "; expected none but for a problem in a file, such as --problem"
              + " conf/pde/problems/burgers.conf");
    }
  }

  private static ProblemReference ofFile(EquationKind kind, SolveOptions options) {
    if (kind.reference() != ProblemReference.Kind.PDE) {
      throw new SettingsException(
          "--problem is the file "
              + options.problem()
              + "; expected a name, as files hold differential equations without eigenvalues");
    }
    if (options.dimension().isPresent()) {
      throw new SettingsException(
          "--dim is "
              + options.dimension().getAsInt()
              + "; expected none for a problem in a file, whose coordinates say it");
    }
    ProblemText text = ProblemFile.read(options.problem(), options.constants());
    text.check();
    ProblemReference chosen = ProblemReference.ofText(text);
    requireSound(kind, chosen);
    return chosen;
  }

  private static ProblemReference ownClass(EquationKind kind, SolveOptions options) {
    String name = options.problemClass();
    Class<?> found = load(name);
    boolean takesDimension =
        Arrays.stream(found.getConstructors())
            .anyMatch(c -> Arrays.equals(c.getParameterTypes(), new Class<?>[] {int.class}));
    if (takesDimension && options.dimension().isEmpty()) {
      throw new SettingsException("--dim is missing: " + name + " has a constructor that takes it");
    }
    if (!takesDimension && options.dimension().isPresent()) {
      throw new SettingsException(
          "--dim is "
              + options.dimension().getAsInt()
              + ", but "
              + name
              + " has no public constructor (int dimension) that takes it");
    }
    int dimension = options.dimension().orElseGet(() -> domain(created(found)).dimension());
    return ProblemReference.ofClass(kind.reference(), name, dimension);
  }

  private static Class<?> load(String name) {
    try {
      // Initialised when it is known to be a problem.
      Class<?> found = Class.forName(name, false, Thread.currentThread().getContextClassLoader());
      requireProblem(found);
      return found;
    } catch (ClassNotFoundException e) {
      throw new SettingsException(
          "--problem-class " + name + ": there is no such class; give its jar with --jars", e);
    } catch (LinkageError e) {
      throw unlinked(name, e);
    }
  }

  /** Such as a class that was compiled for a later Java, or one that fails when initialised. */
  private static SettingsException unlinked(String name, LinkageError error) {
    Throwable why = error.getCause() == null ? error : error.getCause();
    return new SettingsException(
        "--problem-class "
            + name
            + " cannot be used: "
            + why
            + "; compile it for Java 17 against this version of RAF4J, and give all that it needs with"
            + " --jars",
        error);
  }

  private static Object created(Class<?> found) {
    try {
      return found.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new SettingsException(
          "--problem-class " + found.getName() + " cannot be created: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new SettingsException(
          "--problem-class "
              + found.getName()
              + " has no public constructor, without parameters or (int dimension)",
          e);
    } catch (LinkageError e) {
      throw unlinked(found.getName(), e);
    }
  }

  private static Domain domain(Object problem) {
    if (problem instanceof PdeProblem pde) {
      return pde.domain();
    } else if (problem instanceof EigenProblem eigen) {
      return eigen.domain();
    }
    throw new IllegalStateException(problem + " was looked at before");
  }

  private static void requireProblem(Class<?> found) {
    if (!PdeProblem.class.isAssignableFrom(found) && !EigenProblem.class.isAssignableFrom(found)) {
      throw new SettingsException(
          "--problem-class "
              + found.getName()
              + " is neither a "
              + PdeProblem.class.getName()
              + " nor a "
              + EigenProblem.class.getName());
    }
  }

  /** Asks an equation once for all that training asks of it: its faults show before the work. */
  private static void requireSound(EquationKind kind, ProblemReference chosen) {
    Statement statement = kind.statement(chosen);
    double[] x = somewhere(statement.name(), statement.domain(), kind.shape(chosen));
    try {
      kind.tryOut(chosen, x);
    } catch (RuntimeException e) {
      throw faulty(statement.name(), x, e);
    }
    try {
      kind.requireSound(chosen);
    } catch (IllegalArgumentException | TraceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SettingsException("--problem: " + statement.name() + " fails: " + e, e);
    }
  }

  private static double[] somewhere(String name, Domain domain, JetShape shape) {
    if (shape.dimension() != domain.dimension()) {
      throw new SettingsException(
          "--problem: the domain of "
              + name
              + " has "
              + domain.dimension()
              + " coordinates, its shape "
              + shape.dimension()
              + "; expected as many");
    }
    return Sampler.UNIFORM.draw(domain, 1, Purpose.EVALUATION_SAMPLE, 0, 0, 1).point(0);
  }

  private static SettingsException faulty(String name, double[] x, RuntimeException e) {
    return new SettingsException(
        "--problem: " + name + " fails at the point " + Arrays.toString(x) + ": " + e, e);
  }
}
