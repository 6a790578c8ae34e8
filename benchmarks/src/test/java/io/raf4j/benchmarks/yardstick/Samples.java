package io.raf4j.benchmarks.yardstick;

import io.raf4j.benchmarks.timing.Spread;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Results made by hand. */
final class Samples {

  private Samples() {}

  private static Spread around(double median) {
    return new Spread(median, 0.9 * median, 1.1 * median);
  }

  /**
   * 10 GFLOP in 0.5 s, of which 0.3 s products, 0.08 s kernels, 0.02 s tables; PyTorch takes 2 s.
   */
  static WorkResult result(double seconds, boolean hasPeer) {
    return new WorkResult(
        "image",
        "2-256x4-1",
        65_536,
        10_000_000_000L,
        around(seconds),
        around(0.3),
        around(0.08),
        around(0.02),
        512 * 1024,
        hasPeer
            ? Optional.of(
                new WorkResult.Peer(
                    around(2),
                    2048 * 1024,
                    OptionalLong.of(4096 * 1024),
                    "SkylakeX kernels",
                    1.5e-7))
            : Optional.empty(),
        0.01);
  }

  static Report report(String processor, WorkResult... results) {
    return new Report(
        "2026-01-31",
        new Machine(processor, true, 2, "17.0.1", "vector 512", "SkylakeX", "abc1234"),
        "PyTorch 1.13, Python 3.11",
        2,
        5,
        1,
        0.005,
        List.of(results));
  }
}
