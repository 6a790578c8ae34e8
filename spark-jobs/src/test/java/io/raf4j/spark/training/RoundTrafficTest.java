package io.raf4j.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.dl4j.BlockwiseNetwork;
import io.raf4j.dl4j.CoordinateNetwork;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.RoundParts;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

/** What rounds send about and where their time goes, on two local cores. */
class RoundTrafficTest {

  private static final int WORKERS = 2;
  private static final int ROUNDS = 3;

  @Test
  void bytesOfARoundAreThoseOfParametersAndMomentsButForHeaders() throws InterruptedException {
    MultiLayerNetwork network = network();
    JavaSparkContext spark = LocalSpark.context();
    // This session has Spark's default, which compresses broadcasts, and Adam's moments are zero
    // before the first step.
    trained(spark, network);
    TrafficCounter counter = TrafficCounter.of(spark.sc());
    trained(spark, network);
    TrafficCounter.Counts counts = counter.settled();
    spark.sc().removeSparkListener(counter);

    double state = 3.0 * Float.BYTES * network.numParams();
    assertThat(counts.tasks()).isEqualTo(WORKERS * ROUNDS);
    assertThat(counts.largest() / state).isCloseTo(1, within(0.1));
    assertThat(counts.written() / (ROUNDS * state)).isCloseTo(1, within(0.1));
    assertThat(counts.results() / (WORKERS * ROUNDS * state)).isCloseTo(1, within(0.05));
    assertThat(counts.fetched()).as("one process sends nothing to itself").isZero();
  }

  @Test
  void partsOfARoundAddUpToIt() {
    List<MetricRow> rows = trained(LocalSpark.context(), network());
    for (int i = 1; i < rows.size(); i++) {
      RoundParts parts = rows.get(i).parts();
      double took = rows.get(i).seconds() - rows.get(i - 1).seconds();
      assertThat(parts.sum()).isLessThanOrEqualTo(took + 1e-3);
      assertThat(parts.sum()).isGreaterThan(0.3 * took);
      assertThat(parts.train()).isPositive();
      assertThat(parts.broadcast()).isPositive();
      assertThat(parts.averaging()).isPositive();
    }
  }

  @Test
  void roundInAThreadBroadcastsNothing() {
    MetricLog.InMemory log = MetricLog.inMemory();
    train(WorkerPool.inThread(new TaskThreads(1)), network(), log);
    RoundParts parts = log.rows().get(1).parts();
    assertThat(parts.broadcast()).isZero();
    assertThat(parts.train()).isPositive();
  }

  private static List<MetricRow> trained(JavaSparkContext spark, MultiLayerNetwork network) {
    MetricLog.InMemory log = MetricLog.inMemory();
    train(WorkerPool.on(spark), network, log);
    return log.rows();
  }

  private static void train(WorkerPool pool, MultiLayerNetwork network, MetricLog log) {
    TrainingOptions options =
        Waves.options("workers=" + WORKERS, "batch=64", "averaging-frequency=1", "steps=" + ROUNDS);
    new Trainer(
            pool,
            options,
            "traffic",
            Checkpoints.none(),
            log,
            RoundMeasure.none(),
            (row, left) -> {},
            new Interruption())
        .train(network, TrainingState.START, new NoiseMinibatches(64, 2, 1, DataType.FLOAT));
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        BlockwiseNetwork.of(
            CoordinateNetwork.configuration(
                new CoordinateNetwork.Shape(2, 1, 200, 3),
                NetworkRecipe.named("poly-sine-gaussian"),
                Optional.empty(),
                new Adam(1e-3),
                5,
                DataType.FLOAT));
    network.init();
    return network;
  }
}
