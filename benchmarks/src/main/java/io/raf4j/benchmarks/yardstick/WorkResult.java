package io.raf4j.benchmarks.yardstick;

import io.raf4j.benchmarks.timing.OtherLoad;
import io.raf4j.benchmarks.timing.Spread;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was measured of one work, all of it in turn in one session.
 *
 * <pre>
 *   time ratio         RAF4J's seconds / PyTorch's seconds, medians; below 1 RAF4J is faster
 *   GFLOP/s            flops / RAF4J's seconds / 10^9, flops being those of the matrix products
 *   fraction of limit  (seconds of products + of kernels + of tables) / RAF4J's seconds
 *   memory ratio       RAF4J's peak / PyTorch's peak of resident memory
 * </pre>
 *
 * @param name of the work
 * @param description of network and points
 * @param points of a step
 * @param flops of a step's matrix products, see {@link io.raf4j.benchmarks.work.StepCost}
 * @param seconds of a step of RAF4J
 * @param products seconds of a step's matrix products alone
 * @param kernels seconds of a step's activations alone
 * @param tables seconds of a step's traffic with an encoding's tables alone, 0 without one
 * @param peakKib the most that RAF4J's process held
 * @param peer what was measured of PyTorch, nothing without it
 * @param otherLoad share of all processors that others had meanwhile
 */
public record WorkResult(
    String name,
    String description,
    int points,
    long flops,
    Spread seconds,
    Spread products,
    Spread kernels,
    Spread tables,
    long peakKib,
    Optional<Peer> peer,
    double otherLoad) {

  /**
   * What was measured of PyTorch.
   *
   * @param seconds of a step
   * @param peakKib the most that its process held
   * @param wholeStepKib the most that it held when it took all points of a step at once
   * @param settings at which it was fastest
   * @param difference of the first losses from ours, the largest, relative
   */
  public record Peer(
      Spread seconds,
      long peakKib,
      OptionalLong wholeStepKib,
      String settings,
      double difference) {}

  /** Returns the time ratio, nothing without PyTorch. */
  public Optional<Double> timeRatio() {
    return peer.map(other -> seconds.median() / other.seconds().median());
  }

  /** Returns the memory ratio, nothing without PyTorch. */
  public Optional<Double> memoryRatio() {
    return peer.map(other -> (double) peakKib / other.peakKib());
  }

  /** Returns the rate of the matrix products over the whole step. */
  public double gigaflops() {
    return flops / seconds.median() / 1e9;
  }

  /** Returns the rate of the matrix products alone. */
  public double productGigaflops() {
    return flops / products.median() / 1e9;
  }

  /** Returns the seconds of the limit. */
  public double limitSeconds() {
    return products.median() + kernels.median() + tables.median();
  }

  /** Returns the fraction of the limit, 1 at most but for noise. */
  public double fractionOfLimit() {
    return limitSeconds() / seconds.median();
  }

  /** Returns whether others left the machine alone. */
  public boolean wasIdle() {
    return otherLoad <= OtherLoad.LIMIT;
  }

  /** Returns all figures by name; those of PyTorch are missing without it. */
  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("description", description);
    figures.put("points", points);
    put(figures, "seconds", seconds);
    figures.put("gigaflops", gigaflops());
    put(figures, "products_seconds", products);
    put(figures, "kernels_seconds", kernels);
    put(figures, "tables_seconds", tables);
    figures.put("limit_seconds", limitSeconds());
    figures.put("fraction_of_limit", fractionOfLimit());
    figures.put("peak_kib", peakKib);
    peer.ifPresent(
        other -> {
          put(figures, "pytorch_seconds", other.seconds());
          figures.put("pytorch_peak_kib", other.peakKib());
          other.wholeStepKib().ifPresent(peak -> figures.put("pytorch_whole_step_peak_kib", peak));
          figures.put("pytorch_settings", other.settings());
          figures.put("loss_difference", other.difference());
        });
    timeRatio().ifPresent(ratio -> figures.put("time_ratio", ratio));
    memoryRatio().ifPresent(ratio -> figures.put("memory_ratio", ratio));
    figures.put("other_load", otherLoad);
    figures.put("idle", wasIdle());
    return figures;
  }

  private static void put(Map<String, Object> figures, String name, Spread spread) {
    figures.put(name, spread.median());
    figures.put(name + "_least", spread.least());
    figures.put(name + "_most", spread.most());
  }
}
