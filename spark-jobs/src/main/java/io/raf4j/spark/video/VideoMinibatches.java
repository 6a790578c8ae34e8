package io.raf4j.spark.video;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.dl4j.Matrices;
import io.raf4j.random.KeyedPermutation;
import io.raf4j.random.Purpose;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The minibatches of a clip whose shards hold them ready-made.
 *
 * <p>Features {@code [batch, 3]} are the coordinates (t, y, x) in [-1, 1], labels {@code [batch,
 * channels]} the colours in [-1, 1]. Step t of worker w takes minibatch number {@code t workers +
 * w} of an endless sequence of epochs, each of which runs through all minibatches in an order of
 * its own. Any worker may read any shard, so the number of shards is not part of the result.
 */
final class VideoMinibatches implements ClipMinibatches {

  private static final long serialVersionUID = 1L;

  private final ShardManifest manifest;
  private final ShardSeal seal;
  private final CoordinateGrid grid;
  private final String root;
  private final SerializableConfiguration hadoop;
  private final int workers;
  private final long seed;
  private final DataType type;

  /**
   * Describes the minibatches.
   *
   * @param root folder of the shards, qualified
   * @param workers logical workers that share an epoch
   * @param seed of the order of minibatches
   * @param type element type of features and labels
   */
  public VideoMinibatches(
      ShardManifest manifest,
      String root,
      Configuration hadoop,
      int workers,
      long seed,
      DataType type) {
    this.manifest = manifest;
    this.seal = ShardSeal.of(manifest);
    this.grid = manifest.grid();
    this.root = root;
    this.hadoop = new SerializableConfiguration(hadoop);
    this.workers = workers;
    this.seed = seed;
    this.type = type;
  }

  @Override
  public Iterator<DataSet> minibatches(int worker, int firstStep, int steps) {
    Reading reading = new Reading(worker, firstStep, steps);
    TaskContext task = TaskContext.get();
    if (task != null) {
      // A failed training step leaves the iterator half-way; the task's end closes the files.
      task.addTaskCompletionListener((TaskCompletionListener) context -> reading.shards.close());
    }
    return reading;
  }

  /** Returns the first minibatch of the shards, a uniform sample of the clip. */
  @Override
  public DataSet sample() {
    try (ShardReader shards = new ShardReader(manifest, seal, new Path(root), hadoop.value())) {
      return dataSet(0, shards);
    }
  }

  /** Returns the minibatch at a place of the endless sequence. */
  int minibatchAt(long place) {
    int count = manifest.minibatches();
    long epoch = place / count;
    return (int) new KeyedPermutation(count, seed, Purpose.SHUFFLE, epoch + 1).apply(place % count);
  }

  private DataSet dataSet(int minibatch, ShardReader shards) {
    byte[] colours = shards.colours(minibatch);
    int batch = manifest.batch();
    float[] values = new float[colours.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (colours[i] & 0xff) / 127.5f - 1;
    }
    KeyedPermutation positions = manifest.positions();
    long[] pixels = new long[batch];
    for (int slot = 0; slot < batch; slot++) {
      pixels[slot] = positions.invert(((long) minibatch * batch + slot) % manifest.pixels());
    }
    float[] coordinates = new float[batch * grid.axes()];
    grid.fill(pixels, coordinates);
    return new DataSet(
        Matrices.of(coordinates, grid.axes(), type),
        Matrices.of(values, manifest.channels(), type));
  }

  /** One worker's minibatches of one round. */
  private final class Reading implements Iterator<DataSet> {
    private final ShardReader shards =
        new ShardReader(manifest, seal, new Path(root), hadoop.value());
    private final int worker;
    private final int end;
    private int step;

    Reading(int worker, int firstStep, int steps) {
      this.worker = worker;
      this.step = firstStep;
      this.end = firstStep + steps;
    }

    @Override
    public boolean hasNext() {
      return step < end;
    }

    @Override
    public DataSet next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return dataSet(minibatchAt((long) step++ * workers + worker), shards);
    }
  }
}
