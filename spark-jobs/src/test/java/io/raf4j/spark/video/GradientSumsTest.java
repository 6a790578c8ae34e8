package io.raf4j.spark.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.signal.Signal;
import io.raf4j.datasets.signal.SignalSpectrum;
import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FrameTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The structure tensor against its definition, computed in double precision. */
class GradientSumsTest {

  /** Long enough for every clip here. */
  private static final FrameTimes TIMES = even(10);

  @ParameterizedTest
  @CsvSource({"4, 6, 5, 3", "3, 5, 7, 1", "1, 6, 5, 3", "4, 1, 5, 3", "4, 6, 1, 1"})
  void tensorIsTheMeanOuterProductOfTheGradientOverTheVariance(
      int frames, int height, int width, int channels) {
    List<Frame> clip = noise(frames, height, width, channels);
    double[] tensor = sums(clip, 0, frames, TIMES).structureTensor(even(frames), height, width);
    assertThat(tensor).containsExactly(direct(clip, even(frames)), within(1e-12));
  }

  @Test
  void differencesAlongTimeAreDividedByTheTimeBetweenFrames() {
    FrameTimes uneven = new FrameTimes(List.of(3L, 36L, 70L, 170L, 203L), 240, 1, 1000);
    List<Frame> clip = noise(5, 6, 5, 3);
    double[] tensor = sums(clip, 0, 5, uneven).structureTensor(uneven, 6, 5);
    assertThat(tensor).containsExactly(direct(clip, uneven), within(1e-12));
    assertThat(tensor[0]).isNotCloseTo(direct(clip, even(5))[0], within(0.1));
  }

  @Test
  void ticksOfAnySizeGiveTheSameBits() {
    List<Frame> clip = noise(5, 6, 5, 3);
    double[] expected = sums(clip, 0, 5, TIMES).structureTensor(even(5), 6, 5);
    for (long ticks : new long[] {3, 40, 512, 1001}) {
      List<Long> at = LongStream.range(0, 5).map(i -> i * ticks).boxed().toList();
      FrameTimes times = new FrameTimes(at, 5 * ticks, 1, 90_000);
      assertThat(sums(clip, 0, 5, times).structureTensor(times, 6, 5)).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 6, 5, 3", "1, 6, 5, 1", "4, 6, 1, 1"})
  void tensorIsThatOfTheClipAsASignal(int frames, int height, int width, int channels) {
    List<Frame> clip = noise(frames, height, width, channels);
    int size = height * width * channels;
    float[] values = new float[frames * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (clip.get(i / size).pixels()[i % size] & 0xff) / 127.5f - 1;
    }
    CoordinateGrid grid = CoordinateGrid.of(1, frames, height, width);
    double[] expected = SignalSpectrum.structureTensor(new Signal(grid, channels, values));
    double[] tensor = sums(clip, 0, frames, TIMES).structureTensor(even(frames), height, width);
    assertThat(tensor).containsExactly(expected, within(1e-5));
  }

  @Test
  void sumsOfPartsAreExactlyThoseOfTheWhole() {
    List<Frame> clip = noise(7, 6, 5, 3);
    double[] whole = sums(clip, 0, 7, TIMES).structureTensor(even(7), 6, 5);
    for (int cut = 1; cut < 7; cut++) {
      GradientSums late = GradientSums.of(sums(clip, cut, 7, TIMES).bytes());
      GradientSums parts = late.plus(GradientSums.of(sums(clip, 0, cut, TIMES).bytes()));
      parts.addSeam(clip.get(cut - 1), clip.get(cut), 1);
      assertThat(parts.structureTensor(even(7), 6, 5)).containsExactly(whole);
    }
  }

  @Test
  void slopeAlongOneAxisGivesThatAxisAlone() {
    List<Frame> clip = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      byte[] pixels = new byte[4 * 5];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (10 * (i % 5));
      }
      clip.add(new Frame(4, 5, 1, pixels));
    }
    double[] tensor = sums(clip, 0, 3, TIMES).structureTensor(even(3), 4, 5);
    // Values 0, 10, .., 40: variance 200; 10 a pixel are 20 a unit of x.
    double[] expected = new double[9];
    expected[8] = 20 * 20 / 200d;
    assertThat(tensor).containsExactly(expected, within(1e-12));
  }

  @Test
  void clipWithoutContrastOrNeighboursHasNoTensor() {
    List<Frame> plain = List.of(new Frame(2, 2, 1, new byte[4]));
    assertThat(sums(plain, 0, 1, TIMES).structureTensor(even(1), 2, 2)).containsOnly(0);
    List<Frame> pixel = noise(1, 1, 1, 3);
    assertThat(sums(pixel, 0, 1, TIMES).structureTensor(even(1), 1, 1)).containsOnly(0);
  }

  private static FrameTimes even(int frames) {
    return FrameTimes.even(frames, 1, 25);
  }

  private static GradientSums sums(List<Frame> clip, int from, int to, FrameTimes times) {
    GradientSums sums = new GradientSums();
    sums.addFirst(clip.get(from), clip.size() == 1);
    for (int t = from + 1; t < to; t++) {
      sums.add(clip.get(t - 1), clip.get(t), times.ticks().get(t) - times.ticks().get(t - 1));
    }
    return sums;
  }

  private static List<Frame> noise(int frames, int height, int width, int channels) {
    Random random = new Random(3);
    List<Frame> clip = new ArrayList<>();
    for (int t = 0; t < frames; t++) {
      byte[] pixels = new byte[height * width * channels];
      random.nextBytes(pixels);
      clip.add(new Frame(height, width, channels, pixels));
    }
    return clip;
  }

  /** Backward differences in coordinates of [-1, 1], where all three exist. */
  private static double[] direct(List<Frame> clip, FrameTimes times) {
    int[] samples = {clip.size(), clip.get(0).height(), clip.get(0).width()};
    double[] sum = new double[9];
    int count = 0;
    int last = samples[0] - 1;
    List<Double> values = new ArrayList<>();
    for (int t = 0; t < samples[0]; t++) {
      for (int y = 0; y < samples[1]; y++) {
        for (int x = 0; x < samples[2]; x++) {
          for (int c = 0; c < clip.get(0).channels(); c++) {
            values.add(value(clip, t, y, x, c));
            int[] at = {t, y, x};
            double[] gradient = new double[3];
            boolean complete = true;
            for (int axis = 0; axis < 3; axis++) {
              if (samples[axis] > 1 && at[axis] == 0) {
                complete = false;
              } else if (samples[axis] > 1) {
                int[] before = at.clone();
                before[axis]--;
                double step =
                    axis == 0
                        ? 2 * (times.seconds(t) - times.seconds(t - 1)) / times.seconds(last)
                        : 2d / (samples[axis] - 1);
                gradient[axis] =
                    (value(clip, t, y, x, c) - value(clip, before[0], before[1], before[2], c))
                        / step;
              }
            }
            if (complete) {
              count++;
              for (int i = 0; i < 9; i++) {
                sum[i] += gradient[i / 3] * gradient[i % 3];
              }
            }
          }
        }
      }
    }
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    double variance =
        values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow();
    for (int i = 0; i < 9; i++) {
      sum[i] /= count * variance;
    }
    return sum;
  }

  private static double value(List<Frame> clip, int t, int y, int x, int channel) {
    Frame frame = clip.get(t);
    return frame.pixels()[(y * frame.width() + x) * frame.channels() + channel] & 0xff;
  }
}
