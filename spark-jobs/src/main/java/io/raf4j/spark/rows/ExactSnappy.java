package io.raf4j.spark.rows;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Unpacks the pages of files of rows, which are packed by Snappy or not at all. A page holds
 * exactly the bytes that its header says, or is refused: Parquet's own way believes headers, makes
 * room for whatever they say, and reading a damaged page may not end.
 */
final class ExactSnappy implements CompressionCodecFactory {

  /** Snappy says 64 bytes in 3 at best. */
  private static final int MOST_RATIO = 64;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("pages are read here alone");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return switch (codec) {
      case SNAPPY -> new Unpacking();
      case UNCOMPRESSED -> new AsTheyAre();
      default ->
          throw new IllegalArgumentException("pages are packed by " + codec + "; expected SNAPPY");
    };
  }

  @Override
  public void release() {
    // Nothing is held.
  }

  private static final class Unpacking implements BytesInputDecompressor {

    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
      byte[] bytes = packed.toByteArray();
      requireSize(Snappy.uncompressedLength(bytes), size);
      if (size > (long) MOST_RATIO * bytes.length) {
        throw new IllegalArgumentException(
            size + " bytes of a page are packed in " + bytes.length + ", which cannot be");
      }
      return BytesInput.from(Snappy.uncompress(bytes));
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer out, int size)
        throws IOException {
      byte[] bytes = new byte[packedSize];
      packed.get(bytes);
      out.put(decompress(BytesInput.from(bytes), size).toByteBuffer());
    }

    @Override
    public void release() {
      // Nothing is held.
    }
  }

  private static final class AsTheyAre implements BytesInputDecompressor {

    @Override
    public BytesInput decompress(BytesInput bytes, int size) {
      requireSize(bytes.size(), size);
      return bytes;
    }

    @Override
    public void decompress(ByteBuffer bytes, int storedSize, ByteBuffer out, int size) {
      requireSize(storedSize, size);
      out.put(bytes);
    }

    @Override
    public void release() {
      // Nothing is held.
    }
  }

  private static void requireSize(long found, int stated) {
    if (found != stated) {
      throw new IllegalArgumentException(
          "a page holds " + found + " bytes; its header says " + stated);
    }
  }
}
