package io.raf4j.spark.video;

import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.VideoReader;
import io.raf4j.spark.files.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import scala.Tuple2;

/**
 * The shards of the layout {@code frames}: which frames each has and how it is written.
 *
 * <p>A shard is one file: {@code [frames, height, width, channels]} bytes, and behind them its seal
 * in ASCII, see {@link #seal}. Whoever decodes a range of frames writes it as it goes; nothing is
 * shuffled and nothing but a frame is in memory.
 */
final class FrameShards {

  private FrameShards() {}

  /**
   * Returns the frames of each shard, in the clip's own numbers: at most {@code shards} ranges, and
   * fewer where that would make them short or decode too many frames in vain.
   */
  static List<FrameRange> ranges(ShardManifest plan) {
    return VideoSharder.ranges(plan, (plan.frames() + plan.shards() - 1) / plan.shards());
  }

  /**
   * Returns what stands behind the frames of a shard: its {@link ShardSeal}, the frames and CRC-32C
   * of their bytes. Its length does not depend on the latter.
   */
  static byte[] seal(ShardSeal cut, int shard, FrameRange frames, long checksum) {
    return String.format(
            Locale.ROOT,
            "%s, frames %s, CRC-32C %08x\n",
            new String(cut.bytes(shard), StandardCharsets.US_ASCII),
            frames,
            checksum)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Writes a shard, which has its name once it is complete.
   *
   * @param range its frames, in the clip's own numbers
   * @param frames gives them
   * @return what {@link RangeSeams} asks for
   * @throws IOException if the file system refuses
   */
  static List<Tuple2<Integer, byte[]>> write(
      ShardManifest plan,
      int shard,
      FrameRange range,
      VideoReader frames,
      Path root,
      Configuration hadoop)
      throws IOException {
    FileSystem files = root.getFileSystem(hadoop);
    Path unfinished = ShardManifest.unfinished(root, shard);
    RangeSeams seams = new RangeSeams(plan, shard);
    files.mkdirs(root);
    // Where it was renamed there is nothing left to delete.
    try (Closeable deleted = () -> files.delete(unfinished, false)) {
      try (FSDataOutputStream out = AtomicFile.create(files, unfinished)) {
        CRC32C checksum = new CRC32C();
        while (frames.hasNext()) {
          int number = frames.position() - plan.firstFrame();
          Frame frame = frames.next();
          seams.add(number, frame);
          checksum.update(frame.pixels());
          out.write(frame.pixels());
        }
        out.write(seal(ShardSeal.of(plan), shard, range, checksum.getValue()));
      }
      AtomicFile.replace(files, unfinished, ShardManifest.folder(root, shard));
    }
    return seams.records();
  }
}
