package io.raf4j.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.training.Checkpoints.Checkpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a folder of checkpoints holds, also after a writer that died. */
class CheckpointsTest {

  private static final String RUN = "run-1";
  private static final Checkpoints.Owner OWNER = new Checkpoints.Owner(RUN, () -> {}, note -> {});

  @TempDir private java.nio.file.Path out;

  private final List<String> notes = new ArrayList<>();

  private MultiLayerNetwork network;

  @BeforeEach
  void trainTwoSteps() {
    network = Waves.FLOATS.network(100);
    Waves.FLOATS.minibatches(0, 0, 2).forEachRemaining(network::fit);
  }

  @Test
  void folderThatIsNotThereHasNoCheckpoints() {
    assertThat(checkpoints(1).last()).isEmpty();
    assertThat(checkpoints(1).lastFolder()).isEmpty();
  }

  @Test
  void networkUpdaterAndStateComeBackAndTrainOnAlike() {
    TrainingState state = new TrainingState(2, 1, 128, 0.5);
    checkpoints(1).save(network, state);
    Checkpoint read = checkpoints(1).last().orElseThrow();
    assertThat(read.state()).isEqualTo(state);
    assertThat(read.network().params()).isEqualTo(network.params());
    assertThat(read.network().getUpdater().getStateViewArray())
        .isEqualTo(network.getUpdater().getStateViewArray());
    Waves.FLOATS.minibatches(0, 2, 3).forEachRemaining(network::fit);
    Waves.FLOATS.minibatches(0, 2, 3).forEachRemaining(read.network()::fit);
    assertThat(ParameterDigest.sha256(read.network().params()))
        .isEqualTo(ParameterDigest.sha256(network.params()));
  }

  @Test
  void onlyTheLastOnesStay() throws IOException {
    for (int step : new int[] {9, 10, 100, 1_000_000}) {
      checkpoints(2).save(network, state(step));
    }
    assertThat(names()).containsExactly("step-000000100", "step-001000000");
    assertThat(checkpoints(2).last().orElseThrow().state().step()).isEqualTo(1_000_000);
    checkpoints(1).save(network, state(1_000_001));
    assertThat(names()).containsExactly("step-001000001");
  }

  @Test
  void sameStepIsReplaced() throws IOException {
    checkpoints(3).save(network, new TrainingState(5, 1, 1, 1));
    checkpoints(3).save(network, new TrainingState(5, 2, 1, 1));
    assertThat(names()).containsExactly("step-000000005");
    assertThat(checkpoints(3).last().orElseThrow().state().round()).isEqualTo(2);
  }

  @Test
  void halfWrittenCheckpointIsIgnoredAndClearedAway() throws IOException {
    checkpoints(2).save(network, state(4));
    Files.createDirectories(folder().resolve("_writing"));
    Files.writeString(folder().resolve("_writing/model.zip"), "half");
    Files.writeString(folder().resolve("step-notes.txt"), "no folder");
    assertThat(checkpoints(2).last().orElseThrow().state().step()).isEqualTo(4);
    checkpoints(2).save(network, state(8));
    assertThat(names()).containsExactly("step-000000004", "step-000000008", "step-notes.txt");
    assertThat(checkpoints(2).last().orElseThrow().network().params()).isEqualTo(network.params());
  }

  @Test
  void whenNoneCanBeReadEachIsNamed() throws IOException {
    checkpoints(2).save(network, state(4));
    checkpoints(2).save(network, state(8));
    Files.delete(folder().resolve("step-000000004/state.json"));
    Files.delete(folder().resolve("step-000000008/model.zip"));
    assertThatThrownBy(() -> checkpoints(2).last())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("step-000000004")
        .hasMessageContaining("step-000000008")
        .hasMessageContaining("without --resume");
  }

  /** Every way in which a newest checkpoint was found damaged leads to the one before it. */
  @ParameterizedTest
  @EnumSource
  void damagedCheckpointIsPassedOverForTheOneBefore(Damage damage) throws IOException {
    checkpoints(3).save(network, state(4));
    String before = ParameterDigest.sha256(network.params());
    network.params().addi(1);
    checkpoints(3).save(network, state(8));
    damage.to(folder());
    Checkpoint last = checkpoints(3).last().orElseThrow();
    assertThat(last.state().step()).isEqualTo(4);
    assertThat(ParameterDigest.sha256(last.network().params())).isEqualTo(before);
    assertThat(notes)
        .singleElement()
        .asString()
        .startsWith("goes on from step-000000004")
        .contains("step-000000008", damage.told);
  }

