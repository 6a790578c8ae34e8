package io.raf4j.spark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.run.SampleRun;
import io.raf4j.spark.video.FrameRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are there as a whole or not at all, on the local disk and on another file system. */
class AtomicFileTest {

  private static final Configuration HADOOP = OtherFileSystem.register(new Configuration());

  @TempDir java.nio.file.Path out;

  @Test
  void newFileHasItsContentAndNoCompany() throws IOException {
    for (Path folder : List.of(new Path(out.toUri()), OtherFileSystem.path(out))) {
      AtomicFile.write(new Path(folder, "a/b.txt"), bytes("first"), HADOOP);
      AtomicFile.write(new Path(folder, "a/b.txt"), bytes("second"), HADOOP);
      assertThat(out.resolve("a/b.txt")).hasContent("second");
      try (Stream<java.nio.file.Path> files = Files.list(out.resolve("a"))) {
        assertThat(files.map(f -> f.getFileName().toString()).filter(n -> !n.endsWith(".crc")))
            .containsExactly("b.txt");
      }
      Files.delete(out.resolve("a/b.txt"));
      Files.deleteIfExists(out.resolve("a/.b.txt.crc"));
    }
  }

  @Test
  void fileForNowReplacesWhatIsThereWithItsChecksums() throws IOException {
    for (Path folder : List.of(new Path(out.toUri()), OtherFileSystem.path(out))) {
      Path file = new Path(folder, "a/b c.txt");
      AtomicFile.write(file, bytes("first"), HADOOP);
      AtomicFile.writeForNow(file, bytes("second"), HADOOP);
      AtomicFile.writeForNow(file, bytes("third"), HADOOP);
      try (InputStream in = file.getFileSystem(HADOOP).open(file)) {
        assertThat(in.readAllBytes()).isEqualTo(bytes("third"));
      }
      try (Stream<java.nio.file.Path> files = Files.list(out.resolve("a"))) {
        assertThat(files.map(f -> f.getFileName().toString())).containsExactly("b c.txt");
      }
    }
  }

  @Test
  void whatWasRefusedFirstIsToldWhereCleaningUpIsRefusedToo() {
    Configuration hadoop = ReadOnlyFileSystem.register(new Configuration());

    assertThatThrownBy(
            () -> AtomicFile.write(new Path(ReadOnlyFileSystem.path(out), "a"), "text", hadoop))
        .hasMessageContaining("nothing is created")
        .satisfies(
            error ->
                assertThat(error.getSuppressed())
                    .singleElement()
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains("nothing is deleted"));
  }

  @Test
  void readersOfALocalFileAlwaysSeeAWholeOne() throws Exception {
    Path target = new Path(new Path(out.toUri()), "file");
    byte[] ones = bytes("1".repeat(200_000));
    byte[] twos = bytes("2".repeat(200_000));
    AtomicFile.write(target, ones, HADOOP);
    AtomicBoolean torn = new AtomicBoolean();
    AtomicBoolean done = new AtomicBoolean();
    Thread reader =
        new Thread(
            () -> {
              while (!done.get()) {
                torn.compareAndSet(false, !whole(out.resolve("file")));
              }
            });
    reader.start();
    for (int i = 0; i < 50; i++) {
      AtomicFile.write(target, i % 2 == 0 ? twos : ones, HADOOP);
    }
    done.set(true);
    reader.join();
    assertThat(torn).isFalse();
  }

  @Test
  void failedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Files.createDirectory(out.resolve("taken"));
    Files.writeString(out.resolve("taken/inside"), "old");
    assertThatThrownBy(
            () -> AtomicFile.write(OtherFileSystem.path(out.resolve("taken")), bytes("x"), HADOOP))
        .isInstanceOf(IOException.class);
    assertThat(out.resolve("taken/inside")).hasContent("old");
    try (Stream<java.nio.file.Path> files = Files.list(out)) {
      assertThat(files).containsExactly(out.resolve("taken"));
    }
  }

  @Test
  void aKillAtAnyPointLeavesTheOldFileOrTheNewOneWithItsChecksumsOrWithout() throws IOException {
    Configuration hadoop = FailingDisk.configuration();
    Path target = new Path(new Path(out.toUri()), "file");
    int changes = 0;
    boolean killed = true;
    while (killed) {
      AtomicFile.write(target, bytes("old"), hadoop);
      FailingDisk.after(changes++);
      try {
        AtomicFile.write(target, bytes("the new one"), hadoop);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("the disk has failed");
      } finally {
        killed = FailingDisk.recovered();
      }
      assertThat(read(target, hadoop)).isIn("old", "the new one");
    }
    assertThat(read(target, hadoop)).isEqualTo("the new one");
    assertThat(changes).isGreaterThan(5);
  }

  @Test
  void syncTakesAFileAndAFolderWithAllThatIsInItAndSaysWhatIsMissing() throws IOException {
    Files.createDirectories(out.resolve("folder/inside"));
    Files.writeString(out.resolve("folder/inside/file"), "x");
    FileSystem files = new Path(out.toUri()).getFileSystem(HADOOP);
    AtomicFile.sync(files, new Path(out.resolve("folder").toUri()));
    AtomicFile.sync(files, new Path(out.resolve("folder/inside/file").toUri()));
    Path missing = new Path(out.resolve("missing").toUri());
    assertThatThrownBy(() -> AtomicFile.sync(files, missing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing");
  }

  private static String read(Path file, Configuration hadoop) throws IOException {
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void rowsAreCutOnFileSystemsWhoseRenameDoesNotReplace() {
    OtherFileSystem.register(LocalSpark.session().sparkContext().hadoopConfiguration());
    ParquetReport<FrameRow> report =
        ParquetReport.open(LocalSpark.session(), OtherFileSystem.path(out), FrameRow.FORMAT);
    List<FrameRow> rows = SampleRun.frames(10);
    report.append(rows);
    report.dropAfter(6);
    report.append(rows.subList(7, 10));
    assertThat(report.read()).isEqualTo(rows);
  }

  private static boolean whole(java.nio.file.Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      String text = new String(content, StandardCharsets.US_ASCII);
      return content.length == 200_000 && text.chars().distinct().count() == 1;
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
