package io.raf4j.datasets.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frequencies of known waves, and what must not change them. */
class SignalSpectrumTest {

  private static Signal sampled(CoordinateGrid grid, ToDoubleFunction<float[]> function) {
    float[] values = new float[(int) grid.size()];
    float[] point = new float[grid.axes()];
    for (int i = 0; i < values.length; i++) {
      grid.fill(new long[] {i}, point);
      values[i] = (float) function.applyAsDouble(point);
    }
    return new Signal(grid, 1, values);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 2, 7.5, 30})
  void rootOfTheTensorIsTheAngularFrequencyOfASine(double frequency) {
    CoordinateGrid grid = CoordinateGrid.of(100, 100_001);
    double[] tensor =
        SignalSpectrum.structureTensor(sampled(grid, p -> 0.7 * Math.sin(frequency * p[0])));
    assertThat(Math.sqrt(tensor[0])).isCloseTo(frequency, within(0.01 * frequency));
  }

  @Test
  void tensorOfAPlaneWaveIsTheOuterProductOfItsWaveVector() {
    CoordinateGrid grid = CoordinateGrid.of(1, 300, 500);
    Signal wave = sampled(grid, p -> Math.sin(6 * Math.PI * p[0] - 10 * Math.PI * p[1]));
    double[] k = {6 * Math.PI, -10 * Math.PI};
    double[] tensor = SignalSpectrum.structureTensor(wave);
    for (int i = 0; i < 4; i++) {
      double expected = k[i / 2] * k[i % 2];
      assertThat(tensor[i]).isCloseTo(expected, within(0.01 * Math.abs(expected)));
    }
  }

  @Test
  void tensorDoesNotChangeWithOffsetAndScale() {
    Random random = new Random(4);
    CoordinateGrid grid = CoordinateGrid.of(1, 7, 13);
    Signal noise = sampled(grid, p -> random.nextGaussian());
    float[] other = noise.values().clone();
    for (int i = 0; i < other.length; i++) {
      other[i] = 3 - 5 * other[i];
    }
    double[] expected = SignalSpectrum.structureTensor(noise);
    double[] found = SignalSpectrum.structureTensor(new Signal(grid, 1, other));
    assertThat(found).containsExactly(expected, within(1e-3));
  }

  @Test
  void tensorScalesWithTheCoordinates() {
    Random random = new Random(4);
    Signal noise = sampled(CoordinateGrid.of(1, 5, 6), p -> random.nextGaussian());
    Signal wide = new Signal(CoordinateGrid.of(4, 5, 6), 1, noise.values());
    double[] narrow = SignalSpectrum.structureTensor(noise);
    double[] expected = SignalSpectrum.structureTensor(wide);
    for (int i = 0; i < 4; i++) {
      assertThat(expected[i]).isCloseTo(narrow[i] / 16, within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {3, 20, 61.7, 250})
  void everyQuantileOfASineIsItsFrequency(double frequency) {
    Signal sine =
        sampled(CoordinateGrid.of(1, 1, 1000), p -> 0.4 + Math.sin(frequency * p[1] + 0.3));
    double resolution = 2 * Math.PI;
    for (double share : new double[] {0.05, 0.5, 0.95}) {
      assertThat(SignalSpectrum.frequencyQuantile(sine, 1, share))
          .isCloseTo(frequency, within(resolution));
    }
  }

  @Test
  void quantilesTellTwoSinesApartByTheirPower() {
    CoordinateGrid grid = CoordinateGrid.of(100, 20_000);
    Signal sum = sampled(grid, p -> Math.sin(2 * p[0]) + 0.5 * Math.sin(50 * p[0]));
    assertThat(SignalSpectrum.frequencyQuantile(sum, 0, 0.75)).isCloseTo(2, within(0.1));
    assertThat(SignalSpectrum.frequencyQuantile(sum, 0, 0.85)).isCloseTo(50, within(0.1));
  }

  @Test
  void axesHaveTheirOwnFrequencies() {
    CoordinateGrid grid = CoordinateGrid.of(1, 200, 300);
    Signal product = sampled(grid, p -> Math.sin(30 * p[0]) * Math.cos(80 * p[1]));
    assertThat(SignalSpectrum.frequencyQuantile(product, 0, 0.5)).isCloseTo(30, within(3.2));
    assertThat(SignalSpectrum.frequencyQuantile(product, 1, 0.5)).isCloseTo(80, within(3.2));
    Signal alongRows = sampled(grid, p -> Math.sin(80 * p[1]));
    assertThat(SignalSpectrum.frequencyQuantile(alongRows, 0, 0.8)).isCloseTo(0, within(3.2));
  }

  @Test
  void channelsCountByTheirPower() {
    CoordinateGrid grid = CoordinateGrid.of(1, 1000);
    float[] values = new float[2000];
    for (int i = 0; i < 1000; i++) {
      values[2 * i] = (float) Math.sin(40 * grid.coordinate(0, i));
      values[2 * i + 1] = (float) (2 * Math.sin(200 * grid.coordinate(0, i)));
    }
    Signal stereo = new Signal(grid, 2, values);
    assertThat(SignalSpectrum.frequencyQuantile(stereo, 0, 0.15)).isCloseTo(40, within(3.2));
    assertThat(SignalSpectrum.frequencyQuantile(stereo, 0, 0.3)).isCloseTo(200, within(3.2));
  }

  @Test
  void signalsThatDoNotVaryHaveNeitherTensorNorFrequency() {
    Signal constant = sampled(CoordinateGrid.of(1, 4, 5), p -> 0.25);
    assertThat(SignalSpectrum.structureTensor(constant)).containsOnly(0);
    assertThat(SignalSpectrum.frequencyQuantile(constant, 0, 0.5)).isZero();
    Signal one = sampled(CoordinateGrid.of(1, 1, 1), p -> 0.25);
    assertThat(SignalSpectrum.structureTensor(one)).containsOnly(0);
    assertThat(SignalSpectrum.frequencyQuantile(one, 1, 0.5)).isZero();
    Signal line = sampled(CoordinateGrid.of(1, 1, 50), p -> p[1]);
    assertThat(SignalSpectrum.structureTensor(line)[0]).isZero();
    assertThat(SignalSpectrum.structureTensor(line)[3]).isPositive();
  }

  @Test
  void badArgumentsAreNamed() {
    CoordinateGrid grid = CoordinateGrid.of(1, 2, 3);
    Signal signal = new Signal(grid, 1, new float[6]);
    assertThatThrownBy(() -> SignalSpectrum.frequencyQuantile(signal, 2, 0.5))
        .hasMessage("axis is 2; expected 0 to 1");
    assertThatThrownBy(() -> SignalSpectrum.frequencyQuantile(signal, 0, 0))
        .hasMessage("share is 0.0; expected above 0 and at most 1");
    assertThatThrownBy(() -> new Signal(grid, 0, new float[0]))
        .hasMessage("channels is 0; expected 1 or more");
    assertThatThrownBy(() -> new Signal(grid, 2, new float[6]))
        .hasMessageStartingWith("values has 6 elements; expected one for each of 2 channels");
  }
}
