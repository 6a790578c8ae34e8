package io.raf4j.jetnet;

import io.raf4j.host.Address;
import io.raf4j.host.HostArithmetic;
import io.raf4j.host.HostMemory;

/**
 * Working memory of one thread for layers: two tiles on the heap, one block of rows and the partial
 * weight gradients outside it. Grows to the largest layer that the thread has seen and is then
 * reused, so that steps allocate nothing of size.
 *
 * @param <T> {@code float[]} or {@code double[]}
 */
final class HostScratch<T> {

  static final ThreadLocal<HostScratch<float[]>> OF_FLOATS =
      ThreadLocal.withInitial(() -> new HostScratch<>(HostArithmetic.FLOATS));
  static final ThreadLocal<HostScratch<double[]>> OF_DOUBLES =
      ThreadLocal.withInitial(() -> new HostScratch<>(HostArithmetic.DOUBLES));

  private final HostArithmetic<T> arithmetic;
  private int tileLength;
  private T first;
  private T second;
  private HostMemory block = HostMemory.of(0);
  private HostMemory partials = HostMemory.of(0);

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
  Address block(long bytes) {
    block = grown(block, bytes);
    return block.address();
  }

  /** Returns the address of at least {@code bytes} bytes for partial gradients. */
  Address partials(long bytes) {
    partials = grown(partials, bytes);
    return partials.address();
  }

  private static HostMemory grown(HostMemory memory, long bytes) {
    if (memory.bytes() >= bytes) {
      return memory;
    }
    memory.close();
    return HostMemory.of(bytes);
  }
}
