package io.raf4j.spark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.run.SampleRun;
import io.raf4j.spark.video.FrameRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
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
