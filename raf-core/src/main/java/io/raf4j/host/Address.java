package io.raf4j.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A place in memory outside the heap.
 *
 * <p>Says neither how much memory is there nor what it holds, and keeps nothing alive: whoever owns
 * the memory holds it while addresses in it are in use. Made once for a block or a tile, never for
 * an element.
 *
 * @param bytes from the beginning of the process's memory
 */
public record Address(long bytes) {

  /** Returns where an array in host memory begins. */
  public static Address of(INDArray array) {
    // The pointer of a view is that of the buffer it looks into; the offset comes on top.
    return new Address(
        array.data().pointer().address() + array.offset() * array.dataType().width());
  }

  /** Returns the place so many bytes further on. */
  public Address plus(long distance) {
    return new Address(bytes + distance);
  }

  /** Returns a pointer to floats for BLAS. */
  FloatPointer floats() {
    return new Floats(bytes);
  }

  /** Returns a pointer to doubles for BLAS and LAPACK. */
  public DoublePointer doubles() {
    return new Doubles(bytes);
  }

  /** Returns the memory as a buffer: its bulk copies are plain ones, JavaCPP's own copy twice. */
  public FloatBuffer floats(int length) {
    return new Floats(bytes).capacity(length).asBuffer();
  }

  /** Returns the memory as a buffer: its bulk copies are plain ones, JavaCPP's own copy twice. */
  public DoubleBuffer doubles(int length) {
    return new Doubles(bytes).capacity(length).asBuffer();
  }

  /**
   * Returns the memory as bytes in the machine's own order.
   *
   * @param length at most 2^31 - 1
   */
  public ByteBuffer buffer(long length) {
    Pointer place =
        new Floats(bytes).capacity(Math.addExact(length, Float.BYTES - 1) / Float.BYTES);
    return place.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** A pointer to memory that somebody else owns. */
  private static final class Floats extends FloatPointer {
    Floats(long address) {
      this.address = address;
    }
  }

  /** A pointer to memory that somebody else owns. */
  private static final class Doubles extends DoublePointer {
    Doubles(long address) {
      this.address = address;
    }
  }
}
