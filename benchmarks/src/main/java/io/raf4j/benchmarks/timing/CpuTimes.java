package io.raf4j.benchmarks.timing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What all processors of the machine did since it started, as the first line of {@code /proc/stat}
 * has it.
 *
 * <p>Source: proc(5). Virtual processors that the host gave to other machines ({@code steal}) count
 * as busy: they were not there for this one.
 *
 * @param busy time with work, in ticks of a hundredth of a second and processor
 * @param all busy and idle time, in the same ticks
 */
public record CpuTimes(long busy, long all) {

  private static final Path STAT = Path.of("/proc/stat");
  private static final double TICKS_PER_SECOND = 100;

  // cpu  user nice system idle iowait irq softirq steal guest guest_nice; guests are in user and
  // nice already.
  private static final int IDLE = 3;
  private static final int IOWAIT = 4;
  private static final int STEAL = 7;

  /** Reads the times as they stand now. */
  public static CpuTimes now() {
    try {
      return parse(Files.readAllLines(STAT));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + STAT + "; whether the machine is idle is checked on Linux alone", e);
    }
  }

  /**
   * Reads the times from the lines of {@code /proc/stat}.
   *
   * @throws IllegalArgumentException if there is no line of all processors
   */
  static CpuTimes parse(List<String> lines) {
    String total =
        lines.stream()
            .filter(line -> line.startsWith("cpu "))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(STAT + " has no line that starts with \"cpu \""));
    long[] ticks =
        Arrays.stream(total.substring(4).trim().split("\\s+")).mapToLong(Long::parseLong).toArray();
    if (ticks.length <= IOWAIT) {
      throw new IllegalArgumentException(
          STAT + " has " + ticks.length + " times; expected at least " + (IOWAIT + 1));
    }
    long all = 0;
    for (int i = 0; i < Math.min(ticks.length, STEAL + 1); i++) {
      all += ticks[i];
    }
    return new CpuTimes(all - ticks[IDLE] - ticks[IOWAIT], all);
  }

  /**
   * Returns the share of all processors that others had from an earlier moment until this one.
   *
   * @param ownSeconds processor time that this benchmark's own processes took in between
   * @return 0 for an idle machine, 1 for one that others had to themselves
   */
  public double shareOfOthers(CpuTimes earlier, double ownSeconds) {
    long passed = all - earlier.all;
    if (passed <= 0) {
      return 0;
    }
    double others = busy - earlier.busy - ownSeconds * TICKS_PER_SECOND;
    return Math.max(0, Math.min(1, others / passed));
  }
}
