package io.raf4j.datasets.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import io.raf4j.datasets.media.MediaException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;

/** FFmpeg's process-wide settings, error codes and file names. */
public final class LibAv {

  private LibAv() {}

  /** Stops FFmpeg from writing to standard error; its error codes still reach the exceptions. */
  public static void silence() {
    av_log_set_level(AV_LOG_QUIET);
  }

  /** Returns FFmpeg's own words for an error code. */
  public static String message(int error) {
    byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
    av_strerror(error, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  /**
   * Returns a result.
   *
   * @throws MediaException when it is an error code
   */
  public static int check(int result, String what) {
    if (result < 0) {
      throw new MediaException(what + ": " + message(result));
    }
    return result;
  }

  /** Returns the name under which FFmpeg opens a file; the caller closes it. */
  public static BytePointer url(Path path) {
    // Without the prefix a name such as "concat:a" would be taken for a protocol.
    return new BytePointer("file:" + path.toAbsolutePath(), StandardCharsets.UTF_8);
  }
}
