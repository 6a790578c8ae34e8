package io.raf4j.spark.job;

import java.util.Locale;
import java.util.Set;

/** What is in a file, as the ending of its name says. */
enum MediaType {
  /** A picture. */
  IMAGE,
  /** A sound. */
  AUDIO,
  /** A clip: whatever has no ending of the others, since FFmpeg knows hundreds of formats. */
  VIDEO;

  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "bmp", "tif", "tiff", "pgm", "ppm", "webp");
  private static final Set<String> SOUNDS =
      Set.of("wav", "flac", "mp3", "ogg", "oga", "opus", "m4a", "aac", "aif", "aiff", "wma");

  /** Returns the type of a file. */
  static MediaType of(String fileName) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (PICTURES.contains(ending)) {
      return IMAGE;
    }
    return SOUNDS.contains(ending) ? AUDIO : VIDEO;
  }
}
