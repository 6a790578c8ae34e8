package io.raf4j.pde;

import static io.raf4j.pde.WrongProblem.SQUARE;
import static io.raf4j.pde.WrongProblem.side;
import static io.raf4j.pde.WrongProblem.solution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.raf4j.geometry.Ball;
import io.raf4j.geometry.Region;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a problem is told before training, in one sentence that names the place. */
final class ProblemCheckTest {

  private static Arguments wrong(String what, String message, PdeProblem problem) {
    return Arguments.of(what, message, problem);
  }

  /** Problems with one fault each, and what their sentence has. */
  static Stream<Arguments> problems() {
    return Stream.concat(Stream.concat(conditions(), solutions()), numbers());
  }

  private static Stream<Arguments> conditions() {
    return Stream.of(
        wrong(
            "a missing condition",
            "wrong has no condition on \"high 1\": let a boundary factor vanish there, add it to"
                + " conditions(), or name it in freeParts()",
            with(side("low 0"), side("high 0"), side("low 1"))),
        wrong(
            "contradicting conditions at a corner",
            "wrong prescribes 0.0 on \"low 0\" and 3.0 on \"low 1\" for u at their corner [0.0,",
            new WrongProblem() {
              @Override
              public List<Condition> conditions() {
                return List.of(
                    Condition.value(SQUARE.part("low 0"), 0, x -> x[1]),
                    Condition.value(SQUARE.part("low 1"), 0, x -> 3),
                    side("high 0"),
                    side("high 1"));
              }

              @Override
              public Optional<ExactSolution> exact() {
                return Optional.empty();
              }
            }),
        wrong(
            "two conditions of one name",
            "wrong has two of the conditions named \"low 0\"",
            with(side("low 0"), side("high 0"), side("low 1"), side("high 1"), side("low 0"))),
        wrong(
            "a residual of a condition that is not finite",
            "wrong has the residual of condition \"low 0\" NaN at [0.0,",
            with(
                Condition.on(
                    SQUARE.part("low 0"),
                    (where, u, c) -> new Dual[] {u[0].value().negate().log()}),
                side("high 0"),
                side("low 1"),
                side("high 1"))),
        wrong(
            "a condition with now more, now fewer residuals",
            "wrong: condition \"uneven\" gives",
            and(
                Condition.inside(
                    "uneven",
                    (where, u, c) ->
                        where.x()[0] < 0.5
                            ? new Dual[] {u[0].value()}
                            : new Dual[] {u[0].value(), u[0].value()}))),
        wrong(
            "a condition on an unknown that is not there",
            "wrong: condition \"low 0\" fails: java.lang.ArrayIndexOutOfBoundsException",
            with(
                Condition.value(SQUARE.part("low 0"), 1, x -> 0),
                side("high 0"),
                side("low 1"),
                side("high 1"))),
        wrong(
            "data outside",
            "wrong has the observation 2 of \"probe\" outside its domain, at [0.5, 1.5]",
            and(
                Condition.measured(
                    "probe",
                    new Observations(2, new double[] {0.5, 0.5, 0.5, 1.5}, 1, new double[] {0, 0}),
                    1,
                    0))),
        wrong(
            "data of another dimension",
            "wrong has observations \"probe\" of 3 coordinates in a domain of 2",
            and(
                Condition.measured(
                    "probe",
                    new Observations(3, new double[] {0.5, 0.5, 0.5}, 1, new double[] {0}),
                    1,
                    0))),
        wrong(
            "more measured columns asked for than there are",
            "wrong: condition \"probe\" fails: java.lang.ArrayIndexOutOfBoundsException",
            and(
                Condition.at(
                    "probe",
                    new Observations(2, new double[] {0.5, 0.5}, 1, new double[] {0}),
                    (where, u, c) -> new Dual[] {u[0].value().minus(where.measured(1))}))),
        wrong(
            "a free part that is not there",
            "top",
            new WrongProblem() {
              @Override
              public List<String> freeParts() {
                return List.of("top");
              }
            }));
  }

  /** Returns the problem with other conditions. */
  private static PdeProblem with(Condition... conditions) {
    return new WrongProblem() {
      @Override
      public List<Condition> conditions() {
        return List.of(conditions);
      }
    };
  }

  /** Returns the problem with one condition more. */
  private static PdeProblem and(Condition condition) {
    List<Condition> all = new ArrayList<>(new WrongProblem().conditions());
    all.add(condition);
    return with(all.toArray(Condition[]::new));
  }

