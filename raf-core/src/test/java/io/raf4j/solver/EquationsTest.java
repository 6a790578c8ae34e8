package io.raf4j.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.host.ComputeThreads;
import io.raf4j.random.Purpose;
import io.raf4j.solver.ProblemReference.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EquationsTest {

  private static final ProblemReference HEAT = ProblemReference.named(Kind.PDE, "heat", 1);

  @Test
  void featuresSolveTheHeatEquation() {
    Equations.Solution found =
        Equations.solve(
            HEAT, Equations.Options.features(250).limited(3, Duration.ofDays(1)).seeded(2));

    TrialLayer layer = TrialLayer.of(found.network().getLayerWiseConfigurations());
    Points judged = Sampler.SOBOL.draw(HEAT.domain(), 9, Purpose.EVALUATION_SAMPLE, 0, 0, 512);
    assertThat(SolutionErrors.of(layer, found.network().params(), judged).relativeL2())
        .isLessThan(1e-8);
    // The network answers with u itself.
    double[] exact = HEAT.pde().exactValues().orElseThrow().at(judged.point(0));
    INDArray x = Nd4j.createFromArray(judged.point(0)).reshape(1, judged.dimension());
    assertThat(found.network().output(x).getDouble(0)).isCloseTo(exact[0], within(1e-8));
  }

  @Test
  void shapesWithHolesAreSolvedOn() {
    ProblemReference plate = ProblemReference.ofClass(Kind.PDE, PlateWithHole.class.getName(), 2);
    Equations.Solution found =
        Equations.solve(
            plate, Equations.Options.features(200).limited(3, Duration.ofDays(1)).seeded(2));
    TrialLayer layer = TrialLayer.of(found.network().getLayerWiseConfigurations());
    Points judged = Sampler.SOBOL.draw(plate.domain(), 9, Purpose.EVALUATION_SAMPLE, 0, 0, 512);
    assertThat(SolutionErrors.of(layer, found.network().params(), judged).relativeL2())
        .isLessThan(1e-7);

    // Points that follow the residual pass over the hole as well.
    Equations.Solution trained =
        Equations.solve(
            plate, Equations.Options.trained(8, 2).limited(6, Duration.ofDays(1)).seeded(3));
    assertThat(trained.result().iterations().get(5).after())
        .isLessThan(0.1 * trained.result().iterations().get(0).before());
  }

  @Test
  void aSmallNetworkIsTrainedAsAWholeWithTheSameBitsByAnyThreads() {
    Equations.Options few =
        Equations.Options.trained(8, 2).limited(6, Duration.ofDays(1)).seeded(3);
    int threads = ComputeThreads.count();
    try {
      ComputeThreads.setCount(1);
      Equations.Solution alone = Equations.solve(HEAT, few);
      ComputeThreads.setCount(3);
      Equations.Solution shared = Equations.solve(HEAT, few);

      assertThat(alone.result().theta()).isEqualTo(shared.result().theta());
      LevenbergMarquardt.Iteration first = alone.result().iterations().get(0);
      LevenbergMarquardt.Iteration last = alone.result().iterations().get(5);
      assertThat(last.after()).isLessThan(0.1 * first.before());
    } finally {
      ComputeThreads.setCount(threads);
    }
  }

  @Test
  void whatIsNoDifferentialEquationIsRefused() {
    ProblemReference box = ProblemReference.named(Kind.EIGEN, "box", 2);
    assertThatThrownBy(() -> Equations.solve(box, Equations.Options.features(10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a differential equation");
    assertThatThrownBy(() -> new LocalLeastSquares(null, HEAT, Sampler.SOBOL, 1, 0, 0))
        .hasMessageContaining("0 points");
  }
}
