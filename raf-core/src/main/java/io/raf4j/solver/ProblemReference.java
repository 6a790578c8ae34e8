package io.raf4j.solver;

import io.raf4j.eigen.EigenCatalogue;
import io.raf4j.eigen.EigenProblem;
import io.raf4j.formula.ProblemText;
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
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which problem a network solves, as something that can be stored and sent: problems themselves are
 * code.
 *
 * <p>The text form, as stored in a network's JSON, is {@code pde poisson-smooth 2} for a problem of
 * the catalogue, {@code pde class com.me.Mine 3} for a class of one's own, and {@code pde file ...
 * 2} for one that was typed into a file, with all of the file in place of the dots; a slab of its
 * time adds {@code slab 2 of 0.5,1.0}.
 *
 * @param kind of the equation
 * @param origin where the problem comes from
 * @param name in the catalogue, the name of a class, or the word of a {@link ProblemText}
 * @param dimension the coordinates of space, 1 or more; time comes on top of them. A class without
 *     a constructor for it has the one that it has
 * @param slab which slab of time, as {@link SlabTimes#toText}; empty for all times
 */
public record ProblemReference(Kind kind, Origin origin, String name, int dimension, String slab)
    implements Serializable {

  private static final String SLAB = " slab ";

  /** What comes before a slab of time, which a problem named slab has not. */
  private static final Pattern BEFORE_SLAB = Pattern.compile(SLAB + "(?=\\d+ of )");

  private static final int SHOWN_DIGITS = 16;

  /** Where problems come from. */
  public enum Origin {
    /** From the library, by name. */
    CATALOGUE,
    /** A class of one's own. */
    CLASS,
    /** Typed into a file. */
    FILE;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Origin of(String word) {
      if (word.equals(CLASS.word())) {
        return CLASS;
      } else if (word.equals(FILE.word())) {
        return FILE;
      }
      throw new IllegalArgumentException("origin is " + word + "; expected class or file");
    }
  }

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
    Objects.requireNonNull(origin, "origin");
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
    return new ProblemReference(kind, Origin.CATALOGUE, name, dimension, "");
  }

  /**
   * Returns the reference to a class of one's own, with a public constructor without parameters or
   * with the dimension as its only one.
   */
  public static ProblemReference ofClass(Kind kind, String className, int dimension) {
    return new ProblemReference(kind, Origin.CLASS, className, dimension, "");
  }

  /**
   * Returns the reference to a differential equation that was typed into a file; it holds the text.
   *
   * @throws io.raf4j.formula.ProblemTextException if it is none
   */
  public static ProblemReference ofText(ProblemText text) {
    return new ProblemReference(
        Kind.PDE, Origin.FILE, text.toWord(), Math.max(1, text.spaceDimension()), "");
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ProblemReference fromText(String text) {
    String[] parts = BEFORE_SLAB.split(text.trim(), 2);
    List<String> words = List.of(parts[0].split("\\s+"));
    try {
      if (words.size() == 4 || words.size() == 3) {
        return new ProblemReference(
            Kind.valueOf(words.get(0).toUpperCase(Locale.ROOT)),
            words.size() == 3 ? Origin.CATALOGUE : Origin.of(words.get(1)),
            words.get(words.size() - 2),
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
            + (text.length() > 200 ? text.substring(0, 200) + "..." : text)
            + "\"; expected \"pde NAME DIMENSION\", \"eigen NAME DIMENSION\" or, for a class,"
            + " \"pde class CLASS DIMENSION\" or \"pde file TEXT DIMENSION\"",
        cause);
  }

  /** Returns the text form. */
  public String toText() {
    return toText(name);
  }

  private String toText(String what) {
    String group = kind.name().toLowerCase(Locale.ROOT);
    String from = origin == Origin.CATALOGUE ? "" : " " + origin.word();
    return group + from + " " + what + " " + dimension + (isOfSlab() ? SLAB + slab : "");
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
    return new ProblemReference(kind, origin, name, dimension, times.toText());
  }

  /** Returns the problem over all times. */
  public ProblemReference overAllTimes() {
    return new ProblemReference(kind, origin, name, dimension, "");
  }

  /** Returns the text form for people: of a file its name and a hash of its text. */
  public String inWords() {
    return typed()
        .map(text -> toText(text.name()) + " sha256 " + text.sha256().substring(0, SHOWN_DIGITS))
        .orElseGet(this::toText);
  }

  /** Returns the text of the problem, where it was typed into a file. */
  public Optional<ProblemText> typed() {
    return origin == Origin.FILE ? Optional.of(ProblemText.ofWord(name)) : Optional.empty();
  }

  /** Returns the text form for people. */
  @Override
  public String toString() {
    return inWords();
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
        switch (origin) {
          case CATALOGUE -> PdeCatalogue.named(name).problem(dimension);
          case CLASS -> instance(PdeProblem.class);
          case FILE -> ProblemText.ofWord(name).pde();
        };
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
    return switch (origin) {
      case CATALOGUE -> EigenCatalogue.named(name).problem(dimension);
      case CLASS -> instance(EigenProblem.class);
      case FILE ->
          throw new IllegalArgumentException(
              inWords() + " is a file; expected a name or a class of an eigenvalue problem");
    };
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
      throw new IllegalStateException(inWords() + " is of kind " + kind + "; expected " + wanted);
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
