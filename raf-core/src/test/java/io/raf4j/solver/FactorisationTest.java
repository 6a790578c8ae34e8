package io.raf4j.solver;

import static io.raf4j.solver.SolverFixtures.halfGradient;
import static io.raf4j.solver.SolverFixtures.linearisation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.linalg.DampedSolver;
import io.raf4j.solver.LevenbergMarquardt.Iteration;
import io.raf4j.solver.LevenbergMarquardt.Options;
import io.raf4j.solver.LevenbergMarquardt.Result;
import io.raf4j.solver.LevenbergMarquardt.Scaling;
import io.raf4j.solver.LevenbergMarquardt.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Normal equations and the triangular factor are two ways to one step. */
class FactorisationTest {

  /** Residuals of few unknowns with the columns of their Jacobian. */
  private interface Small {

    double[] residuals(double[] theta);

    double[][] columns(double[] theta);
  }

  /** A small problem that notes which factorisations it is asked for. */
  private static final class Counted implements LeastSquares {
    private final Small small;
    private final List<Factorisation> asked = new ArrayList<>();

    Counted(Small small) {
      this.small = small;
    }

    @Override
    public Linearisation linearise(double[] theta, int iteration, Factorisation factorisation) {
      asked.add(factorisation);
      return linearisation(factorisation, small.columns(theta), small.residuals(theta));
    }

    @Override
    public Losses losses(List<double[]> candidates, int iteration) {
      double[] losses =
          candidates.stream()
              .mapToDouble(theta -> Arrays.stream(small.residuals(theta)).map(r -> r * r).sum())
              .toArray();
      return new Losses(losses, losses.clone());
    }
  }

  /** Rosenbrock's valley: zero at (1, 1). */
  private static final class Valley implements Small {

    @Override
    public double[] residuals(double[] theta) {
      return new double[] {10 * (theta[1] - theta[0] * theta[0]), 1 - theta[0]};
    }

    @Override
    public double[][] columns(double[] theta) {
      return new double[][] {{-20 * theta[0], -1}, {10, 0}};
    }
  }

  /** Fits a exp(-b x) + c to numbers that are none such: the loss at the end is not 0. */
  private static final class Decay implements Small {
    private static final int COUNT = 40;

    private static double x(int i) {
      return 3.0 * i / (COUNT - 1);
    }

    @Override
    public double[] residuals(double[] theta) {
      double[] residuals = new double[COUNT];
      for (int i = 0; i < COUNT; i++) {
        double target = 1 / (1 + x(i) * x(i)) + 0.1 * Math.sin(7 * x(i));
        residuals[i] = theta[0] * Math.exp(-theta[1] * x(i)) + theta[2] - target;
      }
      return residuals;
    }

    @Override
    public double[][] columns(double[] theta) {
      double[][] columns = new double[3][COUNT];
      for (int i = 0; i < COUNT; i++) {
        double decay = Math.exp(-theta[1] * x(i));
        columns[0][i] = decay;
        columns[1][i] = -x(i) * theta[0] * decay;
        columns[2][i] = 1;
      }
      return columns;
    }
  }

  /** A residual that nothing changes. */
  private static final class Constant implements Small {

    @Override
    public double[] residuals(double[] theta) {
      return new double[] {2};
    }

    @Override
    public double[][] columns(double[] theta) {
      return new double[][] {{0}, {0}};
    }
  }

  private static Options options(int iterations, double triangularBelow, double... momenta) {
    Options usual = Options.defaults();
    return new Options(
        iterations,
        Duration.ofDays(1),
        0,
        Scaling.ROOT,
        momenta,
        usual.initialDamping(),
        usual.smallestDamping(),
        usual.largestDamping(),
        triangularBelow,
        usual.growth(),
        usual.search(),
        usual.patience());
  }

  /** What a run went through. */
  private record Path(List<double[]> thetas, Result result) {}

  private static Path path(LeastSquares problem, double[] start, Options options) {
    LevenbergMarquardt policy = new LevenbergMarquardt(options);
    List<double[]> thetas = new ArrayList<>();
    Result result =
        policy.minimise(
            problem, start, policy.start(), (iteration, theta, state) -> thetas.add(theta));
    return new Path(thetas, result);
  }

