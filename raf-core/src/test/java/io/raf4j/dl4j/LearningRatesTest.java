package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Schedules, and their length in networks that have trained for a while. */
class LearningRatesTest {

  private static final ISchedule STEPWISE = new StepSchedule(ScheduleType.ITERATION, 0.01, 0.5, 2);

  @Test
  void decayStaysAndThenFallsToAHundredth() {
    ISchedule decay = new DecaySchedule(0.02, 100);
    for (int t = 0; t <= 60; t++) {
      assertThat(decay.valueAt(t, 0)).isEqualTo(0.02);
    }
    assertThat(decay.valueAt(61, 0)).isCloseTo(0.02 * Math.pow(0.01, 1 / 40.0), within(1e-17));
    assertThat(decay.valueAt(80, 0)).isCloseTo(0.002, within(1e-17));
    assertThat(decay.valueAt(100, 0)).isEqualTo(0.02 * 0.01);
    assertThat(decay.valueAt(Integer.MAX_VALUE, 0)).isEqualTo(0.02 * 0.01);
  }

  /** Products of steps that are no ints any more. */
  @Test
  void decayOverAsManyStepsAsThereMayBe() {
    ISchedule decay = new DecaySchedule(1, 1_000_000_000);
    assertThat(decay.valueAt(600_000_000, 0)).isEqualTo(1);
    assertThat(decay.valueAt(800_000_000, 0)).isCloseTo(0.1, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void ratesThatAreNoneAreRefused(double initial) {
    assertThatThrownBy(() -> new DecaySchedule(initial, 10)).hasMessageContaining("expected 0");
    assertThatThrownBy(() -> new CosineSchedule(initial, 10)).hasMessageContaining("expected 0");
  }

  @Test
  void fallingOverNoStepIsRefused() {
    assertThatThrownBy(() -> new DecaySchedule(1, 0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> LearningRates.fallOver(network(new Adam(0.1)), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1");
  }

  @Test
  void schedulesKeepTheirRatesOverOtherSteps() {
    assertThat(new CosineSchedule(0.1, 7).over(9)).isEqualTo(new CosineSchedule(0.1, 9));
    assertThat(new DecaySchedule(0.1, 7).over(9)).isEqualTo(new DecaySchedule(0.1, 9));
    ISchedule once = new ReducedSchedule(new DecaySchedule(0.1, 7), 0.5);
    assertThat(new ReducedSchedule(once, 0.5).over(9))
        .isEqualTo(new ReducedSchedule(new ReducedSchedule(new DecaySchedule(0.1, 9), 0.5), 0.5));
    ReducedSchedule stepwise = new ReducedSchedule(STEPWISE, 0.5);
    assertThat(stepwise.over(9)).isSameAs(stepwise);
  }

  /** A step of Adam is proportional to the rate: the change of length shows in all parameters. */
  @Test
  void nextStepHasTheNewRateInAllLayersAndAdamKeepsWhatItHasGathered() {
    ISchedule cosine = new CosineSchedule(0.01, 100);
    double factor = new CosineSchedule(0.01, 6).valueAt(3, 0) / cosine.valueAt(3, 0);
    INDArray before = nextStep(network(new Adam(cosine)), 100);
    INDArray after = nextStep(network(new Adam(cosine)), 6);
    assertThat(after.sub(before.mul(factor)).amaxNumber().doubleValue()).isLessThan(1e-12);
    assertThat(before.amaxNumber().doubleValue()).isGreaterThan(1e-4);
  }

  @Test
  void ratesThatDoNotFallOverStepsStayToTheBit() {
    for (Adam adam : new Adam[] {new Adam(0.01), new Adam(STEPWISE)}) {
      assertThat(nextStep(network(adam), 6)).isEqualTo(nextStep(network(adam), 1000));
    }
  }

  @Test
  void newLengthIsStoredWithTheNetwork() {
    MultiLayerNetwork network = network(new Adam(new DecaySchedule(0.01, 100)));
    ReducedSchedule.reduce(network, 0.5);
    LearningRates.fallOver(network, 40);
    String json = network.getLayerWiseConfigurations().toJson();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(json);
    assertThat(read.toJson()).isEqualTo(json);
    for (int i = 0; i < read.getConfs().size(); i++) {
      IUpdater updater = ((BaseLayer) read.getConf(i).getLayer()).getIUpdater();
      assertThat(LearningRates.schedule(updater))
          .isEqualTo(new ReducedSchedule(new DecaySchedule(0.01, 40), 0.5));
    }
  }

  @Test
  void configurationsThatSharedAnUpdaterAreNotTouched() {
    Adam adam = new Adam(new CosineSchedule(0.01, 100));
    LearningRates.fallOver(network(adam), 6);
    assertThat(adam.getLearningRateSchedule()).isEqualTo(new CosineSchedule(0.01, 100));
  }

  @Test
  void layersThatWouldComeToLearnAlikeAreRefusedAsTheyWere() {
    MultiLayerNetwork network = network(new Adam(new CosineSchedule(0.01, 100)));
    BaseLayer first = (BaseLayer) network.getLayer(0).conf().getLayer();
    first.setIUpdater(new Adam(new CosineSchedule(0.01, 50)));
    assertThatThrownBy(() -> LearningRates.fallOver(network, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("different ways");
    assertThat(first.getIUpdater().getLearningRate(25, 0)).isCloseTo(0.005, within(1e-15));
  }

  private static MultiLayerNetwork network(Adam adam) {
    return ReducedScheduleTest.network(adam);
  }

  /** Returns how far the fourth step goes after the rates were told to fall over some steps. */
  private static INDArray nextStep(MultiLayerNetwork network, int steps) {
    for (int i = 0; i < 3; i++) {
      network.fit(ReducedScheduleTest.data(i));
    }
    INDArray gathered = network.getUpdater().getStateViewArray().dup();
    LearningRates.fallOver(network, steps);
    assertThat(network.getUpdater().getStateViewArray()).isEqualTo(gathered);
    INDArray before = network.params().dup();
    network.fit(ReducedScheduleTest.data(3));
    return network.params().sub(before);
  }
}
