package io.raf4j.spark.shard;

import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.VideoReader;
import io.raf4j.random.KeyedPermutation;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.ArrayFile;
import org.apache.hadoop.io.BytesWritable;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Cuts a clip into shards on the executors.
 *
 * <p>Each task decodes a range of frames and sends every pixel's colour to the slot of the
 * minibatch that the permutation gives it; the shuffle sorts by minibatch, and each shard is
 * written as a Hadoop {@link ArrayFile} of one record a minibatch, read back by number. A record
 * holds colours alone ({@code batch channels} bytes): the permutation is inverted to find the
 * pixels again, which takes about a hundredth of a training step and halves the files.
 *
 * <p>Memory of a task: one frame's pixels, grouped by minibatch, and one minibatch; shuffled bytes:
 * 4 + channels for every pixel.
 */
public final class VideoSharder {

  private static final int FRAMES_OF_A_TASK = 16;

  private VideoSharder() {}

  /**
   * Writes the shards that a manifest describes and then the manifest, with the structure tensor
   * measured.
   *
   * @param clip the video
   * @param plan the manifest without the structure tensor
   * @param output folder of the shards; an unfinished one of an earlier try is replaced
   * @return the manifest as written
   */
  public static ShardManifest shard(
      JavaSparkContext spark, Path clip, ShardManifest plan, Path output) {
    Configuration hadoop = spark.hadoopConfiguration();
    SerializableConfiguration shipped = new SerializableConfiguration(hadoop);
    String from = qualified(clip, hadoop);
    String to = qualified(output, hadoop);
    delete(output, hadoop);
    List<FrameRange> ranges = ranges(plan.frames());
    JavaPairRDD<Integer, byte[]> pixels =
        spark
            .parallelize(ranges, ranges.size())
            .flatMapToPair(
                range -> new ScatteredFrames(plan, range, open(from, plan, range, shipped)));
    pixels
        .repartitionAndSortWithinPartitions(new ByShard(plan))
        .foreachPartition(
            sorted -> {
              if (sorted.hasNext()) {
                writeShard(plan, sorted, new Path(to), shipped.value());
              }
            });
    List<GradientSums> sums =
        spark
            .parallelize(ranges, ranges.size())
            .map(range -> gradients(from, plan, range, shipped))
            .collect();
    ShardManifest finished =
        plan.withTensor(
            sums.stream()
                .reduce(GradientSums::plus)
                .get()
                .structureTensor(plan.frames(), plan.height(), plan.width()));
    finished.complete(output, hadoop);
    return finished;
  }

  private static String qualified(Path path, Configuration hadoop) {
    try {
      return path.getFileSystem(hadoop).makeQualified(path).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the file system of " + path, e);
    }
  }

  private static void delete(Path folder, Configuration hadoop) {
    try {
      folder.getFileSystem(hadoop).delete(folder, true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + folder, e);
    }
  }

  private static List<FrameRange> ranges(int frames) {
    List<FrameRange> ranges = new ArrayList<>();
    for (int from = 0; from < frames; from += FRAMES_OF_A_TASK) {
      ranges.add(new FrameRange(from, Math.min(frames, from + FRAMES_OF_A_TASK)));
    }
    return ranges;
  }

  /** Opens frames counted as in the manifest. */
  private static VideoReader open(
      String clip, ShardManifest plan, FrameRange range, SerializableConfiguration hadoop) {
    return VideoReader.open(
        LocalClip.of(new Path(clip), hadoop.value()),
        new VideoReader.Options(
            new FrameRange(plan.firstFrame() + range.from(), plan.firstFrame() + range.to()),
            plan.scale(),
            plan.channels()));
  }

  private static GradientSums gradients(
      String clip, ShardManifest plan, FrameRange range, SerializableConfiguration hadoop) {
    GradientSums sums = new GradientSums();
    int from = Math.max(0, range.from() - 1);
    try (VideoReader frames = open(clip, plan, new FrameRange(from, range.to()), hadoop)) {
      Frame before = range.from() > 0 ? frames.next() : null;
      while (frames.hasNext()) {
        Frame frame = frames.next();
        sums.add(before, frame, plan.frames() == 1);
        before = frame;
      }
    }
    return sums;
  }

