package io.raf4j.datasets.image;

import io.raf4j.datasets.media.Orientation;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.stream.ImageInputStream;

/** The segments before the pixels of a JPEG file that speak of orientation and colours. */
final class JpegSegments {

  private static final int APP1 = 0xffe1;
  private static final int APP2 = 0xffe2;
  private static final int START_OF_SCAN = 0xffda;
  private static final int END = 0xffd9;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

  private final ImageInputStream in;
  private final TreeMap<Integer, byte[]> profileParts = new TreeMap<>();
  private int statedParts;
  private Optional<Orientation> orientation = Optional.empty();

  JpegSegments(ImageInputStream in) {
    this.in = in;
  }

  PictureTags tags() throws IOException {
    in.setByteOrder(ByteOrder.BIG_ENDIAN);
    in.seek(2);
    try {
      int marker = in.readUnsignedShort();
      while (marker > 0xff00 && marker != START_OF_SCAN && marker != END) {
        marker = skip(marker);
      }
    } catch (EOFException e) {
      // The reader of the pixels says what is wrong with a file that ends here.
      return PictureTags.NONE;
    }
    return new PictureTags(orientation.orElse(Orientation.UPRIGHT), profile(), Optional.empty());
  }

  /** Looks at a segment and returns the marker of the next. */
  private int skip(int marker) throws IOException {
    if (marker == 0xffff) {
      // Fill bytes may come before a marker.
      return 0xff00 | in.readUnsignedByte();
    }
    long start = in.getStreamPosition();
    int length = in.readUnsignedShort();
    if (marker == APP1 || marker == APP2) {
      byte[] content = new byte[Math.max(0, length - 2)];
      in.readFully(content);
      look(marker, content);
    }
    in.seek(start + Math.max(2, length));
    return in.readUnsignedShort();
  }

  private void look(int marker, byte[] content) {
    if (marker == APP1 && startsWith(content, EXIF)) {
      byte[] exif = Arrays.copyOfRange(content, EXIF.length, content.length);
      orientation = orientation.or(() -> Optional.of(PictureTags.ofExif(exif)));
    } else if (marker == APP2 && startsWith(content, ICC) && content.length > ICC.length + 2) {
      profileParts.put(
          content[ICC.length] & 0xff, Arrays.copyOfRange(content, ICC.length + 2, content.length));
      statedParts = content[ICC.length + 1] & 0xff;
    }
  }

  private static boolean startsWith(byte[] content, byte[] start) {
    return content.length > start.length
        && Arrays.equals(content, 0, start.length, start, 0, start.length);
  }

  private Optional<byte[]> profile() {
    if (profileParts.isEmpty()) {
      return Optional.empty();
    }
    if (profileParts.size() != statedParts || profileParts.lastKey() != statedParts) {
      return Optional.of(new byte[0]);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    profileParts.values().forEach(whole::writeBytes);
    return Optional.of(whole.toByteArray());
  }
}
