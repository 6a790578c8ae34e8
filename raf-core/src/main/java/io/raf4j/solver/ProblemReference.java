package io.raf4j.solver;

import io.raf4j.eigen.EigenCatalogue;
import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Sampler;
import io.raf4j.pde.PdeCatalogue;
import io.raf4j.pde.PdeProblem;
import io.raf4j.pde.SlabTimes;
import io.raf4j.pde.TimeSlab;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which problem a network solves, as something that can be stored and sent: problems themselves are
 * code.
 *
 * <p>The text form, as stored in a network's JSON, is {@code pde poisson-smooth 2} for a problem of
 * the catalogue and {@code pde class com.me.Mine 3} for a class of one's own; a slab of its time
 * adds {@code slab 2 of 0.5,1.0}.
 *
 * @param kind of the equation
 * @param name in the catalogue, or the name of a class
 * @param isClass whether {@code name} is that of a class
 * @param dimension the coordinates of space, 1 or more; time comes on top of them. A class without
 *     a constructor for it has the one that it has
 * @param slab which slab of time, as {@link SlabTimes#toText}; empty for all times
 */
public record ProblemReference(Kind kind, String name, boolean isClass, int dimension, String slab)
    implements Serializable {

  private static final String CLASS = "class";
  private static final String SLAB = " slab ";

  /** What comes before a slab of time, which a problem named slab has not. */
  private static final Pattern BEFORE_SLAB = Pattern.compile(SLAB + "(?=\\d+ of )");

  /** What is asked about an operator. */
  public enum Kind {
    /** A differential equation, judged on independent points, for errors that anyone can repeat. */
    PDE,
    /** An eigenvalue problem, whose integrals want points of little scatter. */
    EIGEN;

    /**
     * Returns how the points are drawn on which a solution is judged.
     *
     * @param cubeDimension how many numbers a point takes
     */
    public Sampler judging(int cubeDimension) {
      return this == PDE ? Sampler.UNIFORM : Sampler.mostAccurate(cubeDimension);
    }
  }

  /** Checks the name and the dimension. */
  public ProblemReference {
    Objects.requireNonNull(kind, "kind");
    if (name.isBlank() || name.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(
          "problem is \"" + name + "\"; expected a name without spaces");
    }
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension is " + dimension + "; expected 1 or more");
    }
  }

  /** Returns the reference to a problem of the catalogue. */
  public static ProblemReference named(Kind kind, String name, int dimension) {
    return new ProblemReference(kind, name, false, dimension, "");
  }

  /**
   * Returns the reference to a class of one's own, with a public constructor without parameters or
   * with the dimension as its only one.
   */
  public static ProblemReference ofClass(Kind kind, String className, int dimension) {
    return new ProblemReference(kind, className, true, dimension, "");
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ProblemReference fromText(String text) {
    String[] parts = BEFORE_SLAB.split(text.trim(), 2);
    List<String> words = List.of(parts[0].split("\\s+"));
    boolean isClass = words.size() == 4 && words.get(1).equals(CLASS);
    try {
      if (isClass || words.size() == 3) {
        return new ProblemReference(
            Kind.valueOf(words.get(0).toUpperCase(Locale.ROOT)),
            words.get(words.size() - 2),
            isClass,
            Integer.parseInt(words.get(words.size() - 1)),
            parts.length == 2 ? SlabTimes.fromText(parts[1]).toText() : "");
      }
    } catch (IllegalArgumentException e) {
      throw unreadable(text, e);
    }
    throw unreadable(text, null);
  }

  private static IllegalArgumentException unreadable(String text, Throwable cause) {
    return new IllegalArgumentException(
        "problem reference is \""
            + text
            + "\"; expected \"pde NAME DIMENSION\", \"eigen NAME DIMENSION\" or, for a class,"
            + " \"pde class CLASS DIMENSION\"",
        cause);
  }

  /** Returns the text form. */
  public String toText() {
    String group = kind.name().toLowerCase(Locale.ROOT);
    return group
        + (isClass ? " " + CLASS : "")
        + " "
        + name
        + " "
        + dimension
        + (isOfSlab() ? SLAB + slab : "");
  }

  /** Returns whether one slab of time is meant. */
  public boolean isOfSlab() {
    return !slab.isEmpty();
  }

  /** Returns the slab of time that is meant. */
  public SlabTimes slabTimes() {
    return SlabTimes.fromText(slab);
  }

  /** Returns a slab of the problem's time. */
  public ProblemReference ofSlab(SlabTimes times) {
    return new ProblemReference(kind, name, isClass, dimension, times.toText());
  }

  /** Returns the problem over all times. */
  public ProblemReference overAllTimes() {
    return new ProblemReference(kind, name, isClass, dimension, "");
  }

  /**
   * Returns the differential equation.
   *
   * @throws IllegalStateException if this refers to an eigenvalue problem
   * @throws IllegalArgumentException if there is no such problem in that dimension
   */
  public PdeProblem pde() {
    require(Kind.PDE);
    PdeProblem whole =
        isClass ? instance(PdeProblem.class) : PdeCatalogue.named(name).problem(dimension);
    return isOfSlab() ? new TimeSlab(whole, slabTimes()) : whole;
  }

  /**
   * Returns the eigenvalue problem.
   *
   * @throws IllegalStateException if this refers to a differential equation
   * @throws IllegalArgumentException if there is no such problem in that dimension
   */
  public EigenProblem eigen() {
    require(Kind.EIGEN);
    return isClass ? instance(EigenProblem.class) : EigenCatalogue.named(name).problem(dimension);
  }

  /**
   * Returns the domain of the equation.
   *
   * @throws IllegalArgumentException if there is no such problem in that dimension
   */
  public Domain domain() {
    return kind == Kind.PDE ? pde().domain() : eigen().domain();
  }

  private void require(Kind wanted) {
    if (kind != wanted) {
      throw new IllegalStateException(toText() + " is of kind " + kind + "; expected " + wanted);
    }
  }

  private <T> T instance(Class<T> type) {
    try {
      // The class may be in a jar that a cluster added after this library was loaded. What it does
      // when it is initialised waits until it is known to be a problem: files name it.
      Class<?> found = Class.forName(name, false, Thread.currentThread().getContextClassLoader());
      if (!type.isAssignableFrom(found)) {
        throw new IllegalArgumentException(
            "problem class " + name + " is no " + type.getSimpleName());
      }
      return type.cast(construct(found));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "problem class " + name + " is not on the class path; add its jar", e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "problem class "
              + name
              + " refused dimension "
              + dimension
              + ": "
              + e.getCause().getMessage(),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "problem class "
              + name
              + " cannot be created; expected a public class with a public constructor () or"
              + " (int dimension)",
          e);
    } catch (LinkageError e) {
      // Compiled for a later Java, or against another version; or it fails when initialised.
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException("problem class " + name + " cannot be used: " + why, e);
    }
  }

  private Object construct(Class<?> found) throws ReflectiveOperationException {
    for (Constructor<?> constructor : found.getConstructors()) {
      if (List.of(constructor.getParameterTypes()).equals(List.of(int.class))) {
        return constructor.newInstance(dimension);
      }
    }
    return found.getConstructor().newInstance();
  }
}
