package io.raf4j.spark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.conf.SettingsException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What errors of all layers come to in one line. */
class ExplanationTest {

  /** A task's error, made where the task runs. */
  private interface Failing extends Supplier<Throwable>, Serializable {}

  @BeforeAll
  static void tasksMustNotEndThisProcess() {
    System.setProperty("spark.executor.killOnFatalError.depth", "0");
    LocalSpark.stop();
  }

  @AfterAll
  static void asBefore() {
    System.clearProperty("spark.executor.killOnFatalError.depth");
    LocalSpark.stop();
  }

  @Test
  void errorOfATaskIsSaidInItsOwnWords() {
    assertThat(inTask(() -> new MediaException("frame 3 of clip.mp4 cannot be decoded")))
        .isEqualTo("frame 3 of clip.mp4 cannot be decoded");
    assertThat(inTask(() -> new SettingsException("width is 0; expected more")))
        .isEqualTo("width is 0; expected more");
    assertThat(inTask(() -> new IllegalStateException("first\n\tat a.B.c(B.java:1)\nsecond")))
        .isEqualTo("first second");
    assertThat(inTask(() -> new OutOfMemoryError("Java heap space")))
        .contains("heap is full", "spark.driver.memory");
    assertThat(inTask(() -> new NoClassDefFoundError("org/example/Missing")))
        .contains("org/example/Missing", "--jars");
  }

  @Test
  void sparkThatHasEndedIsSaidWithWhatMayHaveEndedIt() {
    JavaSparkContext spark = LocalSpark.restart("local[1]");
    spark.stop();
    Throwable thrown = catchThrowable(() -> spark.parallelize(List.of(1), 1));
    assertThat(Explanation.of(thrown)).contains("Spark ended", "spark.authenticate");
  }

  private static String inTask(Failing error) {
    Throwable thrown =
        catchThrowable(
            () ->
                LocalSpark.context()
                    .parallelize(List.of(1), 1)
                    .foreach(
                        item -> {
                          Throwable made = error.get();
                          if (made instanceof Error e) {
                            throw e;
                          }
                          throw (RuntimeException) made;
                        }));
    assertThat(thrown).isInstanceOf(SparkException.class);
    return Explanation.of(thrown);
  }

  @Test
  void lostExecutorIsSaidWithWhatToDo() {
    String message =
        "Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent failure:"
            + " Lost task 0.3 in stage 1.0 (TID 7) (10.0.0.1 executor 2): ExecutorLostFailure"
            + " (executor 2 exited caused by one of the running tasks) Reason: Command exited with"
            + " code 52\nDriver stacktrace:";
    assertThat(Explanation.of(new SparkException(message)))
        .startsWith("ExecutorLostFailure")
        .contains("spark.executor.memory")
        .doesNotContain("Driver stacktrace");
  }

  @Test
  void errorsOfJavaAreSaidWithWhatToDo() {
    assertThat(Explanation.of(new StackOverflowError())).contains("nested too deep");
    assertThat(Explanation.of(new OutOfMemoryError("unable to create native thread")))
        .contains("--workers");
    assertThat(Explanation.of(new OutOfMemoryError("Physical memory usage is too high")))
        .contains("outside the Java heap", "maxphysicalbytes");
    assertThat(Explanation.of(new UnsatisfiedLinkError("no jnind4jcpu in java.library.path")))
        .contains("native library", "cachedir");
    assertThat(
            Explanation.of(new ExceptionInInitializerError(new IllegalStateException("no table"))))
        .isEqualTo("no table");
    assertThat(Explanation.of(new NullPointerException()))
        .matches("NullPointerException in ExplanationTest.java:\\d+");
  }

  @Test
  void fullDiskIsSaid() {
    IOException full = new IOException("No space left on device");
    assertThat(Explanation.of(new UncheckedIOException("cannot write run.json", full)))
        .isEqualTo("cannot write run.json: No space left on device; make room there");
    assertThatThrownBy(FullDisk::write)
        .isInstanceOf(Error.class)
        .extracting(Explanation::of)
        .asString()
        .contains("No space left on device; make room");
  }

  @Test
  void wrappersSayNothing() {
    Exception root = new NoSuchFileException("/data/clip.mp4");
    assertThat(Explanation.of(new ExecutionException(new RuntimeException(root))))
        .isEqualTo("no such file: /data/clip.mp4");
    assertThat(Explanation.of(new IllegalStateException("the run failed", root)))
        .isEqualTo("the run failed: no such file: /data/clip.mp4");
  }

  @Test
  void lengthIsBounded() {
    assertThat(Explanation.of(new IllegalStateException("x".repeat(100_000))))
        .hasSizeLessThan(1100);
  }
}
