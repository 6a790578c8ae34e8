package io.raf4j.spark.video;

import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FrameTimes;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import scala.Tuple2;

/**
 * What a task that decodes a range of frames finds out about the clip's gradients, and how the
 * ranges of all tasks are put together.
 *
 * <p>A range leaves the sums over its own frames and its first and last frame, from which whoever
 * gathers them adds the differences between neighbouring ranges: no frame is decoded twice.
 */
final class RangeSeams {

  /** Records of a range, behind those of the minibatches: its number and sums, both frames. */
  private static final int RECORDS = 3;

  private final ShardManifest plan;
  private final FrameTimes times;
  private final int range;
  private final GradientSums sums = new GradientSums();
  private Frame first;
  private Frame last;
  private int firstNumber;

  /**
   * Begins a range.
   *
   * @param range its number
   */
  RangeSeams(ShardManifest plan, int range) {
    this.plan = plan;
    this.times = plan.times();
    this.range = range;
  }

  /** Adds the next frame of the range; its number counts as in the manifest. */
  void add(int number, Frame frame) {
    if (first == null) {
      first = frame;
      firstNumber = number;
      sums.addFirst(frame, plan.frames() == 1);
    } else {
      sums.add(last, frame, ticksBefore(times, number));
    }
    last = frame;
  }

  private static long ticksBefore(FrameTimes times, int number) {
    return times.ticks().get(number) - times.ticks().get(number - 1);
  }

  /** Returns the records of the range, by keys above those of all minibatches. */
  List<Tuple2<Integer, byte[]>> records() {
    int key = plan.minibatches() + RECORDS * range;
    byte[] own = sums.bytes();
    ByteBuffer numbered = ByteBuffer.allocate(Integer.BYTES + own.length);
    return List.of(
        new Tuple2<>(key, numbered.putInt(firstNumber).put(own).array()),
        new Tuple2<>(key + 1, first.pixels()),
        new Tuple2<>(key + 2, last.pixels()));
  }

  /**
   * Adds up the records of all ranges.
   *
   * @param sorted in the order of their keys
   */
  static GradientSums sums(ShardManifest plan, Iterator<Tuple2<Integer, byte[]>> sorted) {
    GradientSums total = new GradientSums();
    FrameTimes times = plan.times();
    Frame before = null;
    while (sorted.hasNext()) {
      ByteBuffer numbered = ByteBuffer.wrap(sorted.next()._2);
      int number = numbered.getInt();
      byte[] own = new byte[numbered.remaining()];
      numbered.get(own);
      total = total.plus(GradientSums.of(own));
      Frame first = frame(plan, sorted.next()._2);
      if (before != null) {
        total.addSeam(before, first, ticksBefore(times, number));
      }
      before = frame(plan, sorted.next()._2);
    }
    return total;
  }

  private static Frame frame(ShardManifest plan, byte[] pixels) {
    return new Frame(plan.height(), plan.width(), plan.channels(), pixels);
  }
}
