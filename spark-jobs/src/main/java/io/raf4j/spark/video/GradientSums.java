package io.raf4j.spark.video;

import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FrameTimes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums from which a clip's structure tensor follows: products of the differences to the neighbours
 * along t, y and x, and the first two moments of the values.
 *
 * <p>All are whole numbers of byte values, so they are exact and the same however the frames are
 * cut into parts; 100 million pixels stay far below 2^63. Differences along t are kept apart by how
 * much time lies between the two frames, which only the end divides by.
 *
 * <p>Every frame is added once, by {@link #addFirst} or {@link #add}; where parts meet, {@link
 * #addSeam} adds the differences between them.
 */
final class GradientSums {

  private static final int AXES = 3;
  private static final int SQUARE = AXES * AXES;

  /** Products with what differs along t, tt, ty and tx, by the ticks between two frames. */
  private final Map<Long, long[]> alongTime = new TreeMap<>();

  /** Products within frames, 3 x 3 row by row; the first row stays zero. */
  private final long[] within = new long[SQUARE];

  private long differences;
  private long values;
  private long sum;
  private long sumOfSquares;

  /**
   * Adds the first frame of a part.
   *
   * @param alone whether it is the clip's only one, so that nothing varies along t
   */
  void addFirst(Frame frame, boolean alone) {
    addMoments(frame);
    if (alone) {
      addDifferences(frame, frame, alongTime.computeIfAbsent(1L, ticks -> new long[AXES]));
    }
  }

  /**
   * Adds a frame.
   *
   * @param before the frame before it
   * @param ticks between the two
   */
  void add(Frame before, Frame frame, long ticks) {
    addMoments(frame);
    addSeam(before, frame, ticks);
  }

  /**
   * Adds what differs between two frames that were added already.
   *
   * @param before the last frame of a part
   * @param frame the first frame of the next one
   * @param ticks between the two
   */
  void addSeam(Frame before, Frame frame, long ticks) {
    addDifferences(before, frame, alongTime.computeIfAbsent(ticks, apart -> new long[AXES]));
  }

  private void addMoments(Frame frame) {
    for (byte pixel : frame.pixels()) {
      int value = pixel & 0xff;
      values++;
      sum += value;
      sumOfSquares += (long) value * value;
    }
  }

  private void addDifferences(Frame before, Frame frame, long[] time) {
    byte[] pixels = frame.pixels();
    byte[] earlier = before.pixels();
    int channels = frame.channels();
    int row = frame.width() * channels;
    int up = frame.height() == 1 ? 0 : row;
    int left = frame.width() == 1 ? 0 : channels;
    for (int start = up; start < pixels.length; start += row) {
      for (int i = start + left; i < start + row; i++) {
        int value = pixels[i] & 0xff;
        addDifferences(
            time,
            value - (earlier[i] & 0xff),
            value - (pixels[i - up] & 0xff),
            value - (pixels[i - left] & 0xff));
      }
    }
  }

  private void addDifferences(long[] time, int t, int y, int x) {
    differences++;
    time[0] += (long) t * t;
    time[1] += (long) t * y;
    time[2] += (long) t * x;
    within[4] += (long) y * y;
    within[5] += (long) y * x;
    within[8] += (long) x * x;
  }

  /** Returns the sums of both. */
  GradientSums plus(GradientSums other) {
    GradientSums total = new GradientSums();
    total.take(this);
    total.take(other);
    return total;
  }

  private void take(GradientSums other) {
    other.alongTime.forEach(
        (ticks, products) ->
            addTo(alongTime.computeIfAbsent(ticks, apart -> new long[AXES]), products));
    addTo(within, other.within);
    differences += other.differences;
    values += other.values;
    sum += other.sum;
    sumOfSquares += other.sumOfSquares;
  }

  private static void addTo(long[] target, long[] more) {
    for (int i = 0; i < target.length; i++) {
      target[i] += more[i];
    }
  }

  /**
   * Returns the mean outer product of the gradient over the variance of the values, for coordinates
   * in [-1, 1]; zeros for a clip without contrast.
   *
   * @param times of the clip's frames, in the ticks by which differences were added
   * @param height rows
   * @param width columns
   * @return 3 x 3 numbers, row by row
   */
  double[] structureTensor(FrameTimes times, int height, int width) {
    double mean = (double) sum / values;
    double variance = (double) sumOfSquares / values - mean * mean;
    double[] tensor = new double[SQUARE];
    if (differences == 0 || !(variance > 0)) {
      return tensor;
    }
    long length = times.ticks().get(times.frames() - 1) - times.ticks().get(0);
    double[] inverseSteps = {0, (height - 1) / 2d, (width - 1) / 2d};
    for (Map.Entry<Long, long[]> apart : alongTime.entrySet()) {
      inverseSteps[0] = (double) length / apart.getKey() / 2d;
      for (int j = 0; j < AXES; j++) {
        double steps = inverseSteps[0] * inverseSteps[j];
        tensor[j] += (double) apart.getValue()[j] / differences / variance * steps;
      }
    }
    tensor[3] = tensor[1];
    tensor[6] = tensor[2];
    for (int i = 1; i < AXES; i++) {
      for (int j = 1; j < AXES; j++) {
        double product = within[Math.min(i, j) * AXES + Math.max(i, j)];
        tensor[i * AXES + j] =
            product / differences / variance * (inverseSteps[i] * inverseSteps[j]);
      }
    }
    return tensor;
  }

  /** Returns the sums in the form that {@link #of} reads. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, within);
      write(out, differences, values, sum, sumOfSquares);
      out.writeInt(alongTime.size());
      for (Map.Entry<Long, long[]> apart : alongTime.entrySet()) {
        write(out, apart.getKey());
        write(out, apart.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, long... numbers) throws IOException {
    for (long number : numbers) {
      out.writeLong(number);
    }
  }

  /** Returns the sums of {@link #bytes}. */
  static GradientSums of(byte[] bytes) {
    GradientSums sums = new GradientSums();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      read(in, sums.within);
      sums.differences = in.readLong();
      sums.values = in.readLong();
      sums.sum = in.readLong();
      sums.sumOfSquares = in.readLong();
      for (int left = in.readInt(); left > 0; left--) {
        long[] products = new long[AXES];
        sums.alongTime.put(in.readLong(), products);
        read(in, products);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sums;
  }

  private static void read(DataInputStream in, long[] numbers) throws IOException {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readLong();
    }
  }
}
