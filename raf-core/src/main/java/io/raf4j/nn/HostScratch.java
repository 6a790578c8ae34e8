package io.raf4j.nn;

import org.bytedeco.javacpp.BytePointer;

/**
 * Working memory of one thread: two tiles on the heap, one block of rows and the partial weight
 * gradients outside it. Grows to the largest layer that the thread has seen and is then reused, so
 * that steps allocate nothing of size.
 *
 * @param <T> {@code float[]} or {@code double[]}
 */
final class HostScratch<T> {

  static final HostArithmetic<float[]> FLOATS = new FloatArithmetic();
  static final HostArithmetic<double[]> DOUBLES = new DoubleArithmetic();
  static final ThreadLocal<HostScratch<float[]>> OF_FLOATS =
      ThreadLocal.withInitial(() -> new HostScratch<>(FLOATS));
  static final ThreadLocal<HostScratch<double[]>> OF_DOUBLES =
      ThreadLocal.withInitial(() -> new HostScratch<>(DOUBLES));

  private final HostArithmetic<T> arithmetic;
  private int tileLength;
  private T first;
  private T second;
  private BytePointer block = new BytePointer();
  private BytePointer partials = new BytePointer();

  private HostScratch(HostArithmetic<T> arithmetic) {
    this.arithmetic = arithmetic;
  }

  /** Makes both tiles at least {@code length} long; what they held is lost. */
  void reserveTiles(int length) {
    if (tileLength < length) {
      first = arithmetic.array(length);
      second = arithmetic.array(length);
      tileLength = length;
    }
  }

  T first() {
    return first;
  }

  T second() {
    return second;
  }

  /** Returns the address of at least {@code bytes} bytes for a block of rows. */
  long block(long bytes) {
    block = grown(block, bytes);
    return block.address();
  }

  /** Returns the address of at least {@code bytes} bytes for partial gradients. */
  long partials(long bytes) {
    partials = grown(partials, Math.max(bytes, 1));
    return partials.address();
  }

  private static BytePointer grown(BytePointer memory, long bytes) {
    if (memory.capacity() >= bytes) {
      return memory;
    }
    memory.close();
    return new BytePointer(bytes);
  }
}
