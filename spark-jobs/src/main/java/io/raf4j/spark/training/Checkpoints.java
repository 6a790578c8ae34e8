package io.raf4j.spark.training;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The checkpoints of a run, from which it goes on after it was cut off. */
public interface Checkpoints {

  /** A network and how far its training is. */
  record Checkpoint(MultiLayerNetwork network, TrainingState state) {}

  /**
   * Whose checkpoints they are.
   *
   * @param runId of the run, which each checkpoint names
   * @param requireHeld throws where the folder has become another's
   * @param notes hears of checkpoints that cannot be read
   */
  record Owner(String runId, Runnable requireHeld, Consumer<String> notes) {}

  /**
   * Opens a folder of checkpoints, which the first checkpoint makes.
   *
   * @param kept how many of the last checkpoints stay
   * @throws UncheckedIOException if there is no such file system
   */
  static Checkpoints in(Path folder, int kept, Owner owner, Configuration hadoop) {
    return FolderCheckpoints.in(folder, kept, owner, hadoop);
  }

  /**
   * Returns the checkpoints of a training that is begun anew when it is cut off: there are none.
   */
  static Checkpoints none() {
    return NoCheckpoints.INSTANCE;
  }

  /**
   * Writes a checkpoint and drops the oldest beyond those kept.
   *
   * @throws UncheckedIOException if the file system refuses; earlier checkpoints are then untouched
   */
  void save(MultiLayerNetwork network, TrainingState state);

  /** Returns the folder of the last checkpoint, or nothing before the first. */
  Optional<Path> lastFolder();

  /**
   * Reads the last checkpoint that can be read, or nothing before the first.
   *
   * @throws IllegalStateException if there are checkpoints and none can be read
   */
  Optional<Checkpoint> last();

  /** Reads the last checkpoint of which something is wanted, see {@link #last()}. */
  Optional<Checkpoint> last(Predicate<TrainingState> wanted);
}
