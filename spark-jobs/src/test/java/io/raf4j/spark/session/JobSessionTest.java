package io.raf4j.spark.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.run.Progress;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spark's settings of a job, and how much memory they allow. */
class JobSessionTest {

  private static final long MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "local, 1, 1",
    "local, 4, 1",
    "local[8], 2, 4",
    "local[8], 3, 2",
    "local[2], 5, 1",
    "'local[4,3]', 1, 4"
  })
  void localCoresAreDividedAmongTheWorkers(String master, int workers, int cpus) {
    SparkConf conf = JobSession.conf(master, workers);
    assertThat(conf.get("spark.master")).isEqualTo(master);
    assertThat(conf.getInt("spark.task.cpus", -1)).isEqualTo(cpus);
  }

  @Test
  void masterIsAllLocalCoresUnlessSaidOtherwise() {
    SparkConf conf = JobSession.conf("", 1);
    assertThat(conf.get("spark.master")).isEqualTo("local[*]");
    assertThat(conf.getInt("spark.task.cpus", -1))
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void clustersDecideTheCpusOfATaskThemselves() {
    assertThat(JobSession.conf("spark://host:7077", 4).contains("spark.task.cpus")).isFalse();
  }

  @Test
  void kryoKnowsTensorsWhereverTheJobIsStarted() {
    SparkConf conf = JobSession.conf("local[1]", 1);
    assertThat(conf.get("spark.serializer")).endsWith("KryoSerializer");
    assertThat(conf.get("spark.kryo.registrator")).endsWith("RafRegistrator");
    assertThat(conf.get("spark.broadcast.compress")).isEqualTo("false");
    assertThat(conf.get("spark.task.maxDirectResultSize")).isEqualTo("16m");
  }

  @Test
  void roundsThatAreOverAreForgottenWhereNoPageShowsThem() {
    System.setProperty("spark.ui.enabled", "false");
    try {
      assertThat(JobSession.conf("local[1]", 1).getInt("spark.ui.retainedStages", 1000))
          .isLessThan(100);
    } finally {
      System.clearProperty("spark.ui.enabled");
    }
    assertThat(JobSession.conf("local[1]", 1).contains("spark.ui.retainedStages")).isFalse();
  }

  @Test
  void tasksThatRunAtOnceShareTheMemoryOfAnExecutor() {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.master", "spark://host:7077")
            .set("spark.executor.cores", "4")
            .set("spark.executor.memoryOverhead", "1000m");
    assertThat(JobSession.cluster(conf).sideBySide(9)).isEqualTo(4);
    assertThatCode(() -> JobSession.requireMemory(conf, 1000 * MIB, 4, "--batch"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> JobSession.requireMemory(conf, 1004 * MIB, 4, "--batch"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("1004 MiB")
        .hasMessageContaining("4 tasks")
        .hasMessageContaining("which has 1000 MiB")
        .hasMessageContaining("spark.executor.memoryOverhead");
  }

  @Test
  void overheadThatIsNotSetIsSparksOwn() {
    SparkConf conf =
        new SparkConf(false).set("spark.master", "yarn").set("spark.executor.memory", "10g");
    assertThatCode(() -> JobSession.requireMemory(conf, 1024 * MIB, 1, "--batch"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> JobSession.requireMemory(conf, 1025 * MIB, 1, "--batch"))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void secondOrderNeedsAHeapForTheMatricesOfAllWorkers() {
    assertThatCode(() -> JobSession.requireHeap(100 * MIB, 2, 700 * MIB))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> JobSession.requireHeap(100 * MIB, 3, 700 * MIB))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("900 MiB of heap on the driver for 3 workers' matrices of 100 MiB")
        .hasMessageContaining("which has 700 MiB")
        .hasMessageContaining("--width");
  }

  @Test
  void secondOrderMayReturnLargeMatricesUnlessTheUserSaysOtherwise() {
    SparkConf conf = JobSession.conf("local[2]", 2);
    JobSession.allowSecondOrder(conf, 1000, 2);
    assertThat(conf.get("spark.driver.maxResultSize")).isEqualTo("0");
    assertThat(conf.getSizeAsMb("spark.kryoserializer.buffer.max", "0")).isBetween(64L, 2047L);
    SparkConf own = JobSession.conf("local[2]", 2).set("spark.driver.maxResultSize", "3g");
    JobSession.allowSecondOrder(own, 1000, 2);
    assertThat(own.get("spark.driver.maxResultSize")).isEqualTo("3g");
  }

  @ParameterizedTest
  @CsvSource({"0.4, 0 s", "59.4, 59 s", "60, 1 min 00 s", "3599, 59 min 59 s", "7260, 2 h 01 min"})
  void durationsReadAsAPersonSaysThem(double seconds, String text) {
    assertThat(Progress.duration(seconds)).isEqualTo(text);
  }

  @Test
  void sessionIsStoppedByWhoOpenedItAlone() {
    LocalSpark.stop();
    SparkConf conf = JobSession.conf("local[1]", 1).set("spark.ui.enabled", "false");
    try (JobSession outer = JobSession.open(conf, "outer")) {
      try (JobSession inner = JobSession.open(conf, "inner")) {
        assertThat(inner.spark()).isSameAs(outer.spark());
      }
      assertThat(LocalSpark.isRunning()).isTrue();
    }
    assertThat(LocalSpark.isRunning()).isFalse();
  }
}
