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
  private static final int PROCESSES = 3;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "signal 2 3 width=64 depth=3 batch=2000000",
        "signal 2 3 width=256 depth=4 batch=500000",
        "signal 1 1 width=64 depth=4 batch=5000000 activation=sine-gaussian",
        "pde problem=poisson-low-regularity dim=10 width=16 batch=600000 optimizer=adam dtype=double"
      })
  void estimateIsWithinThirtyPercentOfThePeak(String network)
      throws IOException, InterruptedException {
    List<long[]> figures = new ArrayList<>(List.of(probe(network.split(" "))));
    // Java's own compiler takes ten MiB and more whenever it happens to be at work. So every
    // network
    // takes several times that, and where one process says otherwise, the middle one of three
    // decides.
    while (!isWithin(ratio(figures.get(0))) && figures.size() < PROCESSES) {
      figures.add(probe(network.split(" ")));
    }

    double[] ratios = figures.stream().mapToDouble(TrainingMemoryTest::ratio).sorted().toArray();
    assertThat(isWithin(ratios[ratios.length / 2]))
        .as(
            "MiB measured and estimated: %s",
            figures.stream().map(each -> (each[0] >> 20) + " " + (each[1] >> 20)).toList())
        .isTrue();
  }

  private static double ratio(long... measuredAndEstimated) {
    return (double) measuredAndEstimated[1] / measuredAndEstimated[0];
  }

  private static boolean isWithin(double ratio) {
    return Math.abs(ratio - 1) <= TOLERANCE;
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
