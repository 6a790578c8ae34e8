package io.raf4j.datasets.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * FFmpeg's own command line with its many encoders, which makes the files that tests read and says
 * what is in them. It is no part of this project: a test without it is skipped with a message,
 * except where {@code RAF4J_REQUIRE_FFMPEG} is set, as continuous integration does after installing
 * it.
 */
public final class FfmpegTool {

  private static final String REQUIRED = "RAF4J_REQUIRE_FFMPEG";
  private static final boolean IS_THERE = isThere();

  private FfmpegTool() {}

  private static boolean isThere() {
    try {
      List<String> encoders = List.of("ffmpeg", "-hide_banner", "-encoders");
      Process process = new ProcessBuilder(encoders).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String list = new String(process.getInputStream().readAllBytes());
      return process.waitFor() == 0 && list.contains("libx264");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Skips the test that calls this where there is no ffmpeg with x264, or fails it in CI. */
  public static void require() {
    if (!IS_THERE) {
      String message = "needs an ffmpeg with libx264 on the PATH (Debian: apt-get install ffmpeg)";
      if (System.getenv(REQUIRED) != null) {
        throw new AssertionError(message + ", which " + REQUIRED + " demands");
      }
      abort(message);
    }
  }

  /**
   * Makes a file.
   *
   * @param arguments options of ffmpeg without the output file, in words separated by blanks
   * @return the output file
   */
  public static Path make(Path output, String arguments) {
    return make(output, arguments.strip().split("\\s+"));
  }

  /** Makes a file, see {@link #make(Path, String)}, by arguments that may hold blanks. */
  public static Path make(Path output, String... arguments) {
    require();
    List<String> words = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    words.addAll(Arrays.asList(arguments));
    words.add(output.toString());
    run(words);
    assertThat(output).isNotEmptyFile();
    return output;
  }

  /** Returns what {@code ffmpeg} with some words writes to its standard output. */
  public static byte[] output(String... arguments) {
    require();
    List<String> words = new ArrayList<>(List.of("ffmpeg", "-v", "error"));
    words.addAll(Arrays.asList(arguments));
    words.add("-");
    return run(words);
  }

  /** Returns what {@code ffprobe} with some words writes to its standard output. */
  public static byte[] probe(String... arguments) {
    require();
    List<String> words = new ArrayList<>(List.of("ffprobe", "-v", "error"));
    words.addAll(Arrays.asList(arguments));
    return run(words);
  }

  private static byte[] run(List<String> words) {
    try {
      Path errors = Files.createTempFile("raf4j-ffmpeg", ".err");
      try {
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(errors.toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(words + "\n" + Files.readString(errors)).isZero();
        return output;
      } finally {
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
