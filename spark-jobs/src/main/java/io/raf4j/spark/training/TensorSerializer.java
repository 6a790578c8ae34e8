package io.raf4j.spark.training;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes arrays of ND4J for Spark: type, order, shape, and the numbers as they lie in memory, in
 * large pieces. ND4J's own serialiser writes and reads them one by one, which took half of the time
 * that an averaging round costs beyond its training.
 *
 * <pre>
 *   type: byte    empty: boolean    order: char    rank: int    shape: rank longs
 *   numbers: length * width bytes
 * </pre>
 *
 * <p>For arrays in host memory. The numbers are in the byte order of the processor; all that ND4J
 * runs on are little-endian. Kept on the heap meanwhile: one piece of 64 KiB.
 */
final class TensorSerializer extends Serializer<INDArray> {

  private static final int PIECE = 1 << 16;

  @Override
  public void write(Kryo kryo, Output out, INDArray array) {
    INDArray dense = isDense(array) ? array : array.dup(array.ordering());
    out.writeByte(dense.dataType().ordinal());
    out.writeBoolean(dense.isEmpty());
    if (dense.isEmpty()) {
      return;
    }
    out.writeChar(dense.ordering());
    out.writeInt(dense.rank());
    out.writeLongs(dense.shape());
    byte[] piece = new byte[(int) Math.min(PIECE, bytes(dense))];
    for (long at = 0; at < bytes(dense); at += piece.length) {
      int length = (int) Math.min(piece.length, bytes(dense) - at);
      buffer(dense, at, length).get(piece, 0, length);
      out.writeBytes(piece, 0, length);
    }
  }

  @Override
  public INDArray read(Kryo kryo, Input in, Class<INDArray> type) {
    DataType dataType = DataType.values()[in.readByte()];
    if (in.readBoolean()) {
      return Nd4j.empty(dataType);
    }
    char order = in.readChar();
    long[] shape = in.readLongs(in.readInt());
    INDArray array = Nd4j.createUninitialized(dataType, shape, order);
    byte[] piece = new byte[(int) Math.min(PIECE, bytes(array))];
    for (long at = 0; at < bytes(array); at += piece.length) {
      int length = (int) Math.min(piece.length, bytes(array) - at);
      in.readBytes(piece, 0, length);
      buffer(array, at, length).put(piece, 0, length);
    }
    return array;
  }

  /** Returns whether the numbers lie one after the other in the array's order, as in a copy. */
  private static boolean isDense(INDArray array) {
    return !array.isView() || array.isVectorOrScalar() && array.elementWiseStride() == 1;
  }

  private static long bytes(INDArray array) {
    return array.length() * array.dataType().width();
  }

  private static ByteBuffer buffer(INDArray array, long at, int length) {
    long first = array.offset() * array.dataType().width();
    return new Bytes(array.data().pointer().address() + first + at, length).asByteBuffer();
  }

  /** Memory that an array owns. */
  private static final class Bytes extends Pointer {
    Bytes(long address, int length) {
      this.address = address;
      this.limit = length;
      this.capacity = length;
    }
  }
}
