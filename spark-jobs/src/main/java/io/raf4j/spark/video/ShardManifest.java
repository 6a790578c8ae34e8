package io.raf4j.spark.video;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.FrameTimes;
import io.raf4j.datasets.video.VideoIndex;
import io.raf4j.random.KeyedPermutation;
import io.raf4j.random.Purpose;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.files.Json;
import io.raf4j.spark.files.Leftovers;
import io.raf4j.spark.record.Claim;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What a folder of shards holds: {@code manifest.json}, written last, so that its presence says
 * that the shards are complete.
 *
 * <p>In the layout {@code frames} each shard is a file of whole frames, see {@link FrameShards}. In
 * the layout {@code minibatches} the clip's pixels are numbered frame by frame, row by row. A keyed
 * permutation gives every pixel a position; minibatch m holds the positions {@code m batch} to
 * {@code (m + 1) batch - 1}, positions beyond the last pixel starting over from 0, so that all
 * minibatches are full. Shard s holds a contiguous range of minibatches.
 *
 * @param source the clip
 * @param sourceSha256 of the clip's bytes
 * @param sourceBytes size of the clip
 * @param index what decoding all of the clip found, by which any of its frames is found again
 * @param firstFrame the clip's frame that is frame 0 here
 * @param frames how many frames
 * @param height rows of a frame, after scaling
 * @param width columns of a frame, after scaling
 * @param channels 1 (grey) or 3 (RGB)
 * @param scale factor by which both sides were scaled
 * @param batch pixels of a minibatch
 * @param shards files, at most
 * @param seed key of the permutation, and of the sample on which progress is measured
 * @param structureTensor mean outer product of the gradient along t, y and x, per unit of the
 *     coordinates in [-1, 1], over the variance; 3 x 3 numbers, row by row
 * @param layout how pixels lie in the shards; minibatches where a manifest does not say
 */
