package io.raf4j.spark.video;

import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.VideoReader;
import io.raf4j.random.KeyedPermutation;
import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.files.LocalClip;
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
 * Cuts a clip into shards on the executors, in one pass over it.
 *
 * <p>Each task decodes a range of frames, as {@code VideoIndex.ranges} cuts them, and sends every
 * pixel's colour to the slot of the minibatch that the permutation gives it; the shuffle sorts by
 * minibatch, and each shard is written as a Hadoop {@link ArrayFile} of its {@link ShardSeal} and
 * one record a minibatch, read back by number. A record holds colours alone ({@code batch channels}
 * bytes): the permutation is inverted to find the pixels again, which takes about a hundredth of a
 * training step and halves the files.
 *
 * <p>Memory of a task: the pixels of some frames, grouped by minibatch, in at most twice {@value
 * #GROUPED} bytes, and one minibatch; shuffled bytes: 4 + channels for every pixel.
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
    delete(output, hadoop);
    int least = Math.max(LEAST_FRAMES_OF_A_TASK, plan.frames() / MOST_TASKS);
    List<FrameRange> ranges = plan.index().ranges(plan.sourceFrames(), least, DECODED_IN_VAIN);
    JavaPairRDD<Integer, byte[]> pixels =
        spark
            .parallelizePairs(numbered(ranges), ranges.size())
            .flatMapToPair(
                range -> new ScatteredFrames(plan, range._1, open(from, plan, range._2, shipped)));
    List<byte[]> sums =
        pixels
            .repartitionAndSortWithinPartitions(new ByShard(plan))
            .mapPartitionsWithIndex(
                (shard, sorted) -> gathered(plan, shard, sorted, new Path(to), shipped.value()),
                false)
            .collect();
    ShardManifest finished =
        plan.withTensor(
            GradientSums.of(sums.get(0))
                .structureTensor(plan.times(), plan.height(), plan.width()));
    finished.complete(output, hadoop);
    return finished;
  }

  private static List<Tuple2<Integer, FrameRange>> numbered(List<FrameRange> ranges) {
    return IntStream.range(0, ranges.size()).mapToObj(i -> new Tuple2<>(i, ranges.get(i))).toList();
  }

  /** Writes a shard, or adds up what the tasks found out about gradients, the last partition. */
  private static Iterator<byte[]> gathered(
      ShardManifest plan,
      int shard,
      Iterator<Tuple2<Integer, byte[]>> sorted,
      Path root,
      Configuration hadoop)
      throws IOException {
    if (shard == plan.shards()) {
      return List.of(RangeSeams.sums(plan, sorted).bytes()).iterator();
    }
    if (sorted.hasNext()) {
      writeShard(plan, sorted, root, hadoop);
    }
    return List.<byte[]>of().iterator();
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

  private static VideoReader open(
      String clip, ShardManifest plan, FrameRange range, SerializableConfiguration hadoop) {
    return VideoReader.open(
        LocalClip.of(new Path(clip), hadoop.value()),
        plan.index(),
        new VideoReader.Options(range, plan.scale(), plan.channels()));
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
