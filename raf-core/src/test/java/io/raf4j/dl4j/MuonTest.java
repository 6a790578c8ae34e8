package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.linalg.PlainNewtonSchulz;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

/** Steps of single matrices. */
class MuonTest {

  private static final double RATE = 0.01;

  private static INDArray gradient(DataType type, int length, int seed) {
    double[] numbers = new Random(seed).doubles(length, -1, 1).toArray();
    return Nd4j.createFromArray(numbers).castTo(type);
  }

  private static INDArray state(DataType type, long length) {
    return Nd4j.ones(type, length);
  }

  /** The definition by plain loops: {@code w[input][output]} of what lies column by column. */
  private static double[] plainStep(int inputs, int outputs, double[] momentum, INDArray g) {
    double[][] nesterov = new double[inputs][outputs];
    for (int i = 0; i < inputs; i++) {
      for (int o = 0; o < outputs; o++) {
        int at = o * inputs + i;
        momentum[at] = 0.95 * momentum[at] + g.getDouble(at);
        nesterov[i][o] = g.getDouble(at) + 0.95 * momentum[at];
      }
    }
    double[][] orthogonal = PlainNewtonSchulz.of(nesterov);
    double[] step = new double[momentum.length];
    for (int i = 0; i < inputs; i++) {
      for (int o = 0; o < outputs; o++) {
        step[o * inputs + i] =
            RATE * Math.sqrt(Math.max(1.0, outputs / (double) inputs)) * orthogonal[i][o];
      }
    }
    return step;
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT, 24, 24, 2e-6",
    "FLOAT, 30, 7, 2e-6",
    "FLOAT, 7, 80, 2e-6",
    "DOUBLE, 24, 24, 1e-14",
    "DOUBLE, 70, 5, 1e-14"
  })
  void stepsAreThoseOfPlainLoops(DataType type, int inputs, int outputs, double tolerance) {
    int length = inputs * outputs;
    INDArray state = state(type, length);
    GradientUpdater<Muon> updater = new Muon(inputs, outputs, RATE, null).instantiate(state, true);
    double[] momentum = new double[length];
    for (int step = 0; step < 4; step++) {
      INDArray g = gradient(type, length, step);
      double[] expected = plainStep(inputs, outputs, momentum, g);
      updater.applyUpdater(g, step, 0);
      assertThat(g.toDoubleVector()).containsExactly(expected, within(tolerance));
      assertThat(state.toDoubleVector()).containsExactly(momentum, within(1e-6));
    }
  }

  /** DL4J gives the whole of a network's gradient as views. */
  @Test
  void viewsTakeTheStepsOfTheirOwn() {
    INDArray all = gradient(DataType.FLOAT, 30, 1);
    INDArray states = state(DataType.FLOAT, 50);
    INDArray before = all.dup();
    INDArray part = all.get(NDArrayIndex.interval(5, 25));
    INDArray alone = part.dup();
    Muon config = new Muon(4, 5, RATE, null);
    config.instantiate(states.get(NDArrayIndex.interval(11, 31)), true).applyUpdater(part, 0, 0);
    config.instantiate(state(DataType.FLOAT, 20), true).applyUpdater(alone, 0, 0);
    assertThat(part).isEqualTo(alone);
    for (int i = 0; i < 30; i++) {
      assertThat(all.getFloat(i) == before.getFloat(i)).isEqualTo(i < 5 || i >= 25);
    }
    assertThat(states.sumNumber().doubleValue())
        .isCloseTo(
            30 + before.get(NDArrayIndex.interval(5, 25)).sumNumber().doubleValue(), within(1e-5));
  }

  @Test
  void neighboursOfOneUpdaterTakeTheStepsThatTheyTakeAlone() {
    INDArray both = gradient(DataType.FLOAT, 24, 3);
    INDArray first = both.get(NDArrayIndex.interval(0, 12)).dup();
    INDArray second = both.get(NDArrayIndex.interval(12, 24)).dup();
    Muon config = new Muon(3, 4, RATE, null);
    config.instantiate(state(DataType.FLOAT, 24), true).applyUpdater(both, 0, 0);
    for (INDArray alone : List.of(first, second)) {
      config.instantiate(state(DataType.FLOAT, 12), true).applyUpdater(alone, 0, 0);
    }
    assertThat(both).isEqualTo(Nd4j.concat(0, first, second));
  }

  @Test
  void stepsDoNotDependOnTheScaleOfTheGradient() {
    GradientUpdater<Muon> one = new Muon(9, 6, RATE, null).instantiate(Nd4j.zeros(54), true);
    GradientUpdater<Muon> other = new Muon(9, 6, RATE, null).instantiate(Nd4j.zeros(54), true);
    for (int step = 0; step < 3; step++) {
      INDArray g = gradient(DataType.FLOAT, 54, step);
      INDArray small = g.mul(1 / 4096.0);
      one.applyUpdater(g, step, 0);
      other.applyUpdater(small, step, 0);
      assertThat(small).isEqualTo(g);
    }
  }

  @Test
  void nothingMovesWhereThereIsNoGradient() {
    INDArray g = Nd4j.zeros(DataType.FLOAT, 12);
    new Muon(3, 4, RATE, null).instantiate(state(DataType.FLOAT, 12), true).applyUpdater(g, 0, 0);
    assertThat(g.toDoubleVector()).containsOnly(0);
  }

  /** A column of W is what a neuron weighs its inputs by. */
  @ParameterizedTest
  @CsvSource({"16, 16", "64, 64", "64, 256", "256, 64"})
  void columnsMoveByAboutTheRateWhateverTheShape(int inputs, int outputs) {
    INDArray g = gradient(DataType.FLOAT, inputs * outputs, 5);
    new Muon(inputs, outputs, RATE, null)
        .instantiate(state(DataType.FLOAT, g.length()), true)
        .applyUpdater(g, 0, 0);
    double column = g.norm2Number().doubleValue() / Math.sqrt(outputs);
    assertThat(column / RATE).isBetween(0.7, 1.2);
  }

  @Test
  void stateIsGivenByName() {
    INDArray state = state(DataType.FLOAT, 12);
    Muon config = new Muon(3, 4, RATE, null);
    GradientUpdater<Muon> updater = config.instantiate(state, false);
    assertThat(updater.getState()).containsOnlyKeys("B");
    INDArray g = gradient(DataType.FLOAT, 12, 1);
    INDArray same = g.dup();
    updater.applyUpdater(g, 0, 0);
    GradientUpdater<Muon> other =
        config.instantiate(java.util.Map.of("B", state(DataType.FLOAT, 12)), false);
    other.applyUpdater(same, 0, 0);
    assertThat(same).isEqualTo(g);
    assertThat(updater.getConfig()).isEqualTo(config);
    assertThat(config.stateSize(12)).isEqualTo(12);
  }

  @Test
  void ratesAreThoseOfTheSchedule() {
    CosineSchedule schedule = new CosineSchedule(0.1, 10);
    Muon muon = new Muon(3, 4, schedule);
    assertThat(muon.getLearningRate(5, 0)).isEqualTo(schedule.valueAt(5, 0));
    Muon changed = muon.clone();
    assertThat(changed).isEqualTo(muon).hasSameHashCodeAs(muon).hasToString(muon.toString());
    changed.setLrAndSchedule(0.5, null);
    assertThat(changed.getLearningRate(5, 0)).isEqualTo(0.5);
    assertThat(changed).isNotEqualTo(muon);
    assertThat(muon.toString()).startsWith("Muon(3 x 4, ");
    assertThat(muon.hasLearningRate()).isTrue();
    assertThat(muon)
        .isNotEqualTo(new Muon(4, 3, schedule))
        .isNotEqualTo(new Muon(3, 5, schedule))
        .isNotEqualTo(new LazyAdam(schedule));
  }

  @Test
  void partsOfMatricesAndMatricesWithoutSidesAreRefused() {
    assertThatThrownBy(() -> new Muon(3, 4, RATE, null).instantiate(Nd4j.zeros(13), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Muon(3 x 4, 0.01) has 13 parameters to train")
        .hasMessageContaining("another updater of biases");
    assertThatThrownBy(() -> new Muon(0, 4, RATE, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 x 4; expected both sides to be at least 1");
  }
}
