package io.raf4j.spark.video;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * Puts the (slot, colour) records of one minibatch after the other into place.
 *
 * <p>Takes records sorted by minibatch, in any order within one: the slot alone decides where a
 * colour goes.
 */
final class MinibatchAssembler implements Iterator<byte[]> {

  private final ShardManifest plan;
  private final Iterator<Tuple2<Integer, byte[]>> sorted;
  private Tuple2<Integer, byte[]> ahead;

  /** Starts at the first record; there must be one. */
  MinibatchAssembler(ShardManifest plan, Iterator<Tuple2<Integer, byte[]>> sorted) {
    this.plan = plan;
    this.sorted = sorted;
    this.ahead = sorted.next();
  }

  /** Returns the number of the minibatch that {@link #next} gives. */
  int minibatch() {
    return ahead._1();
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  /**
   * Returns the colours of the next minibatch, slot by slot.
   *
   * @throws IllegalStateException if a slot stayed empty: frames of the clip are missing
   */
  @Override
  public byte[] next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    int minibatch = ahead._1();
    byte[] colours = new byte[plan.batch() * plan.channels()];
    int filled = 0;
    while (ahead != null && ahead._1() == minibatch) {
      ByteBuffer records = ByteBuffer.wrap(ahead._2());
      while (records.hasRemaining()) {
        records.get(colours, records.getInt() * plan.channels(), plan.channels());
        filled++;
      }
      ahead = sorted.hasNext() ? sorted.next() : null;
    }
    if (filled != plan.batch()) {
      throw new IllegalStateException(
          "minibatch "
              + minibatch
              + " has "
              + filled
              + " pixels; expected "
              + plan.batch()
              + ": the clip gave fewer frames than it has");
    }
    return colours;
  }
}
