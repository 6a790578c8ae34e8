package io.raf4j.benchmarks.timing;

import java.time.Duration;
import java.util.List;

/**
 * Watches what the rest of the machine does while something is measured: PyTorch's threads wait for
 * each other, and with one processor taken away from them its times collapse, ours much less, so
 * that a ratio under load flatters us.
 */
public final class OtherLoad {

  /** The share of all processors from which on a machine is not idle. */
  public static final double LIMIT = 0.03;

  private final List<ProcessHandle> own;
  private final CpuTimes began;
  private final double ownBefore;

  /**
   * Starts to watch.
   *
   * @param own processes whose work is no other load; this one is always one of them
   */
  public OtherLoad(List<ProcessHandle> own) {
    this.own = List.copyOf(own);
    this.ownBefore = ownSeconds();
    this.began = CpuTimes.now();
  }

  /** Returns the share of all processors that others had since this watch began. */
  public double share() {
    return CpuTimes.now().shareOfOthers(began, ownSeconds() - ownBefore);
  }

  private double ownSeconds() {
    return seconds(ProcessHandle.current()) + own.stream().mapToDouble(OtherLoad::seconds).sum();
  }

  private static double seconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** Returns the share of all processors that others have during the next second. */
  public static double duringOneSecond() {
    OtherLoad watch = new OtherLoad(List.of());
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return watch.share();
  }
}
