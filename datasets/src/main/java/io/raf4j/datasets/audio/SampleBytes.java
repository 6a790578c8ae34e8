package io.raf4j.datasets.audio;

import io.raf4j.datasets.media.MediaException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.stream.FileImageInputStream;

/**
 * The bytes of samples that the header of a file without packets states, and how many of them are
 * there. FFmpeg reads what there is and does not mind.
 *
 * <p>What counts is the size of the chunk of samples: sizes of the whole file are often wrong, and
 * what follows the samples is not heard. Sources: RIFF, RF64 and BW64 (EBU Tech 3306, ITU-R
 * BS.2088), Wave64, AIFF and AIFF-C, Core Audio Format, NeXT/Sun audio.
 *
 * @param stated as the header says
 * @param found as many of them as the file holds
 */
record SampleBytes(long stated, long found) {

  // Programs that write to a pipe do not know the size and put nearly 2 or 4 GiB.
  private static final long UNKNOWN_WITHIN = 1 << 16;

  /**
   * Where the chunks of a format lie.
   *
   * @param order of the bytes of numbers
   * @param first offset of the first chunk
   * @param name bytes of a chunk's name, of which the first four are read
   * @param size bytes of a chunk's size, 4 or 8
   * @param countsItself whether that size includes name and size
   * @param multiple to which chunks are filled up
   * @param samples name of the chunk with the samples
   * @param before bytes of that chunk before its samples
   */
  private record Layout(
      ByteOrder order,
      int first,
      int name,
      int size,
      boolean countsItself,
      int multiple,
      String samples,
      int before) {

    static final Layout RIFF = new Layout(ByteOrder.LITTLE_ENDIAN, 12, 4, 4, false, 2, "data", 0);
    static final Layout WAVE64 = new Layout(ByteOrder.LITTLE_ENDIAN, 40, 16, 8, true, 8, "data", 0);
    static final Layout AIFF = new Layout(ByteOrder.BIG_ENDIAN, 12, 4, 4, false, 2, "SSND", 8);
    static final Layout CORE_AUDIO = new Layout(ByteOrder.BIG_ENDIAN, 8, 4, 8, false, 1, "data", 4);

    int header() {
      return name + size;
    }
  }

  /**
   * Returns what the header of a file states, nothing for other formats and unknown sizes.
   *
   * @throws MediaException for RIFX, whose samples FFmpeg decodes in the wrong order of bytes
   */
  static Optional<SampleBytes> of(Path path) {
    try (FileImageInputStream in = new FileImageInputStream(path.toFile())) {
      if (in.length() < 24) {
        return Optional.empty();
      }
      return switch (tag(in, 0)) {
        case "RIFF", "RF64", "BW64" ->
            tag(in, 8).equals("WAVE") ? chunk(in, Layout.RIFF) : Optional.empty();
        case "RIFX" ->
            throw new MediaException(
                path
                    + " has its most significant bytes first (RIFX), which FFmpeg takes for noise;"
                    + " convert it to WAV by another program, such as SoX");
        case "riff" -> chunk(in, Layout.WAVE64);
        case "FORM" -> tag(in, 8).startsWith("AIF") ? chunk(in, Layout.AIFF) : Optional.empty();
        case "caff" -> chunk(in, Layout.CORE_AUDIO);
        case ".snd" -> sun(in);
        default -> Optional.empty();
      };
    } catch (IOException e) {
      throw new MediaException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String tag(FileImageInputStream in, long at) throws IOException {
    byte[] bytes = new byte[4];
    in.seek(at);
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static Optional<SampleBytes> chunk(FileImageInputStream in, Layout layout)
      throws IOException {
    in.setByteOrder(layout.order());
    long large = -1;
    long at = layout.first();
    while (at + layout.header() <= in.length()) {
      String tag = tag(in, at);
      in.seek(at + layout.name());
      long size = layout.size() == 8 ? in.readLong() : in.readUnsignedInt();
      size -= layout.countsItself() ? layout.header() : 0;
      if (tag.equals("ds64") && at + layout.header() + 16 <= in.length()) {
        in.skipBytes(8);
        large = in.readLong();
      } else if (tag.equals(layout.samples())) {
        boolean isLarge = large > 0 && size == 0xffff_ffffL;
        return isLarge || !isUnknown(size, layout)
            ? found(
                in,
                at + layout.header() + layout.before(),
                isLarge ? large : size - layout.before())
            : Optional.empty();
      }
      if (size < 0 || size > in.length()) {
        return Optional.empty();
      }
      at +=
          layout.header() + (size + layout.multiple() - 1) / layout.multiple() * layout.multiple();
    }
    return Optional.empty();
  }

  private static boolean isUnknown(long size, Layout layout) {
    boolean isFarOff =
        size >= 0x1_0000_0000L - UNKNOWN_WITHIN
            || (size >= 0x8000_0000L - UNKNOWN_WITHIN && size <= 0x8000_0000L);
    return size <= 0 || (layout.size() == 4 && isFarOff);
  }

  private static Optional<SampleBytes> sun(FileImageInputStream in) throws IOException {
    in.setByteOrder(ByteOrder.BIG_ENDIAN);
    in.seek(4);
    long start = in.readUnsignedInt();
    long size = in.readUnsignedInt();
    return isUnknown(size, Layout.AIFF) ? Optional.empty() : found(in, start, size);
  }

  private static Optional<SampleBytes> found(FileImageInputStream in, long start, long stated)
      throws IOException {
    long there = Math.max(0, in.length() - start);
    return Optional.of(new SampleBytes(stated, Math.min(stated, there)));
  }

  /** Returns whether samples are missing; a part of one at the end is none. */
  boolean isCutOff(int bytesOfSample) {
    return found / bytesOfSample < stated / bytesOfSample;
  }
}
