package io.raf4j.datasets.audio;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.MediaFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first bytes of a WAV file, {@code RIFF}, the size of what follows, {@code WAVE}. */
final class RiffHeader {

  private static final int BYTES = 12;
  // Programs that write to a pipe do not know the size and put about 2 or 4 GiB.
  private static final long LARGEST_STATED = 0x7fff_0000L;

  private RiffHeader() {}

  /**
   * Checks that a WAV file is as long as it says, which FFmpeg does not mind; other files pass.
   *
   * @throws MediaException when bytes are missing
   */
  static void requireWhole(Path path) {
    ByteBuffer start = ByteBuffer.wrap(start(path)).order(ByteOrder.LITTLE_ENDIAN);
    if (start.limit() < BYTES || !hasTag(start, 0, "RIFF") || !hasTag(start, 8, "WAVE")) {
      return;
    }
    long stated = Integer.toUnsignedLong(start.getInt(4)) + 8;
    // Some programs count the byte that fills up an odd chunk and do not write it.
    if (stated < LARGEST_STATED && MediaFile.size(path) < stated - 1) {
      throw new MediaException(
          path
              + " is cut off: it has "
              + MediaFile.size(path)
              + " bytes of the "
              + stated
              + " that its header states");
    }
  }

  private static byte[] start(Path path) {
    try (InputStream stream = Files.newInputStream(path)) {
      return stream.readNBytes(BYTES);
    } catch (IOException e) {
      throw new MediaException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean hasTag(ByteBuffer bytes, int at, String tag) {
    return new String(bytes.array(), at, tag.length(), StandardCharsets.US_ASCII).equals(tag);
  }
}
