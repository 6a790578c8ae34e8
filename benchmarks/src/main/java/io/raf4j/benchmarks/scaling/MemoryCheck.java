package io.raf4j.benchmarks.scaling;

import io.raf4j.benchmarks.timing.ResidentMemory;
import io.raf4j.spark.cli.Raf;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Peak memory of whole video jobs, each in a process of its own: by the clip's length and by the
 * number of shards.
 *
 * <p>Resident memory is Linux's VmHWM. The live heap is the largest that was in use right after a
 * full collection, which a thread of the process asks for twice a second; garbage does not count.
 */
public final class MemoryCheck {

  private static final int[] FRAMES = {16, 64, 250};
  private static final int[] SHARDS = {4, 32, 256};
  private static final int FRAMES_OF_SHARDS = 64;

  /** Java loads classes and compiles for as long as it runs, which takes some memory by itself. */
  private static final double NO_GROWTH = 0.2;

  private static final String FIGURES = "memory-check:";

  private MemoryCheck() {}

  static void print() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("raf-memory");
    try {
      System.out.println("| frames | shards | peak resident MiB | live heap MiB | seconds |");
      System.out.println("|---|---|---|---|---|");
      List<long[]> byFrames = new ArrayList<>();
      for (int frames : FRAMES) {
        byFrames.add(row(folder, frames, 8));
      }
      List<long[]> byShards = new ArrayList<>();
      for (int shards : SHARDS) {
        byShards.add(row(folder, FRAMES_OF_SHARDS, shards));
      }
      System.out.println();
      verdict("resident memory from 16 to 250 frames", byFrames, 0);
      verdict("live heap from 16 to 250 frames", byFrames, 1);
      verdict("the driver's live heap from 4 to 256 shards", byShards, 1);
    } finally {
      delete(folder);
    }
  }

  private static void verdict(String what, List<long[]> rows, int figure) {
    double first = rows.get(0)[figure] / (double) (1 << 20);
    double last = rows.get(rows.size() - 1)[figure] / (double) (1 << 20);
    System.out.printf(
        "D: %s: %.1f to %.1f MiB, %+.1f %%; less than %.0f %% is none: %s%n",
        what,
        first,
        last,
        100 * (last / first - 1),
        100 * NO_GROWTH,
        last < first * (1 + NO_GROWTH) ? "met" : "not met");
  }

  private static long[] row(Path folder, int frames, int shards)
      throws IOException, InterruptedException {
    Path clip = folder.resolve("clip-" + frames + ".mp4");
    if (!Files.exists(clip)) {
      child(folder, "sample", "clip", "--frames", "" + frames, "--output", clip.toString());
    }
    Path output = folder.resolve("run-" + frames + "-" + shards);
    long began = System.nanoTime();
    long[] figures =
        child(
            folder,
            ("reconstruct video --master local[2] --workers 2 --width 64 --depth 2 --batch 2048"
                    + " --steps 40 --averaging-frequency 10 --shards "
                    + shards
                    + " --input "
                    + clip
                    + " --output "
                    + output)
                .split(" "));
    System.out.printf(
        "| %d | %d | %.1f | %.1f | %.1f |%n",
        frames,
        shards,
        figures[0] / (double) (1 << 20),
        figures[1] / (double) (1 << 20),
        (System.nanoTime() - began) / 1e9);
    return figures;
  }

  /** Runs the command line in a process and returns its peaks of resident memory and live heap. */
  private static long[] child(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add") || option.startsWith("-Dlog4j"))
        .forEach(words::add);
    words.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-Dspark.ui.enabled=false"));
    words.addAll(List.of("-Dspark.driver.host=127.0.0.1", "-cp"));
    words.add(System.getProperty("java.class.path"));
    words.add(MemoryCheck.class.getName());
    words.addAll(List.of(arguments));
    Path log = folder.resolve("child.log");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code = process.waitFor();
    List<String> lines = Files.readAllLines(log);
    if (code != 0) {
      throw new IllegalStateException(words + " exits with " + code + "\n" + lines);
    }
    String figures =
        lines.stream().filter(line -> line.startsWith(FIGURES)).findFirst().orElseThrow();
    String[] parts = figures.substring(FIGURES.length()).trim().split(" ");
    return new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1])};
  }

  /** Is the process: runs the command line and says at its end how much memory it took. */
  public static void main(String[] arguments) {
    long[] live = {0};
    Thread watch = new Thread(() -> watch(live), "live heap");
    watch.setDaemon(true);
    watch.start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () ->
                    System.out.println(
                        FIGURES + " " + (ResidentMemory.peakKib() << 10) + " " + live[0])));
    Raf.main(arguments);
  }

  private static void watch(long[] live) {
    try {
      while (true) {
        System.gc();
        live[0] = Math.max(live[0], liveBytes());
        Thread.sleep(500);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the last collection left, without what was thrown away since. */
  private static long liveBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