record ShardManifest(
    String source,
    String sourceSha256,
    long sourceBytes,
    VideoIndex index,
    int firstFrame,
    int frames,
    int height,
    int width,
    int channels,
    double scale,
    int batch,
    int shards,
    long seed,
    List<Double> structureTensor,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = ShardLayout.Unsaid.class)
        ShardLayout layout)
    implements Serializable {

  /** Checks that the parts belong together. */
  ShardManifest {
    structureTensor = List.copyOf(structureTensor);
    layout = layout == null ? ShardLayout.MINIBATCHES : layout;
    boolean isPart = firstFrame >= 0 && frames >= 1 && frames <= index.frames() - firstFrame;
    boolean isCut = height >= 1 && width >= 1 && batch >= 1 && shards >= 1;
    if (!isPart || !isCut || !(scale > 0) || channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "frames from %d on, %d of %d, of %d x %d x %d at scale %s in minibatches of %d and %d shards; expected a part of the clip"
              .formatted(
                  firstFrame,
                  frames,
                  index.frames(),
                  height,
                  width,
                  channels,
                  scale,
                  batch,
                  shards));
    }
    if ((double) frames * height * width / batch > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "minibatches of " + batch + " pixels are more than can be numbered");
    }
    if (!structureTensor.isEmpty() && structureTensor.size() != TENSOR) {
      throw new IllegalArgumentException(
          "structureTensor has " + structureTensor.size() + " numbers; expected " + TENSOR);
    }
  }

  /** The name of the file that describes the clip that a model has learned. */
  static final String OF_MODEL = "clip.json";

  private static final String NAME = "manifest.json";

  /** Numbers of a structure tensor of three coordinates. */
  private static final int TENSOR = 9;

  /** Returns this description with the structure tensor set. */
  ShardManifest withTensor(double[] tensor) {
    return new ShardManifest(
        source,
        sourceSha256,
        sourceBytes,
        index,
        firstFrame,
        frames,
        height,
        width,
        channels,
        scale,
        batch,
        shards,
        seed,
        Arrays.stream(tensor).boxed().toList(),
        layout);
  }

  /** Returns this description with another layout of the shards. */
  ShardManifest as(ShardLayout other) {
    return as(other, batch);
  }

  /** Returns this description with another layout of the shards and batches of another size. */
  ShardManifest as(ShardLayout other, int otherBatch) {
    return new ShardManifest(
        source,
        sourceSha256,
        sourceBytes,
        index,
        firstFrame,
        frames,
        height,
        width,
        channels,
        scale,
        otherBatch,
        shards,
        seed,
        structureTensor,
        other);
  }

  /** Returns how many pixels the clip has. */
  public long pixels() {
    return (long) frames * height * width;
  }

  /** Returns how many minibatches one pass over the clip makes. */
  public int minibatches() {
    return Math.toIntExact((pixels() + batch - 1) / batch);
  }

  /** Returns the frames in the clip's own numbers. */
  public FrameRange sourceFrames() {
    return new FrameRange(firstFrame, firstFrame + frames);
  }

  /** Returns when the frames are shown. */
  public FrameTimes times() {
    return index.times().part(sourceFrames());
  }

  /**
   * Returns the coordinates of the pixels: t, y downwards, and x, each in [-1, 1]. The coordinate t
   * of a frame is when it is shown.
   */
  public CoordinateGrid grid() {
    return grid(times(), height, width);
  }

  /** Returns the coordinates of the pixels of frames. */
  public static CoordinateGrid grid(FrameTimes times, int height, int width) {
    CoordinateGrid even = CoordinateGrid.of(1, times.frames(), height, width);
    double[] ticks = times.ticks().stream().mapToDouble(Long::doubleValue).toArray();
    return times.isEven() ? even : even.withPositions(0, ticks);
  }

  /** Returns the permutation that gives each pixel its position. */
  public KeyedPermutation positions() {
    return new KeyedPermutation(pixels(), seed, Purpose.SHUFFLE, 0);
  }

  /** Returns the shard that holds a minibatch. */
  public int shardOf(int minibatch) {
    return (int) ((long) minibatch * shards / minibatches());
  }

  /** Returns the first minibatch of a shard; that of the shard after the last is the count. */
  public int firstOf(int shard) {
    return (int) (((long) shard * minibatches() + shards - 1) / shards);
  }

  /** Returns how many shards there are. */
  int files() {
    return layout == ShardLayout.FRAMES ? FrameShards.ranges(this).size() : shards;
  }

  /** Returns the folder of one shard, or its file in the layout {@code frames}. */
  static Path folder(Path root, int shard) {
    return new Path(root, String.format(Locale.ROOT, "shard-%05d", shard));
  }

  /**
   * Returns what a shard is called while it is written: a task that is tried again, or twice at
   * once, writes beside its twin, and the last rename wins.
   */
  static Path unfinished(Path root, int shard) {
    return new Path(root, "_" + folder(root, shard).getName() + "-" + UUID.randomUUID());
  }

  /** Writes the manifest into the folder of the shards, which makes them complete. */
  void complete(Path root, Configuration hadoop) {
    write(new Path(root, NAME), hadoop);
  }

  /** Writes the description of the clip to a file, as a model keeps it. */
  public void write(Path file, Configuration hadoop) {
    try {
      AtomicFile.write(file, Json.lines(this), hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * Reads the manifest of a folder of shards.
   *
   * @throws SettingsException if the folder is not one, or its shards were never completed
   */
  public static ShardManifest read(Path root, Configuration hadoop) {
    try {
      return readFile(new Path(root, NAME), hadoop);
    } catch (FileNotFoundException e) {
      throw new SettingsException(
          root
              + " has no "
              + NAME
              + ": not a folder of shards, or sharding did not finish;"
              + " run raf shard video --input CLIP --output FOLDER",
          e);
    } catch (IOException e) {
      throw new SettingsException("cannot read the manifest of " + root + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the file cannot be read
   */
  public static ShardManifest readFile(Path file, Configuration hadoop) throws IOException {
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return Json.read(in, ShardManifest.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          file
              + " is damaged or was written by an earlier version of RAF4J ("
              + e.getOriginalMessage()
              + "); shard and train the clip again",
          e);
    }
  }

  /** Returns whether the shards hold the same minibatches in the same files. */
  public boolean isCutAs(ShardManifest plan) {
    return withTensor(new double[0]).equals(plan.withTensor(new double[0]));
  }

  /** Returns whether a folder holds nothing but what an interrupted sharding leaves. */
  public static boolean isUnfinished(Path root, Configuration hadoop) {
    try {
      return Arrays.stream(root.getFileSystem(hadoop).listStatus(root))
          .map(entry -> entry.getPath().getName())
          .allMatch(
              name ->
                  name.matches("shard-\\d{5}")
                      || name.equals(Claim.FOLDER)
                      || Leftovers.isHalfWritten(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + root, e);
    }
  }

  /** Returns whether a folder holds complete shards. */
  public static boolean exists(Path root, Configuration hadoop) {
    try {
      return root.getFileSystem(hadoop).exists(new Path(root, NAME));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + root, e);
    }
  }
}
