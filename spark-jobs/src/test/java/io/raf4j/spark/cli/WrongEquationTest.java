package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.pde.BoundaryFactors;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.ExactSolution;
import io.raf4j.pde.ScalarProblem;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Equations of one's own that have a fault: exit code 2 and a sentence, before Spark starts. */
class WrongEquationTest {

  @TempDir static Path folder;

  /** A membrane in which each class spoils one thing. */
  private abstract static class Spoilt implements ScalarProblem {

    @Override
    public String name() {
      return "spoilt";
    }

    @Override
    public String equation() {
      return "-Lap u = 1 on [0,1]^2, u = 0 on the boundary";
    }

    @Override
    public Domain domain() {
      return Box.unit(2);
    }

    @Override
    public Coordinates coordinates() {
      return Coordinates.space("x", "y");
    }

    @Override
    public Dual operator(double[] x, Field u) {
      return u.laplacian().negate();
    }

    @Override
    public double[] source(double[] x) {
      return new double[] {1};
    }

    @Override
    public Jet boundaryFactor(Jet[] x) {
      return BoundaryFactors.unitCube(x);
    }
  }

  /** One side is left out. */
  public static final class NoCondition extends Spoilt {
    @Override
    public Jet boundaryFactor(Jet[] x) {
      return x[0].times(x[1]).times(x[1].subtractedFrom(1));
    }
  }

  /** A solution of something else. */
  public static final class OtherEquation extends Spoilt {
    @Override
    public Optional<ExactSolution> exact() {
      return Optional.of(ExactSolution.scalar(BoundaryFactors::unitCube));
    }
  }

  /** A source that ends in the middle. */
  public static final class NotFinite extends Spoilt {
    @Override
    public double[] source(double[] x) {
      return new double[] {Math.log(0.9 - x[0])};
    }
  }

  /** A coordinate that is not there. */
  public static final class NoCoordinate extends Spoilt {
    @Override
    public Dual operator(double[] x, Field u) {
      return u.second(0).plus(u.second(2));
    }
  }

  /** A formula that fails somewhere. */
  public static final class Throwing extends Spoilt {
    @Override
    public double[] source(double[] x) {
      return new double[] {1 / (int) (2 * x[0] + 0.2)};
    }
  }

  /** Values without a condition, of which a residual knows nothing. */
  public static final class FreeEnds implements EigenProblem {
    @Override
    public String name() {
      return "free-ends";
    }

    @Override
    public String equation() {
      return "-u'' + x u = lambda u on [0,1]";
    }

    @Override
    public Domain domain() {
      return Box.unit(1);
    }

    @Override
    public double potential(double[] x) {
      return x[0];
    }

    @Override
    public Jet boundaryFactor(Jet[] x) {
      return Jet.constant(1);
    }

    @Override
    public double[] eigenvalues(int count) {
      return new double[0];
    }

    @Override
    public Optional<GroundState> groundState() {
      return Optional.empty();
    }
  }

  private static RafResult solve(String kind, String problem, String... more) {
    String words =
        "solve "
            + kind
            + " --problem-class "
            + WrongEquationTest.class.getName()
            + "$"
            + problem
            + " --output "
            + folder.resolve("new")
            + " --master nowhere://no-such-master "
            + String.join(" ", more);
    return RafResult.of(words.strip().split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NoCondition | --problem: spoilt has no condition on \"high 0\": let a boundary factor",
        "OtherEquation | --problem: spoilt has an exact() whose residual inside is",
        "NotFinite | --problem: spoilt has the source NaN at [0.9",
        "NoCoordinate | --problem: spoilt: its operator fails: a derivative along coordinate 2 of",
        "Throwing | ArithmeticException: / by zero"
      })
  void faultsOfEquationsAreToldBeforeTheWork(String problem, String message) {
    assertSentence(solve("pde", problem), message);
  }

  private static void assertSentence(RafResult result, String message) {
    assertThat(result.code()).as(result.errors()).isEqualTo(2);
    assertThat(result.errors()).contains(message).doesNotContain("\tat ");
    assertThat(result.errors().strip().lines().filter(line -> line.contains("spoilt")).count())
        .isLessThanOrEqualTo(1);
    assertThat(folder.resolve("new")).doesNotExist();
  }

  /** Adam would bring the natural condition about, as the sentence says. */
  @Test
  void eigenproblemsWithoutAConditionAreNotForSecondOrder() {
    assertSentence(
        solve("eigen", "FreeEnds"),
        "--problem: free-ends has no condition on \"low 0\", where second order would find any"
            + " slope");
    RafResult adam =
        RafResult.of(
            ("solve eigen --problem-class "
                    + WrongEquationTest.class.getName()
                    + "$FreeEnds --optimizer adam --steps 400 --averaging-frequency 50 --batch 256"
                    + " --width 8 --network plain --activation tanh --learning-rate 1e-2"
                    + " --workers 1 --json --master local[1] --output "
                    + folder.resolve("adam"))
                .split(" "));
    assertThat(adam.code()).as(adam.errors()).isZero();
    // The zero of Ai' between 0 and 1: by a power series of the two solutions of u'' = (x - l) u.
    assertThat(adam.output()).contains("\"eigenvalues\":[0.49");
  }
}
