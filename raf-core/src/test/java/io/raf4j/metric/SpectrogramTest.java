package io.raf4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.metric.Spectrogram.Options;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Powers of sines and noise, by time and frequency. */
class SpectrogramTest {

  private static float[] sine(int samples, double perSample, double amplitude) {
    float[] sine = new float[samples];
    for (int i = 0; i < samples; i++) {
      sine[i] = (float) (amplitude * Math.sin(perSample * i));
    }
    return sine;
  }

  private static double[] noise(int samples) {
    Random random = new Random(samples);
    return random.doubles(samples, -1, 1).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 13, 64, 207, 4098})
  void powersOfASpectrumAddUpToTheSumOfSquares(int samples) {
    double[] noise = noise(samples);
    PowerSpectrum spectrum = PowerSpectrum.ofAtLeast(samples);
    double power = 0;
    for (double value : spectrum.of(noise)) {
      power += value;
    }
    double squares = 0;
    for (double value : noise) {
      squares += value * value;
    }
    assertThat(power).isCloseTo(squares, within(1e-12 * samples));
    assertThat(spectrum.length()).isGreaterThanOrEqualTo(samples);
    assertThat(Integer.bitCount(spectrum.length())).isOne();
  }

  @Test
  void spectrumIsThatOfTheDefinition() {
    double[] x = noise(8);
    double[] power = PowerSpectrum.ofAtLeast(8).of(x);
    for (int k = 0; k <= 4; k++) {
      double real = 0;
      double imaginary = 0;
      for (int i = 0; i < 8; i++) {
        real += x[i] * Math.cos(2 * Math.PI * i * k / 8);
        imaginary -= x[i] * Math.sin(2 * Math.PI * i * k / 8);
      }
      double sides = k == 0 || k == 4 ? 1 : 2;
      assertThat(power[k])
          .isCloseTo(sides * (real * real + imaginary * imaginary) / 8, within(1e-12));
    }
  }

  @Test
  void windowIsPositiveSymmetricAndOneInTheMiddle() {
    assertThat(PowerSpectrum.hann(1)).containsExactly(1);
    double[] window = PowerSpectrum.hann(7);
    for (int i = 0; i < 7; i++) {
      assertThat(window[i]).isPositive().isCloseTo(window[6 - i], within(1e-15));
    }
    assertThat(window[3]).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"5, 256", "17, 64", "100, 1024"})
  void peakOfASineIsAtItsBinWithHalfTheSquareOfItsAmplitude(int bin, int window) {
    float[] sine = sine(5 * window, 2 * Math.PI * bin / window, 0.6);
    Spectrogram spectrogram = Spectrogram.of(sine, new Options(window, window / 4));
    assertThat(spectrogram.frames()).isEqualTo(17);
    for (int t = 0; t < spectrogram.frames(); t++) {
      double sum = 0;
      for (int k = 0; k < spectrogram.bins(); k++) {
        assertThat(spectrogram.at(t, k)).isLessThanOrEqualTo(spectrogram.at(t, bin));
        sum += spectrogram.at(t, k);
      }
      assertThat(sum).isCloseTo(0.18, within(1e-6));
      double peak =
          spectrogram.at(t, bin - 1) + spectrogram.at(t, bin) + spectrogram.at(t, bin + 1);
      assertThat(peak).isCloseTo(0.18, within(1e-6));
    }
  }

  @Test
  void soundsStartWhereTheirFramesDo() {
    float[] sound = new float[1024];
    System.arraycopy(sine(512, 0.5, 1), 0, sound, 512, 512);
    Spectrogram spectrogram = Spectrogram.of(sound, new Options(256, 256));
    assertThat(spectrogram.frames()).isEqualTo(4);
    for (int k = 0; k < spectrogram.bins(); k++) {
      assertThat(spectrogram.at(1, k)).isZero();
      assertThat(spectrogram.at(2, k)).isPositive();
    }
  }

  @Test
  void shortSoundHasOneFrame() {
    Spectrogram one = Spectrogram.of(new float[] {0.5f}, new Options(64, 16));
    assertThat(one.frames()).isOne();
    assertThat(one.decibels(1e-10)).hasSize(33).doesNotContain(Double.NEGATIVE_INFINITY);
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> new Options(100, 10))
        .hasMessage("window is 100; expected a power of two from 2 to 1048576");
    assertThatThrownBy(() -> new Options(64, 0)).hasMessage("hop is 0; expected 1 or more");
    assertThatThrownBy(() -> Spectrogram.of(new float[0], Options.DEFAULT))
        .hasMessage("samples is empty; expected at least 1");
    assertThatThrownBy(() -> PowerSpectrum.ofAtLeast(0)).hasMessageStartingWith("length is 0");
    assertThatThrownBy(() -> PowerSpectrum.ofAtLeast(4).of(new double[5]))
        .hasMessage("signal has 5 samples; expected at most 4");
    Spectrogram spectrogram = Spectrogram.of(new float[4], new Options(4, 4));
    assertThatThrownBy(() -> spectrogram.decibels(0)).hasMessage("floor is 0.0; expected above 0");
  }
}
