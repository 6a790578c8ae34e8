package io.raf4j.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuTimesTest {

  private static final List<String> SAMPLE =
      List.of(
          // user nice system idle iowait irq softirq steal guest guest_nice
          "cpu  1000 20 300 5000 80 7 13 40 500 0",
          "cpu0 500 10 150 2500 40 3 6 20 250 0",
          "intr 12345");

  @Test
  void busyIsAllButIdleAndWaitingAndCountsNoGuestTwice() {
    CpuTimes times = CpuTimes.parse(SAMPLE);

    assertThat(times.all()).isEqualTo(1000 + 20 + 300 + 5000 + 80 + 7 + 13 + 40);
    assertThat(times.busy()).isEqualTo(1000 + 20 + 300 + 7 + 13 + 40);
  }

  @Test
  void shareOfOthersLeavesOwnProcessesOut() {
    CpuTimes before = new CpuTimes(1000, 10_000);
    // Two processors for a second: 200 ticks, of which 150 busy, a second of it our own.
    CpuTimes after = new CpuTimes(1150, 10_200);

    assertThat(after.shareOfOthers(before, 1)).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void shareOfOthersIsNeverNegativeAndZeroWhenNoTimePassed() {
    CpuTimes before = new CpuTimes(1000, 10_000);

    assertThat(new CpuTimes(1010, 10_200).shareOfOthers(before, 1)).isZero();
    assertThat(before.shareOfOthers(before, 0)).isZero();
  }

  @Test
  void fileOfAnotherFormIsRefused() {
    assertThatThrownBy(() -> CpuTimes.parse(List.of("intr 1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cpu ");
    assertThatThrownBy(() -> CpuTimes.parse(List.of("cpu  1 2 3")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 times");
  }
}
