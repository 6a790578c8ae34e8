package io.raf4j.spark.video;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.LocalCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A clip in shards of the layout {@code frames}, with all of its pixels at hand: files that are
 * mapped into memory, and the coordinates of each axis.
 *
 * <p>A shard on a local disk is mapped where it lies. Of one on another file system a temporary
 * copy is, which has no name any more once it is mapped. A mapping ends when the garbage collector
 * finds this gone, and never under a task that still reads.
 *
 * <p>Cost: one pass over all bytes, for their checksums, which leaves them in the system's cache as
 * far as there is room; 12 bytes a frame. Immutable and thread-safe.
 */
final class MappedClip {

  /** Bytes of a mapping, at most, where a frame is not larger: Java's end below 2^31. */
  static final int MOST_MAPPED = 1 << 30;

  private final ShardManifest clip;
  private final ShardSeal seal;
  private final Path root;
  private final int mostMapped;
  private final ByteBuffer[] parts;
  private final int[] offsets;
  private final float[][] axes;

  private MappedClip(ShardManifest clip, ShardSeal seal, Path root, int mostMapped) {
    this.clip = clip;
    this.seal = seal;
    this.root = root;
    this.mostMapped = mostMapped;
    this.parts = new ByteBuffer[clip.frames()];
    this.offsets = new int[clip.frames()];
    this.axes = axes(clip.grid());
  }

  private static float[][] axes(CoordinateGrid grid) {
    float[][] axes = new float[grid.axes()][];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = new float[grid.extent(axis)];
      for (int sample = 0; sample < axes[axis].length; sample++) {
        axes[axis][sample] = grid.coordinate(axis, sample);
      }
    }
    return axes;
  }

  /**
   * Maps all shards and compares their seals.
   *
   * @param root folder of the shards
   * @param mostMapped bytes of a mapping, at most, where a frame is not larger
   * @throws SettingsException if a shard is another one or damaged
   * @throws UncheckedIOException if a shard cannot be read
   */
  static MappedClip open(
      ShardManifest clip, ShardSeal seal, Path root, Configuration hadoop, int mostMapped) {
    MappedClip mapped = new MappedClip(clip, seal, root, mostMapped);
    List<FrameRange> ranges = FrameShards.ranges(clip);
    for (int shard = 0; shard < ranges.size(); shard++) {
      Path file = ShardManifest.folder(root, shard);
      try (LocalCopy local = LocalCopy.of(file, "shard", hadoop);
          FileChannel channel = FileChannel.open(local.path(), StandardOpenOption.READ)) {
        mapped.map(shard, ranges.get(shard), channel);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read shard " + shard + " of " + root, e);
      }
    }
    return mapped;
  }

  private void map(int shard, FrameRange range, FileChannel channel) throws IOException {
    long bytes = (long) (range.to() - range.from()) * frameBytes();
    long length = bytes + FrameShards.seal(seal, shard, range, 0).length;
    if (channel.size() != length) {
      throw damaged(shard, "it has " + channel.size() + " bytes instead of " + length);
    }
    byte[] found = new byte[(int) (length - bytes)];
    channel.map(FileChannel.MapMode.READ_ONLY, bytes, found.length).get(found);
    byte[] own = seal.bytes(shard);
    if (!Arrays.equals(own, Arrays.copyOf(found, own.length))) {
      throw ShardSeal.foreign(shard, root);
    }
    CRC32C checksum = new CRC32C();
    int first = range.from() - clip.firstFrame();
    int atOnce = Math.max(1, mostMapped / frameBytes());
    for (int frame = first; frame < range.to() - clip.firstFrame(); frame += atOnce) {
      int count = Math.min(atOnce, range.to() - clip.firstFrame() - frame);
      mapPart(channel, frame, count, frame - first);
      checksum.update(parts[frame].duplicate());
    }
    if (!Arrays.equals(found, FrameShards.seal(seal, shard, range, checksum.getValue()))) {
      throw damaged(shard, "its checksum is wrong");
    }
  }

  private void mapPart(FileChannel channel, int frame, int count, int before) throws IOException {
    ByteBuffer part =
        channel.map(
            FileChannel.MapMode.READ_ONLY,
            (long) before * frameBytes(),
            (long) count * frameBytes());
    for (int i = 0; i < count; i++) {
      parts[frame + i] = part;
      offsets[frame + i] = i * frameBytes();
    }
  }

  private SettingsException damaged(int shard, String how) {
    return new SettingsException(
        ShardManifest.folder(root, shard)
            + " is damaged: "
            + how
            + "; remove "
            + root
            + " and cut the clip again");
  }

  private int frameBytes() {
    return clip.height() * clip.width() * clip.channels();
  }

  /**
   * Copies neighbouring components of a frame, {@code [height, width, channels]} row by row.
   *
   * @param first the first component
   */
  void copy(int frame, int first, int count, byte[] into) {
    parts[frame].get(offsets[frame] + first, into, 0, count);
  }

  /** Returns the coordinates of the samples of an axis, t, y or x; nobody may change them. */
  float[] axis(int axis) {
    return axes[axis];
  }
}
