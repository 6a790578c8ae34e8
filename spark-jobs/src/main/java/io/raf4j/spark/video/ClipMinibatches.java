package io.raf4j.spark.video;

import io.raf4j.spark.training.MinibatchSource;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The minibatches of a clip that was cut into shards: features {@code [batch, 3]} are the
 * coordinates (t, y, x) in [-1, 1], labels {@code [batch, channels]} the colours in [-1, 1].
 */
interface ClipMinibatches extends MinibatchSource {

  /** Pixels of the sample on which progress is measured. */
  int SAMPLE = 4096;

  /**
   * Returns a uniform sample of the clip's pixels, always the same, of which the first {@value
   * #SAMPLE} are measured.
   */
  DataSet sample();

  /**
   * How pixels are taken.
   *
   * @param workers logical workers that share an epoch
   * @param batch pixels of one step of one worker
   * @param seed of the order of an epoch
   * @param type element type of features and labels
   */
  record Taking(int workers, int batch, long seed, DataType type) implements Serializable {}

  /**
   * Describes the minibatches of shards of either layout.
   *
   * @param root folder of the shards, qualified
   */
  static ClipMinibatches of(
      ShardManifest manifest, String root, Configuration hadoop, Taking taking) {
    return switch (manifest.layout()) {
      case MINIBATCHES ->
          new VideoMinibatches(
              manifest, root, hadoop, taking.workers(), taking.seed(), taking.type());
      case FRAMES -> new RunMinibatches(manifest, root, hadoop, taking);
    };
  }
}
