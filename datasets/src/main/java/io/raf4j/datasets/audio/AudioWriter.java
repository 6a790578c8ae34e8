package io.raf4j.datasets.audio;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.PendingFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sounds as WAV files, which everything plays.
 *
 * <p>Stateless and thread-safe. The same sound gives the same bytes; there are no dates in them.
 */
public final class AudioWriter {

  private static final long LARGEST_DATA = 0xffff_ffffL - 128;
  private static final int EXTENSIBLE = 0xfffe;
  // What follows the two bytes of the format in the GUID of WAVEFORMATEXTENSIBLE.
  private static final byte[] GUID_TAIL = {
    0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71
  };

  private AudioWriter() {}

  /** How samples are stored. */
  public enum Format {
    /** Whole numbers of 16 bits, {@code round(2^15 x)} clipped to what they can hold. */
    PCM_16(1, 2),
    /** Whole numbers of 24 bits, {@code round(2^23 x)} clipped to what they can hold. */
    PCM_24(1, 3),
    /** Floating point of 32 bits, stored exactly and not clipped. */
    FLOAT_32(3, 4);

    private final int tag;
    private final int bytes;

    Format(int tag, int bytes) {
      this.tag = tag;
      this.bytes = bytes;
    }

    /**
     * Returns the format that holds samples of so many bits.
     *
     * @param bits 8, 16, 24 or 32
     */
    public static Format of(int bits) {
      return bits > 24 ? FLOAT_32 : bits > 16 ? PCM_24 : PCM_16;
    }

    private void put(ByteBuffer out, float sample) {
      if (this == FLOAT_32) {
        out.putFloat(sample);
        return;
      }
      int largest = 1 << 8 * bytes - 1;
      long level = Math.max(-largest, Math.min(largest - 1, Math.round((double) sample * largest)));
      for (int i = 0; i < bytes; i++) {
        out.put((byte) (level >> 8 * i));
      }
    }
  }

  /**
   * Writes a sound in the format that its bits ask for.
   *
   * @throws MediaException as {@link #write(Path, Audio, Format)}
   */
  public static void write(Path target, Audio audio) {
    write(target, audio, Format.of(audio.bits()));
  }

  /**
   * Writes a sound, under a temporary name until it is complete; a file of that name is replaced.
   *
   * @throws MediaException when the folder cannot be written to, the disk is full, or the sound is
   *     longer than the 4 GiB that WAV allows
   */
  public static void write(Path target, Audio audio, Format format) {
    PendingFile.write(
        target,
        file -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(out, audio, format);
          }
        });
  }

  /** Returns a sound as the bytes of a WAV file. */
  public static byte[] wav(Audio audio, Format format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(bytes, audio, format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(OutputStream out, Audio audio, Format format) throws IOException {
    out.write(header(audio, format));
    int channels = audio.channels();
    ByteBuffer row = ByteBuffer.allocate(channels * format.bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < audio.samples().length; i += channels) {
      row.clear();
      for (int channel = 0; channel < channels; channel++) {
        format.put(row, audio.samples()[i + channel]);
      }
      out.write(row.array());
    }
    if (dataBytes(audio, format) % 2 == 1) {
      // Chunks end at even places.
      out.write(0);
    }
  }

  private static long dataBytes(Audio audio, Format format) {
    return (long) audio.samples().length * format.bytes;
  }

  private static byte[] header(Audio audio, Format format) {
    long data = dataBytes(audio, format);
    if (data > LARGEST_DATA) {
      throw new MediaException(
          "a WAV file of " + data + " bytes cannot be written; expected at most " + LARGEST_DATA);
    }
    byte[] description = description(audio, format);
    ByteBuffer out = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    int fact = format == Format.FLOAT_32 ? 12 : 0;
    tag(out, "RIFF");
    out.putInt((int) (4 + 8 + description.length + fact + 8 + data + data % 2));
    tag(out, "WAVE");
    tag(out, "fmt ");
    out.putInt(description.length).put(description);
    if (fact > 0) {
      tag(out, "fact");
      out.putInt(4).putInt(audio.length());
    }
    tag(out, "data");
    out.putInt((int) data);
    byte[] header = new byte[out.position()];
    out.flip().get(header);
    return header;
  }

  /** The format chunk: players expect its longer form for more than two channels. */
  private static byte[] description(Audio audio, Format format) {
    boolean extensible = audio.channels() > 2;
    int length = extensible ? 40 : format == Format.FLOAT_32 ? 18 : 16;
    int row = audio.channels() * format.bytes;
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    out.putShort((short) (extensible ? EXTENSIBLE : format.tag));
    out.putShort((short) audio.channels());
    out.putInt(audio.sampleRate());
    out.putInt(audio.sampleRate() * row);
    out.putShort((short) row);
    out.putShort((short) (8 * format.bytes));
    if (extensible) {
      // The valid bits; no channel is given a place.
      out.putShort((short) 22).putShort((short) (8 * format.bytes)).putInt(0);
      out.putShort((short) format.tag).put(GUID_TAIL);
    }
    return out.array();
  }

  private static void tag(ByteBuffer out, String tag) {
    out.put(tag.getBytes(StandardCharsets.US_ASCII));
  }
}
