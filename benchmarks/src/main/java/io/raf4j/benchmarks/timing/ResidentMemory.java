package io.raf4j.benchmarks.timing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads how much physical memory this process holds, as Linux counts it. */
public final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /** Returns what this process holds now, in KiB. */
  public static long nowKib() {
    return field("VmRSS");
  }

  /** Returns the most that this process ever held, in KiB. */
  public static long peakKib() {
    return field("VmHWM");
  }

  private static long field(String name) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(name + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(STATUS + " has no " + name));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + STATUS + "; memory is measured on Linux alone", e);
    }
  }
}
