package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.datasets.media.FfmpegTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A film as FFmpeg's own command line sees it.
 *
 * @param properties what FFmpeg says of the stream: {@code codec_id}, {@code dimensions}, ...
 * @param stamps one a frame, in ticks
 * @param length of all frames in ticks, as the container has it
 */
record WrittenFilm(Map<String, String> properties, List<Long> stamps, long length) {

  static WrittenFilm of(Path file) {
    byte[] list =
        FfmpegTool.output("-i", file.toString(), "-c", "copy", "-copyts", "-f", "framecrc");
    Map<String, String> properties = new HashMap<>();
    List<Long> stamps = new ArrayList<>();
    for (String line : new String(list, StandardCharsets.UTF_8).split("\n")) {
      if (line.startsWith("#")) {
        String[] words = line.substring(1).split(" 0: ");
        properties.put(words[0], words[words.length - 1]);
      } else {
        String[] fields = line.split(", *");
        stamps.add(Long.parseLong(fields[2].strip()));
      }
    }
    return new WrittenFilm(properties, stamps, length(file));
  }

  private static long length(Path file) {
    byte[] length =
        FfmpegTool.probe("-show_entries", "stream=duration_ts", "-of", "csv=p=0", file.toString());
    String text = new String(length, StandardCharsets.UTF_8).strip();
    // Matroska says nothing of one stream's length.
    return text.equals("N/A") ? 0 : Long.parseLong(text);
  }

  /** Returns the seconds of a tick. */
  double tick() {
    String[] unit = properties.get("tb").split("/");
    return Double.parseDouble(unit[0]) / Double.parseDouble(unit[1]);
  }

  int width() {
    return Integer.parseInt(properties.get("dimensions").split("x")[0]);
  }

  /** Returns the frames of a file as FFmpeg decodes them, without what pads them. */
  List<Frame> decoded(Path file, Frame shape) {
    String format = shape.channels() == 1 ? "gray" : "rgb24";
    String crop = "crop=" + shape.width() + ":" + shape.height() + ":0:0:exact=1";
    byte[] all =
        FfmpegTool.output(
            "-i",
            file.toString(),
            "-vf",
            "format=" + format + "," + crop,
            "-vsync",
            "passthrough",
            "-f",
            "rawvideo");
    int size = shape.pixels().length;
    assertThat(all.length % size).isZero();
    List<Frame> frames = new ArrayList<>();
    for (int at = 0; at < all.length; at += size) {
      byte[] pixels = Arrays.copyOfRange(all, at, at + size);
      frames.add(new Frame(shape.height(), shape.width(), shape.channels(), pixels));
    }
    return frames;
  }
}
