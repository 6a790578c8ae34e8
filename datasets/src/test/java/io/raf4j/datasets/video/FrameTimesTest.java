package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTimesTest {

  /** Frames at 0, 33 and 100 ms, the last one shown for 50. */
  private static final FrameTimes UNEVEN = new FrameTimes(List.of(7L, 40L, 107L), 157, 1, 1000);

  @Test
  void secondsCountFromTheFirstFrame() {
    assertThat(UNEVEN.seconds(0)).isZero();
    assertThat(UNEVEN.seconds(2)).isEqualTo(0.1);
    assertThat(UNEVEN.duration()).isEqualTo(0.15);
    assertThat(UNEVEN.frameRate()).isEqualTo(20);
    assertThat(UNEVEN.isEven()).isFalse();
  }

  @Test
  void evenTimesHaveExactlyTheirRate() {
    FrameTimes film = FrameTimes.even(250, 1001, 30_000);
    assertThat(film.isEven()).isTrue();
    assertThat(film.frameRate()).isEqualTo(30_000 / 1001d);
    assertThat(film.duration()).isEqualTo(250 * 1001 / 30_000d);
    assertThat(FrameTimes.even(1, 1, 25).frameRate()).isEqualTo(25);
  }

  @Test
  void aPartEndsWhereTheNextFrameIsShown() {
    FrameTimes part = UNEVEN.part(new FrameRange(0, 2));
    assertThat(part.ticks()).containsExactly(7L, 40L);
    assertThat(part.end()).isEqualTo(107);
    assertThat(UNEVEN.part(FrameRange.ALL)).isEqualTo(UNEVEN);
  }

  @Test
  void timesThatDoNotIncreaseAreRefused() {
    assertThatThrownBy(() -> new FrameTimes(List.of(3L, 3L), 4, 1, 25))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("time 3 follows 3 at frame 0; expected more");
    assertThatThrownBy(() -> new FrameTimes(List.of(), 4, 1, 25)).hasMessageContaining("empty");
    assertThatThrownBy(() -> new FrameTimes(List.of(0L), 1, 0, 25)).hasMessageContaining("0/25");
  }
}
