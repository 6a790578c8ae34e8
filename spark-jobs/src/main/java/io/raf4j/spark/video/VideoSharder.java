package io.raf4j.spark.video;

import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.VideoReader;
import io.raf4j.random.KeyedPermutation;
import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.files.LocalClip;
import io.raf4j.spark.record.Claim;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.ArrayFile;
import org.apache.hadoop.io.BytesWritable;
import org.apache.spark.HashPartitioner;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Cuts a clip into shards on the executors, in one pass over it. Each task decodes a range of
 * frames, as {@code VideoIndex.ranges} cuts them.
 *
 * <p>In the layout {@code frames} a task writes its range as a shard, see {@link FrameShards}. In
 * the layout {@code minibatches} it sends every pixel's colour to the slot of the minibatch that
 * the permutation gives it; the shuffle sorts by minibatch, and each shard is written as a Hadoop
 * {@link ArrayFile} of its {@link ShardSeal} and one record a minibatch, read back by number. A
 * record holds colours alone ({@code batch channels} bytes): the permutation is inverted to find
 * the pixels again, which takes about a hundredth of a training step and halves the files.
 *
 * <p>Memory of a task for minibatches: the pixels of some frames, grouped by minibatch, in at most
 * twice {@value #GROUPED} bytes, and one minibatch; shuffled bytes: 4 + channels for every pixel.
 * For frames: three frames; shuffled bytes: two frames of each range.
 */
final class VideoSharder {

  private static final int LEAST_FRAMES_OF_A_TASK = 16;

  /**
   * Bytes of pixels that a task groups by minibatch before it sends them. Of one frame of a long
   * clip hardly a pixel goes into each minibatch, and the shuffle takes far longer for a record
   * than for its bytes.
   */
  private static final int GROUPED = 1 << 25;

  /** Each task opens the clip anew, which is as dear as decoding some tens of small frames. */
  private static final int MOST_TASKS = 128;

  /** Frames that tasks may decode in vain, of those that they need: at most half as many more. */
  private static final double DECODED_IN_VAIN = 0.5;

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
    clear(output, hadoop);
    Cut cut = new Cut(plan, from, to, shipped);
    GradientSums sums =
        plan.layout() == ShardLayout.FRAMES ? cut.frames(spark) : cut.minibatches(spark);
    ShardManifest finished =
        plan.withTensor(sums.structureTensor(plan.times(), plan.height(), plan.width()));
    finished.complete(output, hadoop);
    return finished;
  }

  private static List<Tuple2<Integer, FrameRange>> numbered(List<FrameRange> ranges) {
    return IntStream.range(0, ranges.size()).mapToObj(i -> new Tuple2<>(i, ranges.get(i))).toList();
  }

  /**
   * Returns the ranges of frames that tasks decode.
   *
   * @param least the fewest frames of a range, if more than a task has anyway
   */
  static List<FrameRange> ranges(ShardManifest plan, int least) {
    return plan.index()
        .ranges(plan.sourceFrames(), Math.max(LEAST_FRAMES_OF_A_TASK, least), DECODED_IN_VAIN);
  }

  /**
   * What tasks are told.
   *
   * @param from the clip
   * @param to folder of the shards
   */
  private record Cut(ShardManifest plan, String from, String to, SerializableConfiguration hadoop)
      implements Serializable {

    /** Writes shards of minibatches and returns what was found out about gradients. */
    GradientSums minibatches(JavaSparkContext spark) {
      List<FrameRange> ranges = ranges(plan, plan.frames() / MOST_TASKS);
      List<byte[]> sums =
          spark
              .parallelizePairs(numbered(ranges), ranges.size())
              .flatMapToPair(range -> new ScatteredFrames(plan, range._1, open(range._2)))
              .repartitionAndSortWithinPartitions(new ByShard(plan))
              .mapPartitionsWithIndex(this::gathered, false)
              .collect();
      return GradientSums.of(sums.get(0));
    }

    /** Writes shards of frames and returns what was found out about gradients. */
    GradientSums frames(JavaSparkContext spark) {
      List<FrameRange> ranges = FrameShards.ranges(plan);
      List<byte[]> sums =
          spark
              .parallelizePairs(numbered(ranges), ranges.size())
              .flatMapToPair(this::written)
              .repartitionAndSortWithinPartitions(new HashPartitioner(1))
              .mapPartitions(seams -> List.of(RangeSeams.sums(plan, seams).bytes()).iterator())
              .collect();
      return GradientSums.of(sums.get(0));
    }

    private Iterator<Tuple2<Integer, byte[]>> written(Tuple2<Integer, FrameRange> range)
        throws IOException {
      try (VideoReader frames = open(range._2)) {
        return FrameShards.write(plan, range._1, range._2, frames, new Path(to), hadoop.value())
            .iterator();
      }
    }

    /** Writes a shard, or adds up what the tasks found out about gradients, the last partition. */
    private Iterator<byte[]> gathered(int shard, Iterator<Tuple2<Integer, byte[]>> sorted)
        throws IOException {
      if (shard == plan.shards()) {
        return List.of(RangeSeams.sums(plan, sorted).bytes()).iterator();
      }
      if (sorted.hasNext()) {
        writeShard(plan, sorted, new Path(to), hadoop.value());
      }
      return List.<byte[]>of().iterator();
    }

    private VideoReader open(FrameRange range) {
      return VideoReader.open(
          LocalClip.of(new Path(from), hadoop.value()),
          plan.index(),
          new VideoReader.Options(range, plan.scale(), plan.channels()));
    }
  }

  private static String qualified(Path path, Configuration hadoop) {
    try {
      return path.getFileSystem(hadoop).makeQualified(path).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the file system of " + path, e);
    }
  }

  /** Whoever has the folder keeps its claim. */
  private static void clear(Path folder, Configuration hadoop) {
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      for (FileStatus entry : files.listStatus(folder)) {
        if (!entry.getPath().getName().equals(Claim.FOLDER)) {
          files.delete(entry.getPath(), true);
        }
      }
    } catch (FileNotFoundException e) {
      // The first shard makes the folder.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + folder, e);
    }
  }

  private static void writeShard(
      ShardManifest plan, Iterator<Tuple2<Integer, byte[]>> sorted, Path root, Configuration hadoop)
      throws IOException {
    FileSystem files = root.getFileSystem(hadoop);
    MinibatchAssembler assembler = new MinibatchAssembler(plan, sorted);
    int shard = plan.shardOf(assembler.minibatch());
    Path target = ShardManifest.folder(root, shard);
    Path staging = ShardManifest.unfinished(root, shard);
    files.mkdirs(root);
    try (ArrayFile.Writer out =
        new ArrayFile.Writer(hadoop, files, staging.toString(), BytesWritable.class)) {
      out.setIndexInterval(1);
      ShardSeal.of(plan).write(out, shard);
      while (assembler.hasNext()) {
        out.append(new BytesWritable(assembler.next()));
      }
    }
    files.delete(target, true);
    AtomicFile.place(files, staging, target);
  }

  /**
   * Sends minibatches to the shards that hold them, seams of ranges to a partition of their own.
   */
  private static final class ByShard extends Partitioner implements Serializable {
    private static final long serialVersionUID = 1L;
    private final ShardManifest plan;

    ByShard(ShardManifest plan) {
      this.plan = plan;
    }

    @Override
    public int numPartitions() {
      return plan.shards() + 1;
    }

    @Override
    public int getPartition(Object key) {
      int minibatch = (Integer) key;
      return minibatch < plan.minibatches() ? plan.shardOf(minibatch) : plan.shards();
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

  /**
   * The pixels of some frames, grouped by minibatch: (slot, colour) records; last comes what {@link
   * RangeSeams} asks for.
   */
  private static final class ScatteredFrames implements Iterator<Tuple2<Integer, byte[]>> {

    private final ShardManifest plan;
    private final VideoReader frames;
    private final KeyedPermutation positions;
    private final ByteBuffer[] byMinibatch;
    private final RangeSeams seams;
    private Iterator<Tuple2<Integer, byte[]>> ready = List.<Tuple2<Integer, byte[]>>of().iterator();
    private boolean ended;

    ScatteredFrames(ShardManifest plan, int range, VideoReader frames) {
      this.plan = plan;
      this.frames = frames;
      this.positions = plan.positions();
      this.byMinibatch = new ByteBuffer[plan.minibatches()];
      this.seams = new RangeSeams(plan, range);
    }

    @Override
    public boolean hasNext() {
      while (!ready.hasNext() && !ended) {
        group();
        List<Tuple2<Integer, byte[]>> records = groups();
        if (!frames.hasNext()) {
          frames.close();
          ended = true;
          records.addAll(seams.records());
        }
        ready = records.iterator();
      }
      return ready.hasNext();
    }

    private void group() {
      long bytes = 0;
      while (bytes < GROUPED && frames.hasNext()) {
        int number = frames.position() - plan.firstFrame();
        Frame frame = frames.next();
        seams.add(number, frame);
        scatter((long) number * plan.height() * plan.width(), frame);
        bytes += (long) frame.height() * frame.width() * (Integer.BYTES + plan.channels());
      }
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
      return ready.next();
    }

    private void scatter(long firstPixel, Frame frame) {
      int channels = plan.channels();
      long slots = (long) plan.minibatches() * plan.batch();
      for (int i = 0; i < frame.height() * frame.width(); i++) {
        long position = positions.apply(firstPixel + i);
        // Positions past the last pixel start over: the first pixels fill the last minibatch.
        for (long slot = position; slot < slots; slot += plan.pixels()) {
          put((int) (slot / plan.batch()), (int) (slot % plan.batch()), frame, i * channels);
        }
      }
    }

    private List<Tuple2<Integer, byte[]>> groups() {
      List<Tuple2<Integer, byte[]>> groups = new ArrayList<>();
      for (int m = 0; m < byMinibatch.length; m++) {
        if (byMinibatch[m] != null) {
          groups.add(
              new Tuple2<>(m, Arrays.copyOf(byMinibatch[m].array(), byMinibatch[m].position())));
          byMinibatch[m] = null;
        }
      }
      return groups;
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
