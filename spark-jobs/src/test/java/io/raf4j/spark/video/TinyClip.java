package io.raf4j.spark.video;

import io.raf4j.datasets.media.Orientation;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.FrameTimes;
import io.raf4j.datasets.video.SampleClip;
import io.raf4j.datasets.video.VideoIndex;
import io.raf4j.datasets.video.VideoReader;
import io.raf4j.spark.files.LocalClip;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A generated clip of a few frames and how it is to be cut.
 *
 * @param file the clip
 * @param frames how many
 * @param height rows
 * @param width columns
 */
public record TinyClip(Path file, int frames, int height, int width) {

  /** Writes a clip into a folder. */
  public static TinyClip in(Path folder, int frames, int height, int width) {
    Path file = folder.resolve("clip-" + frames + "x" + height + "x" + width + ".mp4");
    SampleClip.write(file, new SampleClip.Options(frames, height, width, 7));
    return new TinyClip(file, frames, height, width);
  }

  /** Returns what an index of even frames would hold, of no file. */
  static VideoIndex index(int frames, int height, int width) {
    return index(FrameTimes.even(frames, 1, 25), height, width);
  }

  /** Returns what an index of frames at some times would hold, of no file. */
  static VideoIndex index(FrameTimes times, int height, int width) {
    return new VideoIndex(
        height,
        width,
        Orientation.UPRIGHT,
        1,
        1,
        "h264",
        "yuv420p",
        times,
        List.of(),
        Collections.nCopies(times.frames(), 0),
        List.of(),
        List.of(),
        List.of());
  }

  /** Plans shards of the whole clip. */
  public ShardManifest plan(int batch, int shards, int channels) {
    return plan(new FrameRange(0, frames), batch, shards, channels);
  }

  /** Plans shards of some frames. */
  ShardManifest plan(FrameRange range, int batch, int shards, int channels) {
    return new ShardManifest(
        file.toUri().toString(),
        "not computed",
        0,
        VideoIndex.scan(file, OrientationRule.SHOWN, false, seen -> {}),
        range.from(),
        range.to() - range.from(),
        height,
        width,
        channels,
        1,
        batch,
        shards,
        5,
        List.of(),
        ShardLayout.MINIBATCHES);
  }

  /** Decodes what a plan is about, in one go. */
  static List<Frame> decode(ShardManifest plan) {
    return VideoReader.read(
        LocalClip.of(new org.apache.hadoop.fs.Path(plan.source()), new Configuration()),
        plan.index(),
        new VideoReader.Options(plan.sourceFrames(), plan.scale(), plan.channels()));
  }
}
