package io.raf4j.spark.job;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.VideoInfo;
import io.raf4j.datasets.video.VideoReader;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.conf.VideoOptions;
import io.raf4j.spark.report.InputFile;
import io.raf4j.spark.shard.LocalClip;
import io.raf4j.spark.shard.ShardManifest;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Looks at a clip before any work and plans its shards; every fault of the input shows here. */
final class VideoPlan {

  /** A task puts a minibatch together in one Java array, at most 14 bytes a pixel on the way. */
  private static final int MOST_PIXELS_OF_A_BATCH = 1 << 26;

  private VideoPlan() {}

  /**
   * Plans the shards of a clip.
   *
   * @throws SettingsException if there is no such clip, it is no video, or the frames are not in it
   */
  static ShardManifest of(
      String input, VideoOptions video, TrainingOptions training, Configuration hadoop) {
    requirePossible(training.batch());
    InputFile file = Inputs.fingerprint(input, hadoop);
    VideoInfo info;
    try {
      info = VideoInfo.probe(LocalClip.of(new Path(file.path()), hadoop));
    } catch (MediaException | UncheckedIOException e) {
      throw new SettingsException("--input " + input + ": " + e.getMessage(), e);
    }
    if (!(info.frameRate() > 0 && info.frameRate() <= 1000)) {
      throw new SettingsException(
          "--input "
              + input
              + " has a frame rate of "
              + info.frameRate()
              + "; expected above 0 and at most 1000: set another one with FFmpeg");
    }
    FrameRange frames;
    try {
      frames = video.frames().within(info.frames());
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "--frames: " + e.getMessage() + "; the clip has " + info.frames() + " frames", e);
    }
    VideoReader.Options reading = new VideoReader.Options(frames, video.scale(), video.channels());
    return new ShardManifest(
        file.path(),
        file.sha256(),
        file.bytes(),
        frames.from(),
        frames.to() - frames.from(),
        reading.scaled(info.height()),
        reading.scaled(info.width()),
        video.channels(),
        info.frameRate(),
        video.scale(),
        training.batch(),
        video.shards(),
        training.seed(),
        List.of());
  }

  private static void requirePossible(int batch) {
    if (batch > MOST_PIXELS_OF_A_BATCH) {
      throw new SettingsException(
          "--batch is " + batch + "; expected at most " + MOST_PIXELS_OF_A_BATCH);
    }
  }
}
