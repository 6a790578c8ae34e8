package io.raf4j.spark.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.training.RafRegistrator;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What jobs need of Spark, under settings of a user's own. */
class SparkNeedsTest {

  private static final String OPTIONS = "spark.executor.extraJavaOptions";
  private static final String DEFAULTS = "spark.executor.defaultJavaOptions";

  @Test
  void executorsGetTheVectorModuleBesideOptionsOfOnesOwn() {
    SparkConf conf = new SparkConf(false).set(OPTIONS, "-Xss8m").set(DEFAULTS, "-Dkey=value");
    SparkNeeds.completeExecutors(conf, null);
    assertThat(conf.get(OPTIONS)).isEqualTo("-Xss8m");
    assertThat(conf.get(DEFAULTS)).isEqualTo("-Dkey=value --add-modules=jdk.incubator.vector");
  }

  @Test
  void moduleThatIsThereIsNotAddedAgain() {
    SparkConf conf = new SparkConf(false).set(OPTIONS, "--add-modules=jdk.incubator.vector");
    SparkNeeds.completeExecutors(conf, null);
    assertThat(conf.contains(DEFAULTS)).isFalse();
  }

  @Test
  void executorsGetTheDriversBlasKernels() {
    SparkConf conf = new SparkConf(false);
    SparkNeeds.completeExecutors(conf, "Haswell");
    assertThat(conf.get("spark.executorEnv.OPENBLAS_CORETYPE")).isEqualTo("Haswell");
    SparkNeeds.completeExecutors(conf, "Haswell");
    assertThatThrownBy(() -> SparkNeeds.completeExecutors(conf, "SkylakeX"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("must agree");
    assertThatThrownBy(() -> SparkNeeds.completeExecutors(conf, null))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("must agree");
  }

  @Test
  void registratorsOfOnesOwnStay() {
    SparkConf conf = new SparkConf(false).set("spark.kryo.registrator", "org.example.Own");
    SparkNeeds.complete(conf, 2);
    assertThat(conf.get("spark.kryo.registrator"))
        .isEqualTo("org.example.Own," + RafRegistrator.class.getName());
    SparkNeeds.complete(conf, 2);
    assertThat(conf.get("spark.kryo.registrator").split(",")).hasSize(2);
  }

  @Test
  void errorOfATaskEndsNoDriver() {
    String depth = "spark.executor.killOnFatalError.depth";
    SparkConf local = new SparkConf(false);
    SparkNeeds.complete(local, 2);
    assertThat(local.get(depth)).isEqualTo("0");
    SparkConf cluster = new SparkConf(false);
    SparkNeeds.complete(cluster, 0);
    assertThat(cluster.contains(depth)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "spark.serializer, org.apache.spark.serializer.JavaSerializer, leave it out",
    "spark.kryo.registrationRequired, true, leave it out",
    "spark.task.cpus, 3, has 2 cores",
    "spark.task.cpus, 0, at least 1",
    "spark.task.cpus, many, a whole number"
  })
  void whatCannotWorkIsRefused(String key, String value, String why) {
    SparkConf conf = new SparkConf(false).setMaster("local[2]").set(key, value);
    assertThatThrownBy(() -> SparkNeeds.complete(conf, 2))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key + " is " + value)
        .hasMessageContaining(why);
  }

  @Test
  void taskNeedsNoMoreCoresThanAnExecutorHas() {
    SparkConf conf = new SparkConf(false).set("spark.task.cpus", "4");
    SparkNeeds.complete(conf, 0);
    conf.set("spark.executor.cores", "2");
    assertThatThrownBy(() -> SparkNeeds.complete(conf, 0))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("an executor has 2 cores");
  }

  @Test
  void slowKernelsAreNamedWhereverTheyRan() {
    String fast = "vector (512 bits)";
    assertThat(KernelsInUse.withExecutors(fast, List.of(fast))).isEqualTo(fast);
    assertThat(KernelsInUse.inWords("scalar")).contains("slow", "--add-modules");
    assertThat(KernelsInUse.withExecutors(fast, List.of("scalar")))
        .startsWith(fast + " on the driver, scalar (slow")
        .endsWith("on executors");
    assertThat(KernelsInUse.withExecutors(fast, List.of(fast, "scalar"))).contains("slow");
  }
}
