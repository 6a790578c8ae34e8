package io.raf4j.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleChirpTest {

  private static final SampleChirp.Options OPTIONS = new SampleChirp.Options(8000, 1, 50, 800);

  /** Crossings of zero upwards in a part of the tone, which is as many periods. */
  private static int periods(float[] samples, int from, int to) {
    int count = 0;
    for (int i = from + 1; i < to; i++) {
      count += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
    }
    return count;
  }

  @Test
  void frequencyDoublesInEqualTimes() {
    float[] samples = SampleChirp.of(OPTIONS).samples();
    // Four octaves in one second: a quarter with f from 50 has 50 / 4 / ln 2 periods, and so on.
    double first = 50 / 4d / Math.log(2);
    for (int quarter = 0; quarter < 4; quarter++) {
      int found = periods(samples, 2000 * quarter, 2000 * (quarter + 1));
      assertThat((double) found).isCloseTo(first * (1 << quarter), within(1.0));
    }
  }

  @Test
  void toneIsAsLongAsAskedForFadesAtItsEndsAndStaysBelowFullScale() {
    Audio tone = SampleChirp.of(OPTIONS);
    assertThat(tone.length()).isEqualTo(8000);
    assertThat(tone.channels()).isEqualTo(1);
    assertThat(tone.peak()).isBetween(0.79f, 0.8f);
    assertThat(Math.abs(tone.samples()[0])).isLessThan(1e-4f);
    assertThat(Math.abs(tone.samples()[7999])).isLessThan(1e-3f);
  }

  @Test
  void impossibleTonesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SampleChirp.Options(8000, 1, 50, 4000))
        .withMessageContaining("to is 4000.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SampleChirp.Options(8000, 0, 50, 400))
        .withMessageContaining("seconds is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SampleChirp.Options(8000, 1, 50, 50))
        .withMessageContaining("to is 50.0");
  }
}
