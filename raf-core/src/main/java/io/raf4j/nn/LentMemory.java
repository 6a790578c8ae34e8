package io.raf4j.nn;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.BytePointer;

/**
 * Memory outside the heap that a thread borrows for a while and is given again the next time.
 *
 * <p>Unlike {@link HostScratch}'s it may be held while somebody else's code runs, which may borrow
 * in its turn. To be returned by the thread that borrowed it.
 */
final class LentMemory implements AutoCloseable {

  private static final ThreadLocal<Deque<BytePointer>> IDLE =
      ThreadLocal.withInitial(ArrayDeque::new);

  private final BytePointer memory;

  private LentMemory(BytePointer memory) {
    this.memory = memory;
  }

  /** Lends at least some bytes, whatever they hold. */
  static LentMemory of(long bytes) {
    BytePointer idle = IDLE.get().poll();
    if (idle != null && idle.capacity() >= bytes) {
      return new LentMemory(idle);
    }
    if (idle != null) {
      idle.close();
    }
    return new LentMemory(new BytePointer(Math.max(bytes, 1)));
  }

  long address() {
    return memory.address();
  }

  @Override
  public void close() {
    IDLE.get().push(memory);
  }
}
