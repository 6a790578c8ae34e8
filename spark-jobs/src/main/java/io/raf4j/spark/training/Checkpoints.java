package io.raf4j.spark.training;

import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The checkpoints of a run, from which it goes on after it was cut off. */
public interface Checkpoints {

  /** A network and how far its training is. */
  record Checkpoint(MultiLayerNetwork network, TrainingState state) {}

  /**
   * Opens a folder of checkpoints, which the first checkpoint makes.
   *
   * @param kept how many of the last checkpoints stay
   * @throws UncheckedIOException if there is no such file system
   */
  static Checkpoints in(Path folder, int kept, Configuration hadoop) {
    return FolderCheckpoints.in(folder, kept, hadoop);
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
   * Reads the last checkpoint, or nothing before the first.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  Optional<Checkpoint> last();
}
