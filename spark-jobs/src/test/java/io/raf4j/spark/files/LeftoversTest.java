package io.raf4j.spark.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed processes leave is told from what people and programs keep. */
class LeftoversTest {

  @TempDir private java.nio.file.Path folder;

  @Test
  void halfWrittenFilesGoAndAllOthersStay() throws IOException {
    String[] halfWritten = {
      "." + UUID.randomUUID() + ".tmp",
      ".." + UUID.randomUUID() + ".tmp.crc",
      "_writing",
      "._writing.crc",
      "_writing-part.parquet",
      "_shard-00012-" + UUID.randomUUID(),
      "._shard-00012-" + UUID.randomUUID() + ".crc"
    };
    String[] kept = {
      "run.json",
      ".run.json.crc",
      "notes.tmp",
      ".x.tmp",
      "shard-00012",
      ".shard-00012.crc",
      "_owner",
      "_SUCCESS",
      "writing",
      "step-000000001"
    };
    for (String name : halfWritten) {
      Files.createFile(folder.resolve(name));
    }
    for (String name : kept) {
      Files.createFile(folder.resolve(name));
    }
    Leftovers.delete(new Path(folder.toUri()), new Configuration());
    try (Stream<java.nio.file.Path> left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(kept);
    }
  }

  @Test
  void folderThatIsNotThereIsNoError() {
    Leftovers.delete(new Path(folder.resolve("none").toUri()), new Configuration());
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
