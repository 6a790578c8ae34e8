package io.raf4j.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.dl4j.BlockwiseNetwork;
import io.raf4j.spark.LocalSpark;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Distributed equals local, to the last bit, wherever and however often tasks run. */
class OrderedAveragingTest {

  private static final TaskThreads ONE = new TaskThreads(1);
  private static final int STEPS_OF_A_ROUND = 3;
  private static final int ROUNDS = 4;
  private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

  @AfterAll
  static void leaveNoForeignSession() {
    LocalSpark.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "spark, 1, FLOAT",
    "spark, 2, FLOAT",
    "spark, 3, FLOAT",
    "spark, 2, DOUBLE",
    "thread, 1, FLOAT",
    "thread, 3, FLOAT",
    "thread, 2, DOUBLE"
  })
  void roundsEqualNetworksTrainedLocallyAndAveragedByHand(
      String place, int workers, DataType type) {
    Waves waves = new Waves(64, type);
    MultiLayerNetwork averaged = start(waves);
    MultiLayerNetwork local = start(waves);
    WorkerPool pool = place.equals("spark") ? spark() : WorkerPool.inThread(ONE);
    try (Averaging averaging = Averaging.of(averaged, pool, workers, 64)) {
      for (int round = 0; round < ROUNDS; round++) {
        int first = round * STEPS_OF_A_ROUND;
        double loss = averaging.round(waves, first, STEPS_OF_A_ROUND).loss();
        double expected = roundByHand(local, waves, workers, first);
        assertThat(loss).isEqualTo(expected);
        assertThat(averaged.params()).isEqualTo(local.params());
        assertThat(averaged.getUpdater().getStateViewArray())
            .isEqualTo(local.getUpdater().getStateViewArray());
        assertThat(digest(averaged)).isEqualTo(digest(local));
        assertThat(averaged.getLayerWiseConfigurations().getIterationCount())
            .isEqualTo(first + STEPS_OF_A_ROUND);
      }
    }
    assertThat(digest(averaged)).isNotEqualTo(digest(start(waves)));
  }

  @Test
  void oneWorkerIsPlainTraining() {
    Waves waves = Waves.FLOATS;
    MultiLayerNetwork plain = start(waves);
    ONE.limit();
    waves.minibatches(0, 0, ROUNDS * STEPS_OF_A_ROUND).forEachRemaining(plain::fit);
    assertThat(digest(trained(LocalSpark.context(), waves, 1))).isEqualTo(digest(plain));
  }

  @Test
  void numberOfTasksAtOnceIsNotPartOfTheResult() {
    String two = digest(trained(LocalSpark.restart("local[2]"), Waves.FLOATS, 3));
    String one = digest(trained(LocalSpark.restart("local[1]"), Waves.FLOATS, 3));
    assertThat(one).isEqualTo(two);
  }

  @Test
  void threadsOfATaskAreNotPartOfTheResult() {
    MultiLayerNetwork network = start(new Waves(2048, DataType.FLOAT));
    MultiLayerNetwork same = start(new Waves(2048, DataType.FLOAT));
    DataSet minibatch = new Waves(2048, DataType.FLOAT).minibatch(0, 0);
    ONE.limit();
    network.fit(minibatch);
    new TaskThreads(2).limit();
    same.fit(minibatch);
    ONE.limit();
    assertThat(digest(same)).isEqualTo(digest(network));
  }

  @Test
  void taskThatIsTriedAgainChangesNothing() {
    JavaSparkContext patient = LocalSpark.restart("local[2,4]");
    String smooth = digest(trained(patient, Waves.FLOATS, 3));
    FAILURES_LEFT.set(2);
    String bumpy = digest(trained(patient, new Unreliable(Waves.FLOATS, 4), 3));
    assertThat(FAILURES_LEFT).hasNegativeValue();
    assertThat(bumpy).isEqualTo(smooth);
  }

  @Test
  void sourceThatKeepsFailingFailsTheRoundAndLeavesTheNetwork() {
    MultiLayerNetwork network = start(Waves.FLOATS);
    String before = digest(network);
    FAILURES_LEFT.set(Integer.MAX_VALUE);
    WorkerPool pool = WorkerPool.on(LocalSpark.restart("local[2]"));
    try (Averaging averaging = Averaging.of(network, pool, 2, 64)) {
      assertThatThrownBy(() -> averaging.round(new Unreliable(Waves.FLOATS, 1), 0, 3))
          .isInstanceOf(SparkException.class)
          .hasMessageContaining("the disk is gone");
    }
    assertThat(digest(network)).isEqualTo(before);
  }

  @Test
  void sourceThatFailsInAThreadLeavesTheNetwork() {
    MultiLayerNetwork network = start(Waves.FLOATS);
    String before = digest(network);
    FAILURES_LEFT.set(Integer.MAX_VALUE);
    try (Averaging averaging = Averaging.of(network, WorkerPool.inThread(ONE), 2, 64)) {
      assertThatThrownBy(() -> averaging.round(new Unreliable(Waves.FLOATS, 1), 0, 3))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the disk is gone");
    }
    assertThat(digest(network)).isEqualTo(before);
  }

  @Test
  void roundKeepsTheNetworksOfEveryTrainingThatGoesOn() {
    int before = IdleNetworks.count();
    try (Averaging one = Averaging.of(start(Waves.FLOATS), spark(), 1, 64)) {
      one.round(Waves.FLOATS, 0, 1);
      try (Averaging other = Averaging.of(start(Waves.FLOATS), spark(), 1, 64)) {
        other.round(Waves.FLOATS, 0, 1);
        assertThat(IdleNetworks.count()).isEqualTo(before + 2);
        one.round(Waves.FLOATS, 1, 1);
        assertThat(IdleNetworks.count()).isEqualTo(before + 2);
      }
      assertThat(IdleNetworks.count()).isEqualTo(before + 1);
    }
    assertThat(IdleNetworks.count()).isEqualTo(before);
  }

  @Test
  void trainingInAThreadKeepsNoIdleNetworks() {
    int before = IdleNetworks.count();
    try (Averaging averaging = Averaging.of(start(Waves.FLOATS), WorkerPool.inThread(ONE), 2, 64)) {
      averaging.round(Waves.FLOATS, 0, 1);
      assertThat(IdleNetworks.count()).isEqualTo(before);
    }
  }

  /** Throws in the middle of a worker's round, as often as is left. */
  private record Unreliable(Waves waves, int badStep) implements MinibatchSource {

    @Override
    public Iterator<DataSet> minibatches(int worker, int firstStep, int steps) {
      List<Integer> all = new ArrayList<>();
      for (int step = firstStep; step < firstStep + steps; step++) {
        all.add(step);
      }
      return all.stream().map(step -> minibatch(worker, step)).iterator();
    }

    private DataSet minibatch(int worker, int step) {
      if (step == badStep && FAILURES_LEFT.getAndDecrement() > 0) {
        throw new IllegalStateException("the disk is gone");
      }
      return waves.minibatch(worker, step);
    }
  }

  private static MultiLayerNetwork trained(
      JavaSparkContext context, MinibatchSource source, int workers) {
    MultiLayerNetwork network = start(Waves.FLOATS);
    try (Averaging averaging = Averaging.of(network, WorkerPool.on(context), workers, 64)) {
      for (int round = 0; round < ROUNDS; round++) {
        averaging.round(source, round * STEPS_OF_A_ROUND, STEPS_OF_A_ROUND);
      }
    }
    return network;
  }

  private static MultiLayerNetwork start(Waves waves) {
    MultiLayerNetwork network = waves.network(ROUNDS * STEPS_OF_A_ROUND);
    network.getUpdater();
    return network;
  }

  private static WorkerPool spark() {
    return WorkerPool.on(LocalSpark.context());
  }

  /** Trains copies one after the other, averages them into the network, returns the mean loss. */
  private static double roundByHand(
      MultiLayerNetwork network, Waves waves, int workers, int firstStep) {
    ONE.limit();
    INDArray parameters = null;
    INDArray state = null;
    double loss = 0;
    for (int worker = 0; worker < workers; worker++) {
      MultiLayerNetwork copy = copy(network, firstStep);
      double sum = 0;
      for (int i = 0; i < STEPS_OF_A_ROUND; i++) {
        copy.fit(waves.minibatch(worker, firstStep + i));
        sum += copy.score();
      }
      loss += sum / STEPS_OF_A_ROUND;
      INDArray copyState = copy.getUpdater().getStateViewArray();
      parameters = worker == 0 ? copy.params().dup() : parameters.add(copy.params());
      state = worker == 0 ? copyState.dup() : state.add(copyState);
    }
    network.setParameters(parameters.div(workers));
    network.getUpdater().setStateViewArray(null, state.div(workers), false);
    return loss / workers;
  }

  private static MultiLayerNetwork copy(MultiLayerNetwork network, int iterations) {
    MultiLayerNetwork copy = BlockwiseNetwork.of(network.getLayerWiseConfigurations().clone());
    copy.init(network.params().dup(), false);
    INDArray state = network.getUpdater().getStateViewArray().dup();
    copy.setUpdater(new MultiLayerUpdater(copy, state));
    copy.getLayerWiseConfigurations().setIterationCount(iterations);
    return copy;
  }

  private static String digest(MultiLayerNetwork network) {
    return ParameterDigest.sha256(network.params());
  }
}
