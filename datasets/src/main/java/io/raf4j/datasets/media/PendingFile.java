package io.raf4j.datasets.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file that grows under a temporary name beside its target until it is complete.
 *
 * <p>{@link #complete} renames it, and replaces what had that name. Closing it before removes it:
 * what has the target's name is whole. Not thread-safe.
 */
public final class PendingFile implements AutoCloseable {

  private final Path target;
  private final Path temporary;

  private PendingFile(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /** What fills a file. */
  @FunctionalInterface
  public interface Content {

    /** Writes everything to an empty file. */
    void writeTo(Path file) throws IOException;
  }

  /**
   * Makes the temporary file, empty.
   *
   * @throws MediaException when the folder cannot be written to
   */
  public static PendingFile of(Path target) {
    // Not createTempFile, whose files only their owner may read.
    String name = "." + target.getFileName() + "." + UUID.randomUUID() + ".part";
    try {
      return new PendingFile(
          target, Files.createFile(target.toAbsolutePath().resolveSibling(name)));
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  /**
   * Writes a whole file at once.
   *
   * @throws MediaException when the folder cannot be written to or the disk is full
   */
  public static void write(Path target, Content content) {
    try (PendingFile file = of(target)) {
      content.writeTo(file.temporary);
      file.complete();
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  /** Returns the file that it will be. */
  public Path target() {
    return target;
  }

  /** Returns the temporary file. */
  public Path temporary() {
    return temporary;
  }

  /**
   * Gives the file its name.
   *
   * @throws MediaException when it cannot be renamed
   */
  public void complete() {
    try {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  private static MediaException cannotWrite(Path target, IOException cause) {
    return new MediaException(target + " cannot be written: " + cause, cause);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw new MediaException(temporary + " cannot be removed: " + e, e);
    }
  }
}
