package io.raf4j.spark.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What a process that was killed leaves half-written, under names that readers do not list. */
public final class Leftovers {

  private static final String UUID = "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";

  /**
   * The names that {@link AtomicFile}, rows, checkpoints and shards have while they are written,
   * with the checksums that Hadoop keeps of local files.
   */
  private static final Pattern HALF_WRITTEN =
      Pattern.compile(
          "\\.{1,2}UUID\\.tmp(?:\\.crc)?|\\.?_writing.*|\\.?_shard-\\d{5}-UUID(?:\\.crc)?"
              .replace("UUID", UUID));

  private Leftovers() {}

  /** Returns whether a name is one that files have while they are written. */
  public static boolean isHalfWritten(String name) {
    return HALF_WRITTEN.matcher(name).matches();
  }

  /**
   * Deletes what is half-written in a folder, but not in those below it; nothing where there is no
   * such folder. Nobody may be writing there.
   *
   * @throws UncheckedIOException if the file system refuses
   */
  public static void delete(Path folder, Configuration hadoop) {
    try {
      FileSystem files = withoutChecksums(folder.getFileSystem(hadoop));
      for (FileStatus entry : files.listStatus(folder)) {
        if (isHalfWritten(entry.getPath().getName())) {
          files.delete(entry.getPath(), true);
        }
      }
    } catch (FileNotFoundException e) {
      // A folder that is not there has nothing in it.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + folder, e);
    }
  }

  /** Hadoop hides the checksums of local files, of which a kill may leave one alone. */
  private static FileSystem withoutChecksums(FileSystem files) {
    return files instanceof ChecksumFileSystem summed ? summed.getRawFileSystem() : files;
  }
}
