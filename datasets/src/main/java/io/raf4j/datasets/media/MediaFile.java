package io.raf4j.datasets.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is asked of every file before its content is looked at. */
public final class MediaFile {

  private MediaFile() {}

  /**
   * Checks that a file is there and holds something.
   *
   * @throws MediaException when there is none of that name, it is a folder, or it is empty
   */
  public static void require(Path path) {
    if (!Files.exists(path)) {
      throw new MediaException("no such file: " + path);
    }
    if (!Files.isRegularFile(path)) {
      throw new MediaException(path + " is not a file");
    }
    if (size(path) == 0) {
      throw new MediaException(path + " is empty (0 bytes)");
    }
  }

  /**
   * Returns the size of a file in bytes.
   *
   * @throws MediaException when it cannot be read
   */
  public static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new MediaException(path + " cannot be read: " + e.getMessage(), e);
    }
  }
}
