package io.raf4j.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Adds a tag to a TIFF file by a copy of its directory at the end. */
final class TiffTag {

  private TiffTag() {}

  /**
   * Returns the file with one more tag, or with another value of one that it has.
   *
   * @param type 3 for a number of two bytes, most significant first, else bytes
   */
  static byte[] with(byte[] tiff, int tag, int type, byte[] value) {
    ByteOrder order = tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer old = ByteBuffer.wrap(tiff).order(order);
    int directory = old.getInt(4);
    int entries = old.getShort(directory);
    int start = (tiff.length + value.length + 1) / 2 * 2;
    ByteBuffer all = ByteBuffer.allocate(start + 2 + 12 * (entries + 1) + 4).order(order);
    all.put(tiff).put(value).putInt(4, start);
    all.position(start + 2);
    boolean isWritten = false;
    int written = 0;
    for (int i = 0; i < entries; i++) {
      int at = directory + 2 + 12 * i;
      int known = Short.toUnsignedInt(old.getShort(at));
      if (known >= tag && !isWritten) {
        put(all, tag, type, value, tiff.length);
        isWritten = true;
        written++;
      }
      if (known != tag) {
        all.put(tiff, at, 12);
        written++;
      }
    }
    if (!isWritten) {
      put(all, tag, type, value, tiff.length);
      written++;
    }
    return all.putInt(0).putShort(start, (short) written).array();
  }

  private static void put(ByteBuffer all, int tag, int type, byte[] value, int at) {
    all.putShort((short) tag).putShort((short) type);
    if (type == 3) {
      all.putInt(1).putShort((short) (value[0] << 8 | value[1] & 0xff)).putShort((short) 0);
    } else {
      all.putInt(value.length).putInt(at);
    }
  }
}
