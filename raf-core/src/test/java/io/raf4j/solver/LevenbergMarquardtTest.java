package io.raf4j.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.CubeDensity;
import io.raf4j.linalg.LinearModel;
import io.raf4j.solver.LevenbergMarquardt.Iteration;
import io.raf4j.solver.LevenbergMarquardt.Options;
import io.raf4j.solver.LevenbergMarquardt.Result;
import io.raf4j.solver.LevenbergMarquardt.Scaling;
import io.raf4j.solver.LevenbergMarquardt.State;
import io.raf4j.solver.LevenbergMarquardt.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LevenbergMarquardtTest {

  private static final double[] START = {-1.2, 1};
  private static final int PATIENCE = Options.defaults().patience();

  /** Rosenbrock's valley: r = (10 (y - x^2), 1 - x), zero at (1, 1). */
  private static class Valley implements LeastSquares {

    @Override
    public Linearisation linearise(double[] theta, int iteration, Factorisation factorisation) {
      double[][] columns = {{-20 * theta[0], -1}, {10, 0}};
      LinearModel model =
          SolverFixtures.linearisation(factorisation, columns, residuals(theta)).model();
      return new Linearisation(model, loss(theta), LinearSolver.CHOLESKY);
    }

    @Override
    public Losses losses(List<double[]> candidates, int iteration) {
      return new Losses(each(candidates, this::loss), each(candidates, this::fresh));
    }

    double fresh(double[] theta) {
      return loss(theta);
    }

    double loss(double[] theta) {
      double[] r = residuals(theta);
      return r[0] * r[0] + r[1] * r[1];
    }

    private static double[] residuals(double[] theta) {
      return new double[] {10 * (theta[1] - theta[0] * theta[0]), 1 - theta[0]};
    }

    private static double[] each(List<double[]> candidates, ToDoubleFunction<double[]> loss) {
      return candidates.stream().mapToDouble(loss).toArray();
    }
  }

  private static Options options(int iterations) {
    return Options.defaults().limited(iterations, Duration.ofDays(1), 0);
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void aCurvedValleyIsFollowedToItsEnd(Scaling scaling) {
    Options options = options(100).damped(scaling, 1e-2);

    Result result = new LevenbergMarquardt(options).minimise(new Valley(), START);

    assertThat(result.theta()[0]).isCloseTo(1, within(1e-12));
    assertThat(result.theta()[1]).isCloseTo(1, within(1e-12));
    assertThat(result.stop()).isIn(Stop.CONVERGED, Stop.TARGET);
  }

  @Test
  void momentumEndsInTheSamePlace() {
    Options options = options(200).searching(Options.defaults().search(), 0, 0.9);

    Result result = new LevenbergMarquardt(options).minimise(new Valley(), START);

    assertThat(result.theta()[0]).isCloseTo(1, within(1e-9));
  }

  @Test
  void neitherLossEverRises() {
    List<Iteration> records =
        new LevenbergMarquardt(options(100)).minimise(new Valley(), START).iterations();

    assertThat(records).hasSizeGreaterThan(3);
    for (Iteration record : records) {
      assertThat(record.after()).isLessThanOrEqualTo(record.before());
      assertThat(record.freshAfter()).isLessThanOrEqualTo(record.freshBefore());
      assertThat(record.accepted()).isEqualTo(record.after() < record.before());
    }
  }

  @Test
  void pointsFollowTheDensityThatTheIterationBeforeAskedFor() {
    List<Integer> cells = new ArrayList<>();
    Valley asking =
        new Valley() {
          @Override
          public Linearisation linearise(double[] theta, int iteration, Factorisation factors) {
            return super.linearise(theta, iteration, factors).followedBy(cells(iteration + 2));
          }

          @Override
          public void concentrate(CubeDensity density) {
            cells.add(density.cells());
          }
        };

    Result result = new LevenbergMarquardt(options(3)).minimise(asking, START);
    new LevenbergMarquardt(options(1))
        .minimise(asking, result.theta(), result.state(), (iteration, theta, state) -> {});

    assertThat(cells).containsExactly(1, 2, 3, 4);
  }

  /** A density of some cells along a line. */
  private static CubeDensity cells(int count) {
    double[] numbers = new double[2 * (2 * count - 1)];
    for (int i = 0; i < 2 * count - 1; i++) {
      boolean isCell = i % 2 == 1 || i == 2 * count - 2;
      numbers[2 * i] = isCell ? -1 : 0;
      numbers[2 * i + 1] = isCell ? 1 : 0.5;
    }
    return CubeDensity.ofNumbers(numbers);
  }

  @Test
  void stepsThatBlowUpAreRefused() {
    Valley wall =
        new Valley() {
          @Override
          double loss(double[] theta) {
            return theta[0] > 0.3 ? Double.NaN : super.loss(theta);
          }
        };

    Result result = new LevenbergMarquardt(options(300)).minimise(wall, START);

    assertThat(result.theta()[0]).isLessThanOrEqualTo(0.3).isGreaterThan(0.2);
    assertThat(result.iterations()).allMatch(record -> Double.isFinite(record.after()));
  }

  @Test
  void stepsThatOnlyFitTheTrainingPointsAreRefused() {
    Valley overfitted =
        new Valley() {
          @Override
          double fresh(double[] theta) {
            return Math.abs(theta[0] - START[0]) + Math.abs(theta[1] - START[1]);
          }
        };

    Result result = new LevenbergMarquardt(options(100)).minimise(overfitted, START);

    assertThat(result.theta()).containsExactly(START);
    assertThat(result.stop()).isEqualTo(Stop.CONVERGED);
    assertThat(result.iterations()).hasSize(PATIENCE).noneMatch(Iteration::accepted);
  }

  /** Fits the training points alone until there are four times as many. */
  private static final class TooFewPoints extends Valley {
    private final List<Integer> asked = new ArrayList<>();
    private int times;

    @Override
    double fresh(double[] theta) {
      boolean moved = theta[0] != START[0] || theta[1] != START[1];
      return times < 2 && moved ? 100 : loss(theta);
    }

    @Override
    public boolean grow(int newTimes) {
      asked.add(newTimes);
      times = Math.min(newTimes, 2);
      return newTimes <= 2;
    }
  }

  @Test
  void pointsGrowWhenStepsFitTheTrainingPointsAlone() {
    TooFewPoints problem = new TooFewPoints();
    LevenbergMarquardt policy = new LevenbergMarquardt(options(40));
    State late = new State(5, policy.start().damping(), new double[0]);

    Result result = policy.minimise(problem, START, late, (record, theta, state) -> {});

    assertThat(problem.asked).startsWith(1, 2);
    assertThat(result.state().growths()).isEqualTo(2);
    assertThat(result.iterations().get(1).accepted()).isFalse();
    assertThat(result.iterations().get(2).accepted()).isTrue();
    assertThat(result.theta()[0]).isCloseTo(1, within(1e-6));
    TooFewPoints resumed = new TooFewPoints();
    policy.minimise(resumed, START, result.state(), (record, theta, state) -> {});
    assertThat(resumed.asked).startsWith(2);
  }

  /** A loss that no step lowers, on points that may double twice. */
  private static final class Flat extends Valley {
    private final List<Integer> asked = new ArrayList<>();

    @Override
    double loss(double[] theta) {
      return 1;
    }

    @Override
    public boolean grow(int newTimes) {
      asked.add(newTimes);
      return newTimes <= 2;
    }
  }

  @Test
  void aRunTakesMorePointsBeforeItGivesUp() {
    Flat problem = new Flat();
    Result result = new LevenbergMarquardt(options(100)).minimise(problem, START);
    assertThat(result.stop()).isEqualTo(Stop.CONVERGED);
    assertThat(result.state().growths()).isEqualTo(2);
    assertThat(result.iterations()).hasSize(2 * PATIENCE / 2 + PATIENCE);
    assertThat(problem.asked).startsWith(1, 2, 3).contains(3);
  }

  @Test
  void onePatientIterationIsTheEnd() {
    Flat problem = new Flat();
    Result result = new LevenbergMarquardt(Options.forOutputs()).minimise(problem, START);
    assertThat(result.stop()).isEqualTo(Stop.CONVERGED);
    assertThat(result.iterations()).hasSize(1);
  }

  @Test
  void aRunInTwoPartsIsTheSameRun() {
    LevenbergMarquardt first = new LevenbergMarquardt(options(4));
    Result whole = new LevenbergMarquardt(options(8)).minimise(new Valley(), START);

    Result half = first.minimise(new Valley(), START);
    List<State> states = new ArrayList<>();
    Result rest =
        first.minimise(
            new Valley(), half.theta(), half.state(), (record, theta, state) -> states.add(state));

    assertThat(rest.theta()).containsExactly(whole.theta());
    assertThat(states).hasSize(4);
    assertThat(states.get(3).iteration()).isEqualTo(8);
    assertThat(rest.stop()).isEqualTo(Stop.ITERATIONS);
  }

  @Test
  void refusalsCountOnAfterAResumeAndAConvergedRunStaysSo() {
    double[] solved = {1, 1};
    LevenbergMarquardt most = new LevenbergMarquardt(options(PATIENCE - 1));

    Result first = most.minimise(flat(), solved);
    Result second = most.minimise(flat(), solved, first.state(), (record, theta, state) -> {});
    Result third = most.minimise(flat(), solved, second.state(), (record, theta, state) -> {});

    assertThat(first.stop()).isEqualTo(Stop.ITERATIONS);
    assertThat(first.state().refused()).isEqualTo(PATIENCE - 1);
    assertThat(second.iterations()).hasSize(1);
    assertThat(second.stop()).isEqualTo(Stop.CONVERGED);
    assertThat(third.stop()).isEqualTo(Stop.CONVERGED);
    assertThat(third.iterations()).isEmpty();
  }

  /** A loss that no step lowers. */
  private static Valley flat() {
    return new Valley() {
      @Override
      double loss(double[] theta) {
        return 1;
      }
    };
  }

  @Test
  void anEasierProblemsEndIsNotTheEnd() {
    LeastSquares easierFirst =
        new Valley() {
          @Override
          double loss(double[] theta) {
            return 1;
          }

          @Override
          public boolean isItself(int iteration) {
            return iteration >= 5;
          }
        };

    Result result = new LevenbergMarquardt(options(20)).minimise(easierFirst, START);

    assertThat(result.stop()).isEqualTo(Stop.CONVERGED);
    assertThat(result.iterations()).hasSize(5 + PATIENCE);
  }

  @Test
  void limitsEndARun() {
    Valley valley = new Valley();
    Options none = Options.defaults().limited(100, Duration.ZERO, 0);
    Options loose = Options.defaults().limited(100, Duration.ofDays(1), 1e-3);

    assertThat(new LevenbergMarquardt(none).minimise(valley, START).stop()).isEqualTo(Stop.TIME);
    Result result = new LevenbergMarquardt(loose).minimise(valley, START);
    assertThat(result.stop()).isEqualTo(Stop.TARGET);
    assertThat(valley.loss(result.theta())).isLessThan(1e-3);
  }

  @Test
  void aStartThatIsNotFiniteIsReported() {
    Result result =
        new LevenbergMarquardt(options(5)).minimise(new Valley(), new double[] {Double.NaN, 0});

    assertThat(result.stop()).isEqualTo(Stop.NOT_FINITE);
    assertThat(result.iterations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Factorisation.class)
  void theModelKnowsItsReduction(Factorisation factorisation) {
    Linearisation linearisation = new Valley().linearise(START, 0, factorisation);
    double[] delta = {0.3, -0.2};
    double[] r = Valley.residuals(START);
    double first = r[0] - 20 * START[0] * delta[0] + 10 * delta[1];
    double second = r[1] - delta[0];

    assertThat(linearisation.model().reduction(delta))
        .isCloseTo(linearisation.loss() - first * first - second * second, within(1e-10));
  }

  @Test
  void senselessOptionsAreRefused() {
    assertThatThrownBy(() -> options(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("iterations is -1");
    assertThatThrownBy(() -> options(1).searching(Options.defaults().search(), 0, 2))
        .hasMessageContaining("momentum is 2");
    assertThatThrownBy(() -> options(1).searching(Options.defaults().search()))
        .hasMessageContaining("momenta is 0");
    assertThatThrownBy(() -> options(1).damped(Scaling.ROOT, 1e9))
        .hasMessageContaining("initialDamping is 1.0E9");
  }
}