  private static void writeShard(
      ShardManifest plan, Iterator<Tuple2<Integer, byte[]>> sorted, Path root, Configuration hadoop)
      throws IOException {
    FileSystem files = root.getFileSystem(hadoop);
    MinibatchAssembler assembler = new MinibatchAssembler(plan, sorted);
    int shard = plan.shardOf(assembler.minibatch());
    Path target = ShardManifest.folder(root, shard);
    // A task that is tried again, or twice at once, writes beside its twin; the last rename wins.
    Path staging = new Path(root, "_" + target.getName() + "-" + java.util.UUID.randomUUID());
    files.mkdirs(root);
    try (ArrayFile.Writer out =
        new ArrayFile.Writer(hadoop, files, staging.toString(), BytesWritable.class)) {
      out.setIndexInterval(1);
      while (assembler.hasNext()) {
        out.append(new BytesWritable(assembler.next()));
      }
    }
    files.delete(target, true);
    if (!files.rename(staging, target)) {
      throw new IOException("cannot rename " + staging + " to " + target);
    }
  }

  /** Sends minibatches to the shards that hold them. */
  private static final class ByShard extends Partitioner implements Serializable {
    private static final long serialVersionUID = 1L;
    private final ShardManifest plan;

    ByShard(ShardManifest plan) {
      this.plan = plan;
    }

    @Override
    public int numPartitions() {
      return plan.shards();
    }

    @Override
    public int getPartition(Object minibatch) {
      return plan.shardOf((Integer) minibatch);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByShard that && plan.equals(that.plan);
    }

    @Override
    public int hashCode() {
      return plan.hashCode();
    }
  }

  /** The pixels of some frames, frame by frame, grouped by minibatch: (slot, colour) records. */
  private static final class ScatteredFrames implements Iterator<Tuple2<Integer, byte[]>> {
    private final ShardManifest plan;
    private final VideoReader frames;
    private final KeyedPermutation positions;
    private final ByteBuffer[] byMinibatch;
    private long nextPixel;
    private Iterator<Tuple2<Integer, byte[]>> ready = List.<Tuple2<Integer, byte[]>>of().iterator();

    ScatteredFrames(ShardManifest plan, FrameRange range, VideoReader frames) {
      this.plan = plan;
      this.frames = frames;
      this.positions = plan.positions();
      this.byMinibatch = new ByteBuffer[plan.minibatches()];
      this.nextPixel = (long) range.from() * plan.height() * plan.width();
    }

    @Override
    public boolean hasNext() {
      while (!ready.hasNext()) {
        if (!frames.hasNext()) {
          frames.close();
          return false;
        }
        ready = scatter(frames.next());
      }
      return true;
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
      return ready.next();
    }

    private Iterator<Tuple2<Integer, byte[]>> scatter(Frame frame) {
      int channels = plan.channels();
      long slots = (long) plan.minibatches() * plan.batch();
      for (int i = 0; i < frame.height() * frame.width(); i++) {
        long position = positions.apply(nextPixel++);
        // Positions past the last pixel start over: the first pixels fill the last minibatch.
        for (long slot = position; slot < slots; slot += plan.pixels()) {
          put((int) (slot / plan.batch()), (int) (slot % plan.batch()), frame, i * channels);
        }
      }
      List<Tuple2<Integer, byte[]>> groups = new ArrayList<>();
      for (int m = 0; m < byMinibatch.length; m++) {
        if (byMinibatch[m] != null) {
          groups.add(
              new Tuple2<>(m, Arrays.copyOf(byMinibatch[m].array(), byMinibatch[m].position())));
          byMinibatch[m] = null;
        }
      }
      return groups.iterator();
    }

    private void put(int minibatch, int slot, Frame frame, int offset) {
      int record = Integer.BYTES + plan.channels();
      ByteBuffer group = byMinibatch[minibatch];
      if (group == null) {
        group = ByteBuffer.allocate(record * 4);
      } else if (group.remaining() < record) {
        group = ByteBuffer.allocate(group.capacity() * 2).put(group.flip());
      }
      byMinibatch[minibatch] = group.putInt(slot).put(frame.pixels(), offset, plan.channels());
    }
  }
}
