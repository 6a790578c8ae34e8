package io.raf4j.datasets.image;

import io.raf4j.datasets.media.Orientation;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import javax.imageio.stream.ImageInputStream;

/** The chunks of a PNG file that speak of orientation and colours. */
final class PngChunks {

  private static final int SIGNATURE = 8;
  private static final int MOST_BYTES = 1 << 24;

  private final ImageInputStream in;
  private Orientation orientation = Orientation.UPRIGHT;
  private Optional<byte[]> profile = Optional.empty();
  private Optional<Double> gamma = Optional.empty();
  private boolean isStandard;

  PngChunks(ImageInputStream in) {
    this.in = in;
  }

  PictureTags tags() throws IOException {
    in.setByteOrder(ByteOrder.BIG_ENDIAN);
    long at = SIGNATURE;
    try {
      while (at + 12 <= in.length()) {
        in.seek(at);
        long length = in.readUnsignedInt();
        byte[] type = new byte[4];
        in.readFully(type);
        look(new String(type, StandardCharsets.US_ASCII), length);
        at += 12 + length;
      }
    } catch (EOFException e) {
      // The reader of the pixels says what is wrong with a file that ends here.
      return PictureTags.NONE;
    }
    boolean isSaid = isStandard || profile.isPresent();
    return new PictureTags(orientation, profile, isSaid ? Optional.empty() : gamma);
  }

  private void look(String type, long length) throws IOException {
    switch (type) {
      case "eXIf" -> orientation = PictureTags.ofExif(content(length));
      case "iCCP" -> profile = Optional.of(inflated(content(length)));
      case "sRGB" -> isStandard = true;
      case "gAMA" -> gamma = Optional.of(in.readUnsignedInt() / 1e5);
      default -> {
        // All others speak of other things.
      }
    }
  }

  private byte[] content(long length) throws IOException {
    byte[] content = new byte[(int) Math.min(MOST_BYTES, length)];
    in.readFully(content);
    return content;
  }

  /** Returns the profile behind its name and a byte, or nothing when it cannot be unpacked. */
  private static byte[] inflated(byte[] content) {
    int name = 0;
    while (name < content.length && content[name] != 0) {
      name++;
    }
    int from = Math.min(content.length, name + 2);
    try (InputStream packed =
        new InflaterInputStream(new ByteArrayInputStream(content, from, content.length - from))) {
      return packed.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
