package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Rates that were reduced in a network that has trained for a while. */
class ReducedScheduleTest {

  private static final ISchedule COSINE = new CosineSchedule(0.01, 100);

  @Test
  void rateIsThatOfTheBaseTimesTheFactor() {
    ReducedSchedule reduced = new ReducedSchedule(COSINE, 0.25);
    for (int t = 0; t <= 100; t += 10) {
      assertThat(reduced.valueAt(t, 0)).isEqualTo(0.25 * COSINE.valueAt(t, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.1, Double.NaN})
  void factorsThatDoNotReduceAreRefused(double factor) {
    assertThatThrownBy(() -> new ReducedSchedule(COSINE, factor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0, at most 1");
    assertThatThrownBy(() -> ReducedSchedule.reduce(network(new Adam(COSINE)), factor))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A step of Adam is proportional to the rate, whatever it has gathered. */
  @Test
  void nextStepIsHalfAsLongAndAdamKeepsWhatItHasGathered() {
    for (Adam adam :
        new Adam[] {
          new Adam(0.01),
          new Adam(COSINE),
          new Adam(new StepSchedule(ScheduleType.ITERATION, 0.01, 0.5, 2))
        }) {
      INDArray whole = nextStep(network(adam), 1);
      INDArray half = nextStep(network(adam), 0.5);
      INDArray quarter = nextStep(network(adam), 0.5, 0.5);
      assertThat(half.sub(whole.mul(0.5)).amaxNumber().doubleValue()).isLessThan(1e-12);
      assertThat(quarter.sub(whole.mul(0.25)).amaxNumber().doubleValue()).isLessThan(1e-12);
      assertThat(whole.amaxNumber().doubleValue()).isGreaterThan(1e-4);
    }
  }

  @Test
  void reducedRatesAreStoredWithTheNetwork() {
    MultiLayerNetwork network = network(new Adam(COSINE));
    ReducedSchedule.reduce(network, 0.5);
    ReducedSchedule.reduce(network, 0.5);
    String json = network.getLayerWiseConfigurations().toJson();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(json);
    BaseLayer first = (BaseLayer) read.getConf(0).getLayer();
    assertThat(first.getIUpdater().getLearningRate(30, 0))
        .isCloseTo(0.25 * COSINE.valueAt(30, 0), within(1e-18));
    assertThat(read.toJson()).isEqualTo(json);
  }

  /** Returns how far the fourth step goes after the rates were multiplied. */
  private static INDArray nextStep(MultiLayerNetwork network, double... factors) {
    for (int i = 0; i < 3; i++) {
      network.fit(data(i));
    }
    INDArray gathered = network.getUpdater().getStateViewArray().dup();
    for (double factor : factors) {
      ReducedSchedule.reduce(network, factor);
    }
    assertThat(network.getUpdater().getStateViewArray()).isEqualTo(gathered);
    INDArray before = network.params().dup();
    network.fit(data(3));
    return network.params().sub(before);
  }

  static DataSet data(int step) {
    Random random = new Random(step);
    double[] numbers = random.doubles(48).toArray();
    INDArray points = Nd4j.createFromArray(Arrays.copyOf(numbers, 32)).reshape(16, 2);
    INDArray values = Nd4j.createFromArray(Arrays.copyOfRange(numbers, 32, 48)).reshape(16, 1);
    return new DataSet(points, values);
  }

  static MultiLayerNetwork network(Adam adam) {
    MultiLayerNetwork network =
        BlockwiseNetwork.of(
            CoordinateNetwork.configuration(
                new CoordinateNetwork.Shape(2, 1, 8, 2),
                NetworkRecipe.named("poly-sine-gaussian"),
                Optional.empty(),
                adam,
                7,
                DataType.DOUBLE));
    network.init();
    return network;
  }
}
