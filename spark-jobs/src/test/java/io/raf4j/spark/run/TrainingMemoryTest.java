package io.raf4j.spark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory that jobs reckon with against what a process takes, as Linux counts it. */
@EnabledOnOs(OS.LINUX)
class TrainingMemoryTest {

  private static final double TOLERANCE = 0.3;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "signal 2 3 width=64 depth=3 batch=2000000",
        "signal 2 3 width=256 depth=4 batch=140000",
        "signal 1 1 width=128 depth=4 batch=300000 activation=sine-gaussian",
        "pde problem=poisson-low-regularity dim=10 width=16 batch=600000 optimizer=adam dtype=double"
      })
  void estimateIsWithinThirtyPercentOfThePeak(String network)
      throws IOException, InterruptedException {
    long[] figures = probe(network.split(" "));
    double measured = figures[0];
    double estimated = figures[1];
    assertThat(estimated / measured)
        .as("%.1f MiB estimated, %.1f measured", estimated / (1 << 20), measured / (1 << 20))
        .isBetween(1 - TOLERANCE, 1 + TOLERANCE);
  }

  private long[] probe(String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC"));
    words.addAll(List.of("-Xms400m", "-Xmx400m", "-XX:+AlwaysPreTouch", "-cp"));
    words.add(System.getProperty("java.class.path"));
    words.add(MemoryProbe.class.getName());
    words.addAll(List.of(arguments));
    Path log = folder.resolve("probe.log");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    String line =
        Files.readAllLines(log).stream()
            .filter(each -> each.startsWith("memory: "))
            .findFirst()
            .orElseThrow();
    String[] parts = line.split(" ");
    return new long[] {Long.parseLong(parts[1]), Long.parseLong(parts[2])};
  }
}
