package io.raf4j.datasets.image;

import io.raf4j.datasets.media.Orientation;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/**
 * The tags of a TIFF file, or of an Exif block, which has its form: those of the first directory.
 *
 * @param orientation of tag 274, upright where there is none or it says nothing known
 * @param profile of tag 34675
 */
record TiffTags(Orientation orientation, Optional<byte[]> profile) {

  static final int LITTLE_ENDIAN = 0x4949;
  static final int BIG_ENDIAN = 0x4d4d;

  private static final int MAGIC = 42;
  private static final int ORIENTATION = 274;
  private static final int PROFILE = 34_675;
  private static final int SHORT = 3;
  private static final int MOST_ENTRIES = 4096;
  private static final int MOST_BYTES = 1 << 24;

  /** Reads the tags; whatever is damaged is not there. */
  static TiffTags read(ImageInputStream in) {
    Orientation orientation = Orientation.UPRIGHT;
    Optional<byte[]> profile = Optional.empty();
    try {
      int entries = seekDirectory(in);
      long first = in.getStreamPosition();
      for (int i = 0; i < entries; i++) {
        in.seek(first + 12L * i);
        int tag = in.readUnsignedShort();
        int type = in.readUnsignedShort();
        long count = in.readUnsignedInt();
        if (tag == ORIENTATION && type == SHORT && count == 1) {
          orientation = Orientation.ofExif(in.readUnsignedShort()).orElse(Orientation.UPRIGHT);
        } else if (tag == PROFILE) {
          profile = Optional.of(bytes(in, count));
        }
      }
    } catch (IOException | IndexOutOfBoundsException e) {
      // Streams of files and of memory tell in different ways that they end: a directory
      // that leaves its file says nothing from there on.
      return new TiffTags(orientation, profile);
    }
    return new TiffTags(orientation, profile);
  }

  /** Moves to the first entry and returns how many there are. */
  private static int seekDirectory(ImageInputStream in) throws IOException {
    in.seek(0);
    in.setByteOrder(ByteOrder.BIG_ENDIAN);
    int order = in.readUnsignedShort();
    if (order == LITTLE_ENDIAN) {
      in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    }
    if ((order != LITTLE_ENDIAN && order != BIG_ENDIAN) || in.readUnsignedShort() != MAGIC) {
      return 0;
    }
    in.seek(in.readUnsignedInt());
    return Math.min(MOST_ENTRIES, in.readUnsignedShort());
  }

  /** Returns the bytes that an entry points to; none where there cannot be so many. */
  private static byte[] bytes(ImageInputStream in, long count) throws IOException {
    long at = in.readUnsignedInt();
    if (count < 5 || count > MOST_BYTES) {
      return new byte[0];
    }
    in.seek(at);
    byte[] bytes = new byte[(int) count];
    int read = 0;
    while (read < bytes.length) {
      int more = in.read(bytes, read, bytes.length - read);
      if (more < 0) {
        return new byte[0];
      }
      read += more;
    }
    return bytes;
  }
}
