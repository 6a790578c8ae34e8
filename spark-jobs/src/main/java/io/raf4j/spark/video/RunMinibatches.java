package io.raf4j.spark.video;

import io.raf4j.dl4j.Matrices;
import io.raf4j.random.KeyedPermutation;
import io.raf4j.random.Purpose;
import io.raf4j.spark.run.SampleRuns;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The minibatches of a clip whose shards hold frames: runs of {@value #RUN} neighbouring pixels of
 * a row, one after the other, in which t and y are the same and x increases.
 *
 * <p>Every row is cut into {@code ceil(width / 16)} runs from the left; where the last one would
 * leave the frame it begins so much earlier, and the pixels that it shares with the one before are
 * taken twice as often. In frames that are narrower than {@value #RUN} pixels a run has the largest
 * power of two of pixels that fits, so that a minibatch is a whole number of runs whatever the
 * width.
 *
 * <p>Step t of worker w takes the runs at the places {@code (t workers + w) n} to {@code (t workers
 * + w + 1) n - 1}, n being the runs of a minibatch, of an endless sequence of epochs, each of which
 * has all runs of the clip in an order of its own. The order is computed run by run, and neither
 * the number of shards nor that of executors is part of the result.
 *
 * <p>Cost: about 35 ns a pixel, on a core that others use too; the clip is mapped once a process,
 * see {@link MappedClips}.
 */
final class RunMinibatches implements ClipMinibatches {

  private static final long serialVersionUID = 1L;

  /** Pixels of a run, in frames that are not narrower. */
  static final int RUN = SampleRuns.RUN;

  private static final int AXES = 3;

  /** The colour of every byte, in [-1, 1]. */
  private static final float[] COLOURS = new float[256];

  static {
    for (int value = 0; value < COLOURS.length; value++) {
      COLOURS[value] = value / 127.5f - 1;
    }
  }

  private final ShardManifest manifest;
  private final ShardSeal seal;
  private final String root;
  private final SerializableConfiguration hadoop;
  private final Taking taking;
  private final SampleRuns runs;

  /**
   * Describes the minibatches.
   *
   * @param root folder of the shards, qualified
   */
  RunMinibatches(ShardManifest manifest, String root, Configuration hadoop, Taking taking) {
    SampleRuns.requireRuns(taking.batch());
    this.manifest = manifest;
    this.seal = ShardSeal.of(manifest);
    this.root = root;
    this.hadoop = new SerializableConfiguration(hadoop);
    this.taking = taking;
    this.runs = SampleRuns.of(manifest.grid(), taking.seed());
  }

  /** Returns how many runs the clip has. */
  long runs() {
    return runs.count();
  }

  @Override
  public Iterator<DataSet> minibatches(int worker, int firstStep, int steps) {
    MappedClip clip = mapped();
    return IntStream.range(firstStep, firstStep + steps)
        .mapToObj(step -> minibatch(clip, (long) step * taking.workers() + worker))
        .iterator();
  }

  private MappedClip mapped() {
    return MappedClips.of(manifest, seal, root, hadoop.value());
  }

  private DataSet minibatch(MappedClip clip, long number) {
    Filling filling = new Filling(clip, taking.batch() / runs.length());
    runs.forEach(number, taking.batch(), filling::add);
    return filling.dataSet();
  }

  /** Returns runs from all over the clip, of as many pixels as the sample has at least. */
  @Override
  public DataSet sample() {
    int count = (int) Math.min(runs(), SAMPLE / runs.length());
    KeyedPermutation order =
        new KeyedPermutation(runs(), manifest.seed(), Purpose.EVALUATION_SAMPLE, 0);
    Filling filling = new Filling(mapped(), count);
    for (int place = 0; place < count; place++) {
      filling.add(runs.first(order.apply(place)));
    }
    return filling.dataSet();
  }

  /** A minibatch that is filled run by run. */
  private final class Filling {
    private final MappedClip clip;
    private final float[] t;
    private final float[] y;
    private final float[] x;
    private final int height = manifest.height();
    private final int width = manifest.width();
    private final int channels = manifest.channels();
    private final int length = runs.length();
    private final byte[] bytes;
    private final float[] coordinates;
    private final float[] colours;
    private int pixels;

    Filling(MappedClip clip, int count) {
      this.clip = clip;
      this.t = clip.axis(0);
      this.y = clip.axis(1);
      this.x = clip.axis(2);
      this.bytes = new byte[length * channels];
      this.coordinates = new float[count * length * AXES];
      this.colours = new float[count * length * channels];
    }

    /** Adds the run that begins with a pixel. */
    void add(long pixel) {
      long line = pixel / width;
      int column = (int) (pixel - line * width);
      int frame = (int) (line / height);
      int row = (int) (line - (long) frame * height);
      place(t[frame], y[row], column);
      clip.copy(frame, (row * width + column) * channels, bytes.length, bytes);
      int at = pixels * channels;
      for (int i = 0; i < bytes.length; i++) {
        colours[at + i] = COLOURS[bytes[i] & 0xff];
      }
      pixels += length;
    }

    private void place(float time, float down, int column) {
      int at = pixels * AXES;
      for (int i = 0; i < length; i++, at += AXES) {
        coordinates[at] = time;
        coordinates[at + 1] = down;
        coordinates[at + 2] = x[column + i];
      }
    }

    DataSet dataSet() {
      return new DataSet(
          Matrices.of(coordinates, AXES, taking.type()),
          Matrices.of(colours, channels, taking.type()));
    }
  }
}