  private static Stream<Arguments> solutions() {
    return Stream.of(
        wrong(
            "the exact solution of another equation",
            "wrong has an exact() whose residual inside is 2.0, a root mean square; it solves"
                + " another equation",
            new WrongProblem() {
              @Override
              public double[] source(double[] x) {
                return new double[] {2};
              }
            }),
        wrong(
            "an exact solution with other values on a side",
            "wrong has an exact() whose residual of condition \"high 1\" is",
            with(
                side("low 0"),
                side("high 0"),
                side("low 1"),
                Condition.value(SQUARE.part("high 1"), 0, x -> x[0]))),
        wrong(
            "an exact solution with other values than the lift",
            "wrong prescribes 0.0 for u on \"low 0\" at [0.0,",
            new WrongProblem() {
              @Override
              public Jet boundaryFactor(Jet[] x) {
                return BoundaryFactors.unitCube(x);
              }
            }),
        wrong(
            "an exact solution of more functions than unknowns",
            "wrong has the unknowns [u], but exact() gives 2 functions; let it give as many",
            new WrongProblem() {
              @Override
              public Optional<ExactSolution> exact() {
                return Optional.of(x -> new Jet[] {solution(x), solution(x)});
              }
            }),
        wrong(
            "a problem manufactured from nothing",
            "wrong is manufactured; let exact() return the solution it is made of",
            new WrongProblem() {
              @Override
              public boolean isManufactured() {
                return true;
              }

              @Override
              public Optional<ExactSolution> exact() {
                return Optional.empty();
              }
            }),
        wrong(
            "another exact coefficient",
            "it solves another equation",
            new WrongCoefficient(3, 1, Coefficient.of("a", 1))),
        wrong(
            "more exact coefficients than coefficients",
            "wrong has 1 coefficients, but exactCoefficients() gives 2; let it give as many",
            new WrongCoefficient(4, 2, Coefficient.of("a", 1))));
  }

  private static Stream<Arguments> numbers() {
    return Stream.of(
        wrong(
            "a residual that is not finite inside",
            "wrong has the residual of a smooth positive function NaN at [0.",
            new WrongProblem() {
              @Override
              public Dual[] operator(double[] x, Field[] u) {
                return new Dual[] {u[0].laplacian().plus(u[0].value().negate().log())};
              }
            }),
        wrong(
            "a source that is not finite",
            "wrong has the source NaN at [0.",
            new WrongProblem() {
              @Override
              public double[] source(double[] x) {
                return new double[] {Math.sqrt(0.5 - x[0])};
              }
            }),
        wrong(
            "a source of another number than the operator",
            "wrong has an operator that gives 1 residuals and a source that gives 3 numbers",
            new WrongProblem() {
              @Override
              public double[] source(double[] x) {
                return new double[3];
              }
            }),
        wrong(
            "a factor that is negative inside",
            "of u inside, at [0.",
            new WrongProblem() {
              @Override
              public Jet boundaryFactor(Jet[] x) {
                return x[0].minus(0.5);
              }
            }),
        wrong(
            "a lift that is not finite",
            "wrong has the lift of u NaN at [0.",
            new WrongProblem() {
              @Override
              public Jet lift(int component, Jet[] x) {
                return x[0].minus(0.5).log();
              }
            }),
        wrong(
            "a feature that is not finite",
            "wrong has the feature NaN at [0.",
            new WrongProblem() {
              @Override
              public Jet[] features(Jet[] x) {
                return new Jet[] {x[0], x[1].minus(0.5).squareRoot()};
              }
            }),
        wrong(
            "an operator with now more, now fewer residuals",
            "wrong: its operator gives",
            new WrongProblem() {
              @Override
              public Dual[] operator(double[] x, Field[] u) {
                Dual value = u[0].value();
                return x[1] < 0.5 ? new Dual[] {value} : new Dual[] {value, value};
              }
            }),
        wrong(
            "a derivative along a coordinate that is not there",
            "wrong: its operator fails: a derivative along coordinate 2 of a function of 2"
                + " coordinates, which count from 0",
            new WrongProblem() {
              @Override
              public Dual[] operator(double[] x, Field[] u) {
                return new Dual[] {u[0].second(0).plus(u[0].second(2))};
              }
            }),
        wrong(
            "a derivative of the fifth order",
            "wrong: its operator fails: java.lang.IllegalArgumentException: a partial derivative of"
                + " order 5; expected an order from 1 to 4",
            new WrongProblem() {
              @Override
              public Dual[] operator(double[] x, Field[] u) {
                return new Dual[] {u[0].derivative(0, 0, 0, 0, 0)};
              }
            }),
        wrong(
            "coordinates that are too few",
            "wrong names the coordinates [x], but its domain has 2; let coordinates() name as many",
            new WrongProblem() {
              @Override
              public Coordinates coordinates() {
                return Coordinates.space("x");
              }
            }),
        wrong(
            "two unknowns of one name",
            "wrong has two of the unknowns named \"u\"",
            new WrongProblem() {
              @Override
              public List<String> unknowns() {
                return List.of("u", "u");
              }
            }),
        wrong(
            "two coefficients of one name",
            "wrong has two of the coefficients named \"a\"",
            new WrongCoefficient(4, 2, Coefficient.of("a", 1), Coefficient.positive("a", 2))),
        wrong(
            "an operator that throws",
            "wrong: its operator fails: java.lang.ArithmeticException: / by zero",
            new WrongProblem() {
              @Override
              public Dual[] operator(double[] x, Field[] u) {
                return new Dual[] {u[0].value().times(1 / (int) x[0])};
              }
            }));
  }

