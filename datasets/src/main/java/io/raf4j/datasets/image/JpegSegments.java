package io.raf4j.datasets.image;

import io.raf4j.datasets.media.Orientation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

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
  private final ByteArrayOutputStream others = new ByteArrayOutputStream();

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

  /**
   * Returns the file without its profile: where there is one ImageIO converts colours itself, with
   * 8 bits.
   */
  ImageInputStream withoutProfile() throws IOException {
    tags();
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
    others.writeTo(rest);
    in.seek(in.getStreamPosition() - 2);
    byte[] pixels = new byte[Math.toIntExact(in.length() - in.getStreamPosition())];
    in.readFully(pixels);
    rest.writeBytes(pixels);
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(rest.toByteArray()));
  }

  /** Looks at a segment and returns the marker of the next. */
  private int skip(int marker) throws IOException {
    if (marker == 0xffff) {
      // Fill bytes may come before a marker.
      return 0xff00 | in.readUnsignedByte();
    }
    byte[] content = new byte[Math.max(0, in.readUnsignedShort() - 2)];
    in.readFully(content);
    if (!look(marker, content)) {
      keep(marker, content);
    }
    return in.readUnsignedShort();
  }

  private void keep(int marker, byte[] content) {
    int length = content.length + 2;
    others.writeBytes(new byte[] {(byte) (marker >> 8), (byte) marker});
    others.writeBytes(new byte[] {(byte) (length >> 8), (byte) length});
    others.writeBytes(content);
  }

  /** Takes what a segment says and returns whether it is a part of a profile. */
  private boolean look(int marker, byte[] content) {
    if (marker == APP1 && startsWith(content, EXIF)) {
      byte[] exif = Arrays.copyOfRange(content, EXIF.length, content.length);
      orientation = orientation.or(() -> Optional.of(PictureTags.ofExif(exif)));
    } else if (marker == APP2 && startsWith(content, ICC) && content.length > ICC.length + 2) {
      profileParts.put(
          content[ICC.length] & 0xff, Arrays.copyOfRange(content, ICC.length + 2, content.length));
      statedParts = content[ICC.length + 1] & 0xff;
      return true;
    }
    return false;
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
