package io.raf4j.benchmarks.protocol;

import io.raf4j.benchmarks.work.Json;
import io.raf4j.datasets.audio.Audio;
import io.raf4j.datasets.audio.AudioReader;
import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageReader;
import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.VideoReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The file from which a peer reads the samples that RAF4J learns.
 *
 * <pre>
 *   a line of JSON   extents (samples of each axis), channels, dtype
 *   samples          in the grid's order, channels together: uint8 of pictures and films,
 *                    float32 little-endian in [-1, 1] of a sound and of pictures of 16 bits
 * </pre>
 */
final class SampleFile {

  private static final int LARGEST_BYTE = 255;

  private SampleFile() {}

  /**
   * Writes the samples of a file.
   *
   * @param kind image, video or audio
   * @return how many values there are
   */
  static long write(String kind, Path source, Path target) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      return switch (kind) {
        case "image" -> image(ImageReader.read(source).value(), out);
        case "audio" -> sound(AudioReader.read(source).value(), out);
        case "video" -> film(source, out);
        default ->
            throw new IllegalArgumentException(
                "kind is " + kind + "; expected image, audio or video");
      };
    }
  }

  private static void head(OutputStream out, List<Integer> extents, int channels, String dtype)
      throws IOException {
    String line = Json.line(Map.of("extents", extents, "channels", channels, "dtype", dtype));
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static long image(Image image, OutputStream out) throws IOException {
    boolean isBytes = image.bits() == Byte.SIZE;
    List<Integer> extents = List.of(image.height(), image.width());
    head(out, extents, image.channels(), isBytes ? "uint8" : "float32");
    if (isBytes) {
      for (float value : image.values()) {
        out.write(Math.round(value * LARGEST_BYTE));
      }
    } else {
      floats(image.signal().values(), out);
    }
    return image.values().length;
  }

  private static long sound(Audio sound, OutputStream out) throws IOException {
    head(out, List.of(sound.length()), sound.channels(), "float32");
    floats(sound.signal().values(), out);
    return (long) sound.length() * sound.channels();
  }

  private static void floats(float[] values, OutputStream out) throws IOException {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    out.write(buffer.array());
  }

  private static long film(Path source, OutputStream out) throws IOException {
    List<Frame> frames = VideoReader.read(source, VideoReader.Options.of(FrameRange.ALL));
    Frame first = frames.get(0);
    head(out, List.of(frames.size(), first.height(), first.width()), first.channels(), "uint8");
    for (Frame frame : frames) {
      out.write(frame.pixels());
    }
    return (long) frames.size() * first.pixels().length;
  }
}
