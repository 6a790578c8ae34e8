package io.raf4j.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong problems are told with line, column and what was expected. */
public class WrongTextsTest {

  /** A problem that is right: each wrong one has another line in it, or one more or less. */
  private static final List<String> RIGHT =
      List.of(
          "problem rod",
          "time t in [0, 1]",
          "space x in [0, 1]",
          "unknowns u, v",
          "constant nu = 0.1",
          "coefficient D = 1 positive",
          "define wave(a) = sin(pi*a)",
          "equation d(u,t) = nu*d(u,x,x) + D*v",
          "equation v = lap(u)",
          "exactly u = wave(x), v = 0 on t = 0, x = 0",
          "condition on x = 1: u = 0, v = 0",
          "measured u from \"data.csv\" noise 0.1");

  /**
   * A wrong problem.
   *
   * @param name of what is wrong
   * @param line that is another, or is added where there is none
   * @param text of it
   * @param column where the error is
   * @param parts of the message
   */
  public record Wrong(String name, int line, String text, String place, String... parts) {

    /** Returns the text of the whole problem. */
    public String whole() {
      String[] lines = Arrays.copyOf(RIGHT.toArray(String[]::new), Math.max(RIGHT.size(), line));
      lines[line - 1] = text;
      return String.join("\n", lines) + "\n";
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Wrong wrong(String name, int line, String text, String place, String... parts) {
    return new Wrong(name, line, text, place, parts);
  }

  /** Returns wrong problems, each with one fault. */
  public static Stream<Wrong> wrongs() {
    return Stream.of(
        wrong(
            "unknown name",
            8,
            "equation d(u,t) = nuu*d(u,x,x)",
            "8:19",
            "unknown name \"nuu\"; expected one of",
            "perhaps \"nu\""),
        wrong(
            "unknown function",
            9,
            "equation v = lapl(u)",
            "9:14",
            "unknown function \"lapl\"; expected one of",
            "perhaps \"lap\""),
        wrong(
            "bracket that is not closed",
            8,
            "equation d(u,t = nu*v",
            "8:16",
            "\"=\" is out of place; expected",
            ")"),
        wrong(
            "bracket that was not opened",
            9,
            "equation v = lap(u))",
            "9:20",
            "\")\" is out of place; expected",
            "the next statement"),
        wrong(
            "missing condition",
            11,
            "",
            "3:1",
            "has no condition on \"high 1\"; expected exactly, a condition, or free"),
        wrong(
            "wrong number of coordinates at a point",
            13,
            "condition pin at (0, 0, 0): u = 0",
            "13:18",
            "(0, 0, 0) has 3 numbers; expected 2, for t, x"),
        wrong(
            "wrong number of weights",
            9,
            "equation v = lap(u, 1)",
            "9:14",
            "lap is given 2 arguments; expected a formula, alone or with a number for each of t, x"),
        wrong(
            "coefficient without value",
            6,
            "coefficient D positive",
            "6:15",
            "\"positive\" is out of place; expected ="),
        wrong(
            "constant without value",
            5,
            "constant nu =",
            "5:14",
            "the line ends; expected a formula"),
        wrong(
            "two conditions of one name",
            13,
            "condition on x = 1: v = 1",
            "13:1",
            "there is a condition \"high 1\" already; expected another name"),
        wrong(
            "two equalities in one",
            9,
            "equation v = lap(u) = 0",
            "9:21",
            "\"=\" is out of place; expected"),
        wrong("equation that is none", 9, "equation lap(u)", "9:16", "the line ends; expected ="),
        wrong(
            "no equation",
            8,
            "equation d(x,t) = 0",
            "8:10",
            "there is no unknown in d(x,t) = 0; expected one in an equation"),
        wrong(
            "unknown statement",
            5,
            "constnat nu = 0.1",
            "5:1",
            "unknown statement \"constnat\"; expected one of problem, time",
            "perhaps \"constant\""),
        wrong(
            "derivative by what is no coordinate",
            8,
            "equation d(u,u) = 0",
            "8:14",
            "\"u\" is no coordinate; expected one of t, x"),
        wrong(
            "derivative of too high an order",
            8,
            "equation d(u,x,x,x,x,x) = 0",
            "8:22",
            "a partial derivative of order 5; expected an order from 1 to 4"),
        wrong(
            "unknown in a prescribed value",
            10,
            "exactly u = v, v = 0 on t = 0, x = 0",
            "10:13",
            "v is an unknown function, which has no place in a prescribed value; expected"),
        wrong(
            "coordinate in a constant",
            5,
            "constant nu = x",
            "5:15",
            "unknown name \"x\"; expected one of"),
        wrong(
            "no side of the domain",
            11,
            "condition on x = 2: u = 0",
            "11:14",
            "x = 2 is no side of the domain; expected one of t = 0.0, t = 1.0, x = 0.0, x = 1.0"),
        wrong(
            "no part of the boundary",
            11,
            "condition on rim: u = 0",
            "11:14",
            "unknown part of the boundary \"rim\"; expected one of low 0, high 0, low 1, high 1"),
        wrong(
            "interval that falls",
            3,
            "space x in [1, 0]",
            "3:12",
            "the interval goes from 1.0 to 0.0; expected it to rise"),
        wrong(
            "coordinate without interval",
            3,
            "space x",
            "3:1",
            "x has no interval; expected x in [0, 1], or a statement domain"),
        wrong(
            "name that means something",
            4,
            "unknowns u, x",
            "4:13",
            "x already means something; expected another name"),
        wrong(
            "two formulas for one unknown",
            13,
            "factor u = t",
            "13:8",
            "u has a formula there already; expected one statement exactly or factor for it"),
        wrong(
            "source without exact solution",
            9,
            "equation v - lap(u) = source",
            "9:23",
            "source is what the equation gives for the exact solution; expected"),
        wrong(
            "source in a formula",
            9,
            "equation v = lap(u) + source",
            "9:23",
            "source stands alone on the right of ="),
        wrong(
            "exact solution that lacks an unknown",
            13,
            "exact u = x",
            "13:7",
            "the exact solution lacks v; expected formulas for u, v"),
        wrong(
            "normal inside",
            9,
            "equation v = dn(u)",
            "9:14",
            "there is no normal in an equation; expected dn only in conditions on parts"),
        wrong(
            "wrong number of arguments",
            10,
            "exactly u = wave(x, t), v = 0 on t = 0, x = 0",
            "10:13",
            "wave is given 2 formulas; expected 1, for a"),
        wrong(
            "file that is not there",
            12,
            "measured u from \"dta.csv\" noise 0.1",
            "12:17",
            "\"dta.csv\" did not come with the problem; expected a file beside it"),
        wrong(
            "too few columns",
            12,
            "measured u, v from \"data.csv\" noise 0.1",
            "12:20",
            "\"data.csv\" has 1 columns after the coordinates; expected 2, for [u, v]"),
        wrong(
            "noise of nothing",
            12,
            "measured u from \"data.csv\" noise 0",
            "12:34",
            "the noise is 0.0; expected a positive number"),
        wrong(
            "coefficient out of its bounds",
            6,
            "coefficient D = 3 in [0, 2]",
            "6:17",
            "coefficient D starts from 3.0; expected a number between its bounds 0.0 and 2.0"),
        wrong(
            "division by zero",
            5,
            "constant nu = 1/0",
            "5:15",
            "1/0 is Infinity; expected a finite number"),
        wrong(
            "sign that means nothing",
            8,
            "equation d(u,t) = nu & v",
            "8:22",
            "\"&\" is out of place; expected"),
        wrong("text without end", 1, "problem rod \"a rod", "1:13", "\" is out of place; expected"),
        wrong(
            "exact solution of another equation",
            13,
            "exact u = x*t + sin(pi*x), v = 0",
            "13:1",
            "has an exact solution whose residual"),
        wrong(
            "second time",
            13,
            "time s in [0, 1]",
            "13:1",
            "a second statement time, after the one in line 2; expected one"),
        wrong(
            "function without arguments",
            8,
            "equation d(u,t) = wave",
            "8:19",
            "wave is a function; expected wave(a)"),
        wrong(
            "prescribed values outside a factor",
            10,
            "exactly w = 0 on t = 0",
            "10:9",
            "unknown unknown \"w\"; expected one of u, v"));
  }

  /** Returns the data of all of them. */
  public static TreeMap<String, String> data() {
    TreeMap<String, String> data = new TreeMap<>();
    data.put("data.csv", "t,x,u\n0.5,0.5,0.3\n0.7,0.2,0.1\n");
    return data;
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void isToldWithItsPlace(Wrong wrong) {
    Throwable error =
        catchThrowable(() -> new ProblemText("rod.conf", wrong.whole(), data()).check());
    assertThat(error).isInstanceOf(ProblemTextException.class);
    assertThat(error.getMessage())
        .startsWith("rod.conf:" + wrong.place() + ": ")
        .contains(wrong.parts())
        .contains("expected")
        .doesNotContain("\n");
  }

  @org.junit.jupiter.api.Test
  void theRightOneIsRight() {
    new ProblemText("rod.conf", String.join("\n", RIGHT), data()).check();
  }
}
