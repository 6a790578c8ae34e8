package io.raf4j.spark.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.spark.plan.CostConstants.Name;
import io.raf4j.spark.training.Cluster;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fit finds the constants that made the measurements. */
class ModelFitTest {

  private static final CostModel MODEL = Examples.model();
  private static final int[] WIDTHS = {64, 256, 800, 2500};

  @Test
  void stepsGiveTheirConstantsBack() {
    found(ModelFit.ofSteps(steps(0)), 1e-6);
  }

  @Test
  void noiseOfTwoPerCentMovesLargePartsByFewPerCent() {
    Map<Name, Double> found = ModelFit.ofSteps(steps(0.02));
    double flop = MODEL.constants().get(Name.SECONDS_PER_FLOP);
    assertThat(found.get(Name.SECONDS_PER_FLOP)).isCloseTo(flop, within(0.1 * flop));
  }

  @Test
  void roundsGiveTheirConstantsBack() {
    List<ModelFit.Parts> rounds = new ArrayList<>();
    for (int width : WIDTHS) {
      for (int workers = 1; workers <= 2; workers++) {
        NetworkWork network = Examples.network(width);
        RoundCost cost = MODEL.round(network, Cluster.local(2, 1), new Round(workers, 1, 1, 0));
        rounds.add(
            new ModelFit.Parts(
                network,
                workers,
                cost.broadcast(),
                cost.fetch(),
                0.7 * (cost.launch() + cost.result()),
                cost.average(),
                0.3 * (cost.launch() + cost.result())));
      }
    }
    found(ModelFit.ofRounds(rounds), 1e-6);
  }

  @Test
  void countedBytesGiveWhatIsBeyondTheNumbers() {
    NetworkWork network = Examples.network(64);
    long state = network.stateBytes();
    double result = state * 1029d / 1024 + 1e3;
    found(
        ModelFit.ofBytes(List.of(new ModelFit.Bytes(network, 2, state + 6e3, 9e3, 2 * result))),
        1e-9);
  }

  @Test
  void coefficientThatWouldBeNegativeIsNone() {
    List<double[]> rows = List.of(new double[] {1, 1}, new double[] {1, 2}, new double[] {1, 3});
    double[] falling = LeastSquares.fit(rows, new double[] {3, 2, 1});
    assertThat(falling[1]).isZero();
    assertThat(falling[0]).isPositive();
  }

  @Test
  void tooFewMeasurementsAreRefused() {
    assertThatThrownBy(() -> ModelFit.ofSteps(steps(0).subList(0, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 measurements for 4 constants");
  }

  @Test
  void gainIsWhatAnotherThreadAdds() {
    assertThat(ModelFit.gain(2, 1.8)).isCloseTo(0.8, within(1e-12));
    assertThat(ModelFit.gain(4, 4.2)).isEqualTo(1);
    assertThat(ModelFit.gain(2, 0.9)).isZero();
  }

  private static List<ModelFit.Step> steps(double noise) {
    Random random = new Random(1);
    List<ModelFit.Step> steps = new ArrayList<>();
    for (int width : WIDTHS) {
      for (int batch : new int[] {1, 64, 2048}) {
        NetworkWork network = Examples.network(width);
        double seconds = MODEL.step(network, batch, 1) * (1 + noise * random.nextGaussian());
        steps.add(new ModelFit.Step(network, batch, seconds));
      }
    }
    return steps;
  }

  private static void found(Map<Name, Double> found, double relative) {
    assertThat(found).isNotEmpty();
    found.forEach(
        (name, value) -> {
          double expected = MODEL.constants().get(name);
          assertThat(value).as(name.label()).isCloseTo(expected, within(relative * expected));
        });
  }
}