  /** {@code a Lap u = f} with a = 1 for the exact solution. */
  private static final class WrongCoefficient extends WrongProblem implements InverseProblem {

    private final double source;
    private final int known;
    private final List<Coefficient> coefficients;

    WrongCoefficient(double source, int known, Coefficient... coefficients) {
      this.source = source;
      this.known = known;
      this.coefficients = List.of(coefficients);
    }

    @Override
    public List<Coefficient> coefficients() {
      return coefficients;
    }

    @Override
    public Dual[] operator(double[] x, Field[] u) {
      return InverseProblem.super.operator(x, u);
    }

    @Override
    public Dual[] operator(double[] x, Field[] u, Dual[] c) {
      return new Dual[] {c[0].times(u[0].laplacian())};
    }

    @Override
    public Optional<double[]> exactCoefficients() {
      double[] ones = new double[known];
      Arrays.fill(ones, 1);
      return Optional.of(ones);
    }

    @Override
    public double[] source(double[] x) {
      return new double[] {source};
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  void faultsAreToldInOneSentence(String what, String message, PdeProblem problem) {
    Throwable told = catchThrowable(() -> ProblemCheck.require(problem));
    assertThat(told)
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessageContaining(message);
    assertThat(told.getMessage()).doesNotContain("\n").doesNotContain("\tat ");
  }

  @Test
  void nothingIsWrongWithTheProblemThatTheyAreMadeOf() {
    assertThat(problems().count()).isGreaterThanOrEqualTo(25);
    assertThatCode(() -> ProblemCheck.require(new WrongProblem())).doesNotThrowAnyException();
    assertThatCode(() -> ProblemCheck.require(new WrongCoefficient(4, 1, Coefficient.of("a", 2))))
        .doesNotThrowAnyException();
  }

  /** Such a problem cannot even be made: the constructors say why. */
  @Test
  void somethingElseIsRefusedWhereItIsMade() {
    assertThatThrownBy(() -> Coefficient.positive("D", -1))
        .hasMessageStartingWith("coefficient D starts from -1.0");
    Observations data = new Observations(2, new double[2], 1, new double[1]);
    assertThatThrownBy(() -> Condition.measured("probe", data, 0, 0))
        .hasMessageStartingWith("condition \"probe\" has the noise 0.0");
    Region larger = Ball.around(3, 0.5, 0.5);
    assertThatThrownBy(() -> SQUARE.difference(larger))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("nothing is left of [0.0, 0.0] to [1.0, 1.0]");
    assertThatThrownBy(() -> SQUARE.part("hole"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hole");
  }

  @Test
  void whatIsFreeOnPurposeAndTheEndOfTimeNeedNoCondition() {
    PdeProblem outflow =
        new WrongProblem() {
          @Override
          public List<Condition> conditions() {
            return List.of(side("low 0"), side("low 1"), side("high 1"));
          }

          @Override
          public List<String> freeParts() {
            return List.of("high 0");
          }
        };
    assertThatCode(() -> ProblemCheck.require(outflow)).doesNotThrowAnyException();
    PdeProblem inTime =
        new WrongProblem() {
          @Override
          public Coordinates coordinates() {
            return Coordinates.timeSpace("x");
          }

          @Override
          public Dual[] operator(double[] x, Field[] u) {
            return new Dual[] {u[0].derivative(0).plus(u[0].second(1)).minus(2 * x[0]).plus(2)};
          }

          @Override
          public List<Condition> conditions() {
            return List.of(side("low 0"), side("low 1"), side("high 1"));
          }
        };
    assertThatCode(() -> ProblemCheck.require(inTime)).doesNotThrowAnyException();
  }

  /** Rounding is none: an exact solution may be off by as much as values of a series are. */
  @Test
  void smallResidualsOfAnExactSolutionAreNoFault() {
    PdeProblem rounded =
        new WrongProblem() {
          @Override
          public double[] source(double[] x) {
            return new double[] {4 + 1e-6};
          }
        };
    assertThatCode(() -> ProblemCheck.require(rounded)).doesNotThrowAnyException();
  }
}