  static Stream<Arguments> paths() {
    return Stream.of(
        Arguments.of("valley", new Valley(), new double[] {-1.2, 1}, new double[] {0}, 12),
        Arguments.of("decay", new Decay(), new double[] {0.3, 0.1, 0.5}, new double[] {0}, 12),
        Arguments.of(
            "decay, momentum",
            new Decay(),
            new double[] {0.3, 0.1, 0.5},
            new double[] {0, 0.8},
            6));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("paths")
  void bothTakeTheSamePath(
      String name, Small small, double[] start, double[] momenta, int iterations) {
    Counted byNormal = new Counted(small);
    Counted byTriangle = new Counted(small);

    Path normal = path(byNormal, start, options(iterations, 0, momenta));
    Path triangular = path(byTriangle, start, options(iterations, 1e300, momenta));

    assertThat(byNormal.asked).isNotEmpty().containsOnly(Factorisation.NORMAL);
    assertThat(byTriangle.asked).isNotEmpty().containsOnly(Factorisation.TRIANGULAR);
    assertThat(triangular.thetas()).hasSameSizeAs(normal.thetas());
    for (int i = 0; i < normal.thetas().size(); i++) {
      assertThat(triangular.thetas().get(i))
          .as("%s, iteration %d", name, i)
          .containsExactly(normal.thetas().get(i), within(1e-8));
      Iteration expected = normal.result().iterations().get(i);
      Iteration actual = triangular.result().iterations().get(i);
      assertThat(actual.before()).isCloseTo(expected.before(), within(1e-9));
      assertThat(actual.after()).isCloseTo(expected.after(), within(1e-9));
    }
    Iteration first = normal.result().iterations().get(0);
    assertThat(first.after()).isLessThan(first.before());
    assertThat(triangular.result().iterations().get(0).damping()).isEqualTo(first.damping());
    assertThat(triangular.result().iterations().get(0).gain())
        .isCloseTo(first.gain(), within(1e-9));
  }

  @Test
  void theTriangularFactorAloneLeadsToTheEndOfTheValley() {
    Counted problem = new Counted(new Valley());

    Result result = path(problem, new double[] {-1.2, 1}, options(100, 1e300, 0)).result();

    assertThat(result.theta()).containsExactly(new double[] {1, 1}, within(1e-12));
    assertThat(result.stop()).isIn(Stop.CONVERGED, Stop.TARGET);
    assertThat(problem.asked).containsOnly(Factorisation.TRIANGULAR);
  }

  @Test
  void theTriangularFactorIsAskedForBelowItsDamping() {
    Counted problem = new Counted(new Valley());

    Result result = path(problem, new double[] {-1.2, 1}, options(20, 1e-4, 0)).result();

    double damping = Options.defaults().initialDamping();
    for (int i = 0; i < result.iterations().size(); i++) {
      assertThat(problem.asked.get(i))
          .isEqualTo(damping < 1e-4 ? Factorisation.TRIANGULAR : Factorisation.NORMAL);
      if (result.iterations().get(i).accepted()) {
        damping = result.iterations().get(i).damping();
      }
    }
    assertThat(problem.asked).contains(Factorisation.NORMAL, Factorisation.TRIANGULAR);
  }

  /** J^T J of these columns is 1 + 1e-20, which is 1: only the factor knows that they differ. */
  @Test
  void theTriangularFactorKeepsWhatTheSquareLoses() {
    double[][] columns = {{1, 0}, {1, 1e-10}};
    double[] residuals = {-3, -2e-10};
    double[] ones = {1, 1};
    Linearisation normal = linearisation(Factorisation.NORMAL, columns, residuals);
    Linearisation triangular = linearisation(Factorisation.TRIANGULAR, columns, residuals);
    try (DampedSolver squared = normal.model().damped(ones);
        DampedSolver exact = triangular.model().damped(ones)) {
      assertThat(squared.solve(0, null).isSolved()).isFalse();
      assertThat(exact.solve(0, null).delta().orElseThrow())
          .containsExactly(new double[] {1, 2}, within(1e-5));
    }
    assertThat(halfGradient(triangular)).containsExactly(new double[] {-3, -3}, within(1e-15));
  }

  @ParameterizedTest
  @EnumSource(Factorisation.class)
  void unknownsWithoutAnyInfluenceStayWhereTheyAre(Factorisation factorisation) {
    double below = factorisation == Factorisation.NORMAL ? 0 : 1e300;
    double[] start = {0.25, -3};

    Result result = path(new Counted(new Constant()), start, options(10, below, 0)).result();

    assertThat(result.theta()).containsExactly(start);
    assertThat(result.stop()).isEqualTo(Stop.CONVERGED);
  }
}
