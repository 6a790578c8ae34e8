package io.raf4j.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.training.Checkpoints.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder of checkpoints holds, also after a writer that died. */
class CheckpointsTest {

  @TempDir private java.nio.file.Path out;

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
  void damagedCheckpointIsNamed() throws IOException {
    checkpoints(2).save(network, state(4));
    Files.delete(folder().resolve("step-000000004/state.json"));
    assertThatThrownBy(() -> checkpoints(2).last())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("step-000000004");
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
    assertThatThrownBy(() -> Checkpoints.in(new Path("nowhere://x/y"), 1, new Configuration()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("nowhere://x/y");
  }

  private static TrainingState state(int step) {
    return new TrainingState(step, 1, step, 1);
  }

  private Checkpoints checkpoints(int kept) {
    return Checkpoints.in(new Path(folder().toUri().toString()), kept, new Configuration());
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
