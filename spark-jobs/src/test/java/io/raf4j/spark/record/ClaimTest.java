package io.raf4j.spark.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One output folder has one owner, whoever comes when. */
class ClaimTest {

  private static final Configuration HADOOP = new Configuration();
  private static final Duration QUIET = Duration.ofMillis(700);

  @TempDir private java.nio.file.Path out;

  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  @Test
  void secondOneIsRefusedByTheNameOfTheFirst() {
    try (Claim first = take("run-1")) {
      first.requireHeld();
      assertThatThrownBy(() -> take("run-2"))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("--output " + path())
          .hasMessageContaining("another job that goes on")
          .hasMessageContaining("run run-1, process " + ProcessHandle.current().pid())
          .hasMessageContaining("choose another folder");
      first.requireHeld();
    }
    assertThat(notes).isEmpty();
  }

  @Test
  void claimThatWasGivenBackIsTakenWithoutAWord() {
    take("run-1").close();
    assertThat(Claim.told(path(), HADOOP)).isEmpty();
    try (Claim second = take("run-2")) {
      assertThat(second.file().getName()).isEqualTo("00000002.json");
      assertThat(Claim.told(path(), HADOOP).orElseThrow()).contains("run-2");
    }
    assertThat(notes).isEmpty();
  }

  @Test
  void folderThatNobodyHadTellsNobody() {
    assertThat(Claim.told(path(), HADOOP)).isEmpty();
  }

  @Test
  void processThatIsGoneLosesItsClaim() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    claimOf(with(owner(), "pid", ended.pid()));
    take("run-2").close();
    assertThat(notes)
        .singleElement()
        .asString()
        .contains("ended without a word", "run run-1, process " + ended.pid(), "takes it over");
  }

  /** Numbers of processes are given again. */
  @Test
  void otherProcessOfTheSameNumberIsNotTheOwner() throws IOException {
    claimOf(with(owner(), "process_started", Instant.EPOCH.toString()));
    take("run-2").close();
    assertThat(notes).singleElement().asString().contains("takes it over");
  }

  @Test
  void ownerElsewhereThatIsStillIsHeldForDead() throws IOException {
    claimOf(with(owner(), "machine", "another"));
    take("run-2").close();
    assertThat(notes).hasSize(2);
    assertThat(notes.get(0)).startsWith("looking for up to");
    assertThat(notes.get(1)).contains("takes it over");
  }

  @Test
  void ownerElsewhereThatTouchesItsFileIsAlive() throws Exception {
    java.nio.file.Path file = claimOf(with(owner(), "machine", "another"));
    Callable<Claim> second = () -> take("run-2");
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Claim> taken = other.submit(second);
      long at = Files.getLastModifiedTime(file).toMillis();
      for (int beat = 1; !taken.isDone(); beat++) {
        Files.setLastModifiedTime(
            file, java.nio.file.attribute.FileTime.fromMillis(at + 1000L * beat));
        Thread.sleep(50);
      }
      assertThatThrownBy(taken::get).hasMessageContaining("another job that goes on");
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void ownerElsewhereThatGivesItsClaimBackMeanwhileIsNotAlive() throws Exception {
    java.nio.file.Path file = claimOf(with(owner(), "machine", "another"));
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Claim> taken = other.submit(() -> take("run-2"));
      Thread.sleep(200);
      Map<String, Object> ended = with(owner(), "machine", "another");
      ended.put("ended", Instant.now().toString());
      Files.writeString(out.resolve("ended"), Json.lines(ended));
      Files.setLastModifiedTime(
          out.resolve("ended"),
          java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(10)));
      Files.move(
          out.resolve("ended"),
          file,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      taken.get(20, TimeUnit.SECONDS).close();
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void claimWithoutANameIsLookedAt() throws IOException {
    Files.createDirectories(folder());
    Files.createFile(folder().resolve("00000007.json"));
    try (Claim taken = take("run-2")) {
      assertThat(taken.file().getName()).isEqualTo("00000008.json");
    }
    assertThat(notes).last().asString().contains("that had not written down its name");
  }

  @Test
  void whoSeemedDeadWritesNothingMore() throws IOException {
    try (Claim first = take("run-1")) {
      Files.writeString(
          folder().resolve("00000002.json"), Json.lines(with(owner(), "run_id", "run-2")));
      assertThatThrownBy(first::requireHeld)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("seemed dead")
          .hasMessageContaining("run-2");
    }
  }

  /** Hadoop's own local files are looked for first and created later. */
  @Test
  void ofManyAtOnceOneAloneHasIt() throws Exception {
    int many = 8;
    ExecutorService threads = Executors.newFixedThreadPool(many);
    try {
      for (int round = 0; round < 20; round++) {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Claim>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
          String run = "run-" + i;
          all.add(
              threads.submit(
                  () -> {
                    start.await();
                    return take(run);
                  }));
        }
        start.countDown();
        List<Claim> winners = new ArrayList<>();
        for (Future<Claim> one : all) {
          try {
            winners.add(one.get());
          } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(SettingsException.class);
          }
        }
        assertThat(winners).hasSize(1);
        winners.get(0).close();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Claim take(String runId) {
    return Claim.take(path(), runId, "--output", HADOOP, notes::add, QUIET);
  }

  private Path path() {
    return new Path(out.resolve("run").toUri());
  }

  private java.nio.file.Path folder() {
    return out.resolve("run/_owner");
  }

  private static Map<String, Object> owner() {
    return Json.map(Owner.here("run-1"));
  }

  private static Map<String, Object> with(Map<String, Object> owner, String name, Object value) {
    assertThat(owner).containsKey(name);
    owner.put(name, value);
    return owner;
  }

  private java.nio.file.Path claimOf(Map<String, Object> owner) throws IOException {
    Files.createDirectories(folder());
    return Files.writeString(folder().resolve("00000001.json"), Json.lines(owner));
  }
}
