package io.raf4j.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.signal.Signal;
import org.junit.jupiter.api.Test;

/** Checks what is done with sounds in memory. */
class AudioTest {

  private static final Audio STEREO =
      new Audio(2, 2, 16, new float[] {0.5f, 0.25f, -0.25f, 0.25f, 0.125f, -0.125f});

  @Test
  void signalReachesOneOverCoordinatesToAHundred() {
    Signal signal = STEREO.signal();
    assertThat(signal.grid()).isEqualTo(CoordinateGrid.of(100, 3));
    assertThat(signal.values()).containsExactly(1, 0.5f, -0.5f, 0.5f, 0.25f, -0.25f);
    assertThat(STEREO.peak()).isEqualTo(0.5f);
  }

  @Test
  void signalBecomesTheSameSoundAgain() {
    Audio back = Audio.of(STEREO.signal(), 2, 16, STEREO.peak());
    assertThat(back.samples()).containsExactly(STEREO.samples());
    assertThat(back.channels()).isEqualTo(2);
  }

  @Test
  void silenceRemainsSilent() {
    assertThat(new Audio(8000, 1, 16, new float[4]).signal().values()).containsOnly(0);
  }

  @Test
  void monoIsTheMeanOfTheChannels() {
    assertThat(STEREO.mono().samples()).containsExactly(0.375f, 0, 0);
    assertThat(STEREO.mono().mono().samples()).containsExactly(0.375f, 0, 0);
  }

  @Test
  void rangeIsCutAtTheNearestSamples() {
    assertThat(STEREO.seconds()).isEqualTo(1.5);
    assertThat(STEREO.range(0.45, 0.5).samples()).containsExactly(-0.25f, 0.25f);
    assertThatThrownBy(() -> STEREO.range(1, 1))
        .hasMessage("range is 1.0 s to 2.0 s; expected a range within 0 to 1.5 s");
  }

  @Test
  void badSoundsAreRefused() {
    assertThatThrownBy(() -> new Audio(0, 1, 16, new float[1]))
        .hasMessage("sampleRate is 0; expected 1 or more");
    assertThatThrownBy(() -> new Audio(1, 1, 12, new float[1]))
        .hasMessage("bits is 12; expected 8, 16, 24 or 32");
    assertThatThrownBy(() -> new Audio(1, 2, 16, new float[3]))
        .hasMessage("samples has 3 elements; expected a positive multiple of 2 channels");
    assertThatThrownBy(() -> new Audio(1, 1, 16, new float[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
