package io.raf4j.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.host.ComputeThreads;
import io.raf4j.pde.InverseProblem;
import io.raf4j.pde.MeasuredDiffusion;
import io.raf4j.pde.ProblemCheck;
import io.raf4j.random.Purpose;
import io.raf4j.solver.ProblemReference.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Problems with conditions and unknown numbers, from end to end. */
class ConditionSolvesTest {

  private static Equations.Solution solve(ProblemReference problem, Equations.Options options) {
    return Equations.solve(problem, options.limited(12, Duration.ofDays(1)));
  }

  private static double relativeL2(ProblemReference problem, Equations.Solution found) {
    Points judged = Sampler.SOBOL.draw(problem.domain(), 9, Purpose.EVALUATION_SAMPLE, 0, 0, 1024);
    return SolutionErrors.of(layer(found), found.network().params(), judged).relativeL2();
  }

  private static TrialLayer layer(Equations.Solution found) {
    return TrialLayer.of(found.network().getLayerWiseConfigurations());
  }

  @ParameterizedTest
  @CsvSource({"disc-with-hole, 250, 1e-6", "clamped-plate, 250, 1e-8"})
  void problemsOfTheCatalogueAreSolved(String name, int width, double error) {
    ProblemReference problem = ProblemReference.named(Kind.PDE, name, 2);
    Equations.Solution found = solve(problem, Equations.Options.features(width));
    assertThat(relativeL2(problem, found)).isLessThan(error);
  }

  @Test
  void aSideWithAFluxIsSolved() {
    ProblemReference problem = own(InsulatedSquare.class, 2);
    assertThatCode(() -> ProblemCheck.require(problem.pde())).doesNotThrowAnyException();
    Equations.Solution found = solve(problem, Equations.Options.features(200));
    assertThat(relativeL2(problem, found)).isLessThan(1e-6);
  }

  private static ProblemReference own(Class<?> problem, int argument) {
    return ProblemReference.ofClass(Kind.PDE, problem.getName(), argument);
  }

  private static CoefficientEstimate diffusivity(Equations.Solution found) {
    Residuals residuals = Residuals.pde(layer(found));
    Points inside =
        Sampler.SOBOL.draw(
            new MeasuredDiffusion(1).domain(), 5, Purpose.EVALUATION_SAMPLE, 0, 0, 2048);
    Points all = residuals.withConditions(inside, Sampler.SOBOL, 5, Purpose.EVALUATION_SAMPLE, 0);
    INDArray parameters = found.network().params();
    List<CoefficientEstimate> estimates = CoefficientEstimate.of(layer(found), parameters, all);
    assertThat(estimates).extracting(CoefficientEstimate::name).containsExactly("D");
    return estimates.get(0);
  }

  @Test
  void anUnknownNumberIsFoundAsNearAsItsStandardErrorSays() {
    InverseProblem problem = new MeasuredDiffusion(1);
    double exact = problem.exactCoefficients().orElseThrow()[0];
    SummaryStatistics found = new SummaryStatistics();
    List<Double> stated = new ArrayList<>();
    for (int sample = 1; sample <= 6; sample++) {
      CoefficientEstimate estimate =
          diffusivity(solve(own(MeasuredDiffusion.class, sample), Equations.Options.features(200)));
      assertThat(Math.abs(estimate.value() - exact)).isLessThan(4 * estimate.standardError());
      found.addValue(estimate.value());
      stated.add(estimate.standardError());
    }
    for (double error : stated) {
      assertThat(error)
          .isBetween(found.getStandardDeviation() / 2, 2 * found.getStandardDeviation());
    }
  }

  /** As of every regression, by the inverse of X^T X; the slope is kept positive by e^theta. */
  @Test
  void standardErrorsOfALineAreThoseOfRegression() {
    Equations.Options options = Equations.Options.trained(3, 1).limited(8, Duration.ofDays(1));
    List<CoefficientEstimate> found = estimates(own(MeasuredLine.class, 1), options);
    double n = MeasuredLine.X.length;
    double sum = Arrays.stream(MeasuredLine.X).sum();
    double squares = Arrays.stream(MeasuredLine.X).map(x -> x * x).sum();
    double determinant = n * squares - sum * sum;
    assertThat(found.get(1).standardError())
        .isCloseTo(MeasuredLine.NOISE * Math.sqrt(n / determinant), within(1e-7));
    assertThat(found.get(2).standardError())
        .isCloseTo(MeasuredLine.NOISE * Math.sqrt(squares / determinant), within(1e-7));
    // Nothing says anything about the third number.
    assertThat(found.get(0).standardError()).isInfinite();

    assertThat(estimates(own(MeasuredLine.class, 2), options))
        .extracting(CoefficientEstimate::standardError)
        .containsOnly(Double.NaN);
  }

  private static List<CoefficientEstimate> estimates(
      ProblemReference problem, Equations.Options options) {
    Equations.Solution found = Equations.solve(problem, options);
    Residuals residuals = Residuals.pde(layer(found));
    Points inside = Sampler.SOBOL.draw(problem.domain(), 5, Purpose.EVALUATION_SAMPLE, 0, 0, 100);
    return CoefficientEstimate.of(
        layer(found),
        found.network().params(),
        residuals.withConditions(inside, Sampler.SOBOL, 5, Purpose.EVALUATION_SAMPLE, 0));
  }

  @Test
  void bitsDoNotDependOnTheThreads() {
    int threads = ComputeThreads.count();
    Equations.Options few = Equations.Options.trained(6, 1).limited(3, Duration.ofDays(1));
    ProblemReference problem = own(AllPlaces.class, 2);
    try {
      ComputeThreads.setCount(1);
      double[] alone = Equations.solve(problem, few).result().theta();
      ComputeThreads.setCount(2);
      double[] shared = Equations.solve(problem, few).result().theta();
      assertThat(shared).isEqualTo(alone);
      // Unknown numbers have left their initial values.
      for (int j = 1; j <= 3; j++) {
        assertThat(alone[alone.length - j]).isNotZero();
      }
    } finally {
      ComputeThreads.setCount(threads);
    }
  }
}
