package io.raf4j.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WorkResultTest {

  @Test
  void ratiosAreThoseOfTheMedians() {
    WorkResult result = Samples.result(0.5, true);

    assertThat(result.timeRatio()).contains(0.25);
    assertThat(result.memoryRatio()).contains(0.25);
    assertThat(result.gigaflops()).isCloseTo(20, within(1e-9));
    assertThat(result.fractionOfLimit()).isCloseTo(0.8, within(1e-9));
    assertThat(result.figures())
        .containsEntry("time_ratio", 0.25)
        .containsEntry("seconds", 0.5)
        .containsEntry("idle", true);
  }

  @Test
  void withoutPyTorchItsFiguresAreMissing() {
    assertThat(Samples.result(0.5, false).figures())
        .containsKeys("seconds", "fraction_of_limit", "peak_kib")
        .doesNotContainKeys("time_ratio", "memory_ratio", "pytorch_seconds");
  }
}
