package io.raf4j.host;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.BytePointer;

/**
 * Memory outside the heap for as long as it is not closed, whatever it holds at first.
 *
 * <p>Memory of one's own ({@link #of}) is freed when it is closed. Lent memory ({@link #lent}) goes
 * back to the thread that borrowed it, which has to close it, and is lent to it again the next
 * time; it may be held while somebody else's code runs, which may borrow in its turn.
 */
public final class HostMemory implements AutoCloseable {

  private static final ThreadLocal<Deque<BytePointer>> IDLE =
      ThreadLocal.withInitial(ArrayDeque::new);

  private final BytePointer memory;
  private final boolean isLent;

  private HostMemory(BytePointer memory, boolean isLent) {
    this.memory = memory;
    this.isLent = isLent;
  }

  /** Allocates some bytes. */
  public static HostMemory of(long bytes) {
    return new HostMemory(new BytePointer(Math.max(bytes, 1)), false);
  }

  /** Lends at least some bytes. */
  public static HostMemory lent(long bytes) {
    BytePointer idle = IDLE.get().poll();
    if (idle != null && idle.capacity() >= bytes) {
      return new HostMemory(idle, true);
    }
    if (idle != null) {
      idle.close();
    }
    return new HostMemory(new BytePointer(Math.max(bytes, 1)), true);
  }

  /** Returns how many bytes there are. */
  public long bytes() {
    return memory.capacity();
  }

  /** Returns the address of the first byte; this object has to be held while it is in use. */
  public Address address() {
    return new Address(memory.address());
  }

  @Override
  public void close() {
    if (isLent) {
      IDLE.get().push(memory);
    } else {
      memory.close();
    }
  }
}