  /** What disks and people do to the newest checkpoint; checksums do not notice all of it. */
  private enum Damage {
    MODEL_CUT("model.zip", "model.zip", bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
    MODEL_EMPTY("model.zip", "model.zip", bytes -> new byte[0]),
    MODEL_MISSING("model.zip", "model.zip", bytes -> null),
    MODEL_OF_ANOTHER_STEP(
        "model.zip", "model.zip has parameters of which state.json does not know"),
    STATE_EMPTY("state.json", "state.json", bytes -> new byte[0]),
    STATE_OF_ANOTHER_STEP("state.json", "state.json is that of step 4"),
    STATE_WITHOUT_COUNTS("state.json", "state.json lacks a part", bytes -> utf8("{}")),
    STATE_THAT_IS_NOTHING("state.json", "state.json: it says null", bytes -> utf8("null")),
    STATE_WITHOUT_PARTS("state.json", "state.json lacks a part", bytes -> utf8("{}")),
    STATE_BIT_CHANGED("state.json", "state.json", Damage::flipped);

    private final String file;
    private final String told;
    private final UnaryOperator<byte[]> change;

    /** The file is that of the checkpoint before. */
    Damage(String file, String told) {
      this(file, told, null);
    }

    Damage(String file, String told, UnaryOperator<byte[]> change) {
      this.file = file;
      this.told = told;
      this.change = change;
    }

    void to(java.nio.file.Path folder) throws IOException {
      java.nio.file.Path newest = folder.resolve("step-000000008").resolve(file);
      java.nio.file.Path before = folder.resolve("step-000000004").resolve(file);
      byte[] bytes =
          change == null ? Files.readAllBytes(before) : change.apply(Files.readAllBytes(newest));
      if (bytes == null) {
        Files.delete(newest);
      } else if (this == STATE_BIT_CHANGED) {
        // Past Hadoop, whose checksum is that of the file as it was.
        Files.write(newest, bytes);
      } else {
        write(newest, bytes);
      }
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] flipped(byte[] bytes) {
      bytes[bytes.length / 2] ^= 1;
      return bytes;
    }

    /** Writes as Hadoop does, so that its checksum is that of the damaged file. */
    private static void write(java.nio.file.Path target, byte[] content) throws IOException {
      Path file = new Path(target.toUri());
      try (OutputStream out = file.getFileSystem(new Configuration()).create(file, true)) {
        out.write(content);
      }
    }
  }

  @Test
  void checkpointOfAnotherRunIsNotGoneOnWith() {
    of("run-2", 2).save(network, state(4));
    assertThatThrownBy(() -> checkpoints(2).last())
        .hasMessageContaining("state.json is that of the run run-2");
  }

  @Test
  void lastOfAKindIsFound() {
    checkpoints(3).save(network, state(4));
    checkpoints(3).save(network, state(5));
    assertThat(checkpoints(3).last(state -> state.step() % 2 == 0).orElseThrow().state().step())
        .isEqualTo(4);
    assertThat(checkpoints(3).last(state -> state.step() > 5)).isEmpty();
    assertThat(notes).isEmpty();
  }

  @Test
  void whoHasLostTheFolderWritesNothing() throws IOException {
    Runnable lost =
        () -> {
          throw new IllegalStateException("another has it");
        };
    Checkpoints.Owner owner = new Checkpoints.Owner(RUN, lost, notes::add);
    Checkpoints checkpoints =
        Checkpoints.in(new Path(folder().toUri().toString()), 1, owner, new Configuration());
    assertThatThrownBy(() -> checkpoints.save(network, state(4))).hasMessage("another has it");
    assertThat(folder()).doesNotExist();
  }

  @Test
  void folderThatCannotBeMadeLeavesEarlierFilesAlone() throws IOException {
    Files.writeString(folder(), "a file in the way");
    assertThatThrownBy(() -> checkpoints(2).save(network, state(4)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write the checkpoint");
    assertThat(folder()).hasContent("a file in the way");
  }

  @Test
  void unknownFileSystemIsRefused() {
    assertThatThrownBy(
            () -> Checkpoints.in(new Path("nowhere://x/y"), 1, OWNER, new Configuration()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("nowhere://x/y");
  }

  private static TrainingState state(int step) {
    return new TrainingState(step, 1, step, 1);
  }

  private Checkpoints checkpoints(int kept) {
    return of(RUN, kept);
  }

  private Checkpoints of(String runId, int kept) {
    Checkpoints.Owner owner = new Checkpoints.Owner(runId, () -> {}, notes::add);
    return Checkpoints.in(new Path(folder().toUri().toString()), kept, owner, new Configuration());
  }

  private java.nio.file.Path folder() {
    return out.resolve("checkpoints");
  }

  private List<String> names() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }
}
