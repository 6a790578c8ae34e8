package io.raf4j.spark.conf;

import java.util.Locale;
import java.util.Set;

/** What is in a file, as the ending of its name says. */
public final class FileEnding {

  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "bmp", "gif", "wbmp");
  private static final Set<String> SOUNDS =
      Set.of("wav", "flac", "mp3", "ogg", "oga", "opus", "m4a", "aac", "aif", "aiff", "wma");

  private FileEnding() {}

  /**
   * Returns the kind of a file: a clip where the ending is none of a picture or a sound, since
   * FFmpeg knows hundreds of formats.
   */
  public static JobKind kind(String fileName) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (PICTURES.contains(ending)) {
      return JobKind.IMAGE;
    }
    return SOUNDS.contains(ending) ? JobKind.AUDIO : JobKind.VIDEO;
  }
}
