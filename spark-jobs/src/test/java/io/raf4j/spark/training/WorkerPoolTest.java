package io.raf4j.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.rows.MetricRow;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.SparkException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same work as Spark tasks, in one thread, in a Spark task, and in several threads at once. */
class WorkerPoolTest {

  private static final TaskThreads ONE = new TaskThreads(1);
  private static final WorkerPool IN_THREAD = WorkerPool.inThread(ONE);

  /** What a training leaves. */
  private record Left(String digest, List<MetricRow> rows) implements Serializable {

    List<Double> losses() {
      return rows.stream().map(MetricRow::loss).toList();
    }
  }

  @Test
  void resultsComeInTheOrderOfTheWorkers() {
    List<Integer> expected = List.of(7, 17, 27, 37, 47);
    assertThat(IN_THREAD.run(7, 5, (base, worker) -> base + 10 * worker)).isEqualTo(expected);
    assertThat(spark().run(7, 5, (base, worker) -> base + 10 * worker)).isEqualTo(expected);
  }

  @Test
  void threadThrowsWhatAWorkerThrewAndSparkItsOwnExceptionThatNamesIt() {
    WorkerPool.Work<Integer, Integer> failing =
        (base, worker) -> {
          throw new IllegalStateException("worker " + worker + " fell");
        };
    assertThatThrownBy(() -> IN_THREAD.run(0, 1, failing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("worker 0 fell");
    assertThatThrownBy(() -> spark().run(0, 1, failing))
        .isInstanceOf(SparkException.class)
        .hasMessageContaining("worker 0 fell");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void trainingInAThreadEqualsTrainingOnSpark(int workers) {
    Left distributed = trained(spark(), workers);
    Left local = trained(IN_THREAD, workers);
    assertThat(local.digest()).isEqualTo(distributed.digest());
    assertThat(local.losses()).isEqualTo(distributed.losses());
    assertThat(local.rows()).extracting(MetricRow::step).containsExactly(4L, 8L, 10L);
    assertThat(local.rows().get(2).examples()).isEqualTo(10L * 64 * workers);
  }

  @Test
  void trainingInSparkTasksEqualsTrainingInThisThread() {
    List<Left> left =
        LocalSpark.context()
            .parallelize(List.of(1, 2, 3), 3)
            .map(workers -> trained(WorkerPool.inThread(ONE), workers))
            .collect();
    for (int workers = 1; workers <= 3; workers++) {
      assertThat(left.get(workers - 1).digest()).isEqualTo(trained(IN_THREAD, workers).digest());
    }
  }

  @Test
  void trainingsAtOnceDoNotDisturbOneAnother() throws InterruptedException, ExecutionException {
    Left alone = trained(IN_THREAD, 2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<Left> same = () -> trained(WorkerPool.inThread(ONE), 2);
      for (Future<Left> left : threads.invokeAll(List.of(same, same))) {
        assertThat(left.get().digest()).isEqualTo(alone.digest());
        assertThat(left.get().losses()).isEqualTo(alone.losses());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void trainingsLeaveNoIdleNetworks() {
    int before = IdleNetworks.count();
    trained(IN_THREAD, 2);
    trained(spark(), 2);
    assertThat(IdleNetworks.count()).isEqualTo(before);
  }

  private static WorkerPool spark() {
    return WorkerPool.on(LocalSpark.context());
  }

  /** Trains three rounds, the last of which is shorter. */
  private static Left trained(WorkerPool pool, int workers) {
    MetricLog.InMemory metrics = MetricLog.inMemory();
    MultiLayerNetwork network = Waves.FLOATS.network(10);
    Trainer trainer =
        new Trainer(
            pool,
            Waves.options("steps=10", "averaging-frequency=4", "workers=" + workers, "batch=64"),
            "waves",
            Checkpoints.none(),
            metrics,
            RoundMeasure.none(),
            (row, left) -> {},
            new Interruption());
    trainer.train(network, TrainingState.START, Waves.FLOATS);
    return new Left(ParameterDigest.sha256(network.params()), metrics.rows());
  }
}
