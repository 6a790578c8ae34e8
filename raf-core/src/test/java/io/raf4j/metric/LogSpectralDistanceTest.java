package io.raf4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.metric.Spectrogram.Options;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distances that are known in advance. */
class LogSpectralDistanceTest {

  private static float[] noise(int samples, int seed) {
    Random random = new Random(seed);
    float[] noise = new float[samples];
    for (int i = 0; i < samples; i++) {
      noise[i] = (float) (0.3 * random.nextGaussian());
    }
    return noise;
  }

  private static float[] times(float[] sound, double factor) {
    float[] louder = new float[sound.length];
    for (int i = 0; i < sound.length; i++) {
      louder[i] = (float) (factor * sound[i]);
    }
    return louder;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 2048, 2049, 10_000})
  void soundHasNoDistanceToItself(int samples) {
    float[] sound = noise(samples, 1);
    assertThat(LogSpectralDistance.of(sound, sound)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-12, -6, 0.5, 12})
  void gainIsTheDistance(double decibels) {
    float[] sound = noise(10_000, 2);
    float[] louder = times(sound, Math.pow(10, decibels / 20));
    assertThat(LogSpectralDistance.of(sound, louder)).isCloseTo(Math.abs(decibels), within(1e-3));
  }

  @Test
  void distanceIsSymmetric() {
    float[] x = noise(5000, 3);
    float[] y = noise(5000, 4);
    double distance = LogSpectralDistance.of(x, y);
    assertThat(distance).isPositive().isCloseTo(LogSpectralDistance.of(y, x), within(1e-9));
  }

  @Test
  void silenceIsAtTheFloor() {
    float[] silence = new float[4096];
    float[] whisper = times(noise(4096, 5), 1e-8);
    assertThat(LogSpectralDistance.of(silence, whisper)).isZero();
    assertThat(LogSpectralDistance.of(silence, noise(4096, 6))).isGreaterThan(20);
  }

  @Test
  void framesAreAveragedAfterTheRoot() {
    Options options = new Options(64, 64);
    float[] sound = noise(128, 7);
    float[] second = sound.clone();
    for (int i = 64; i < 128; i++) {
      second[i] *= 10;
    }
    assertThat(LogSpectralDistance.of(sound, second, options)).isCloseTo(10, within(1e-4));
  }

  @Test
  void soundsOfDifferentLengthsAreRefused() {
    assertThatThrownBy(() -> LogSpectralDistance.of(new float[3], new float[4]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
