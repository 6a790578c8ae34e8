package io.raf4j.spark.video;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.video.EncodingChoice;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.VideoIndex;
import io.raf4j.datasets.video.VideoReader;
import io.raf4j.datasets.video.VideoWriter;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.files.InputFile;
import io.raf4j.spark.files.LocalClip;
import io.raf4j.spark.run.EncodingPlan;
import io.raf4j.spark.run.Inputs;
import io.raf4j.spark.run.NetworkPlan;
import io.raf4j.spark.run.Progress;
import io.raf4j.spark.run.SampleRuns;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A clip that has been looked at before any work; every fault of the input shows here.
 *
 * @param settings with the encoding decided, and with the defaults that go with it
 * @param network that learns the clip
 * @param clip how it is cut into shards
 */
record ClipPlan(Settings settings, NetworkPlan network, ShardManifest clip) {

  /** A task puts a minibatch together in one Java array, at most 14 bytes a pixel on the way. */
  private static final int MOST_PIXELS_OF_A_BATCH = 1 << 26;

  /**
   * Plans the shards of a clip and the network that learns it, whose encoding depends on the clip's
   * size.
   *
   * @param notes to which is added what has to be known of the clip and of its reconstruction
   * @throws SettingsException if there is no such clip, it is no video, the frames are not in it,
   *     or a setting is wrong
   */
  static ClipPlan of(Settings settings, Configuration hadoop, List<String> notes) {
    VideoOptions video = VideoOptions.of(settings);
    TrainingOptions asked = TrainingOptions.of(settings);
    requirePossible(asked.batch());
    String input = settings.required(Key.INPUT);
    InputFile file = Inputs.fingerprint(input, hadoop);
    VideoIndex index = index(file, input, video, hadoop);
    FrameRange frames;
    try {
      frames = video.frames().within(index.frames());
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "--frames: " + e.getMessage() + "; the clip has " + index.frames() + " frames", e);
    }
    VideoReader.Options reading = new VideoReader.Options(frames, video.scale(), video.channels());
    ShardManifest looked = plan(file, index, reading, asked, video.shards());
    Settings decided = EncodingPlan.decided(settings, looked.grid(), looked.channels());
    NetworkPlan network = VideoPlan.network(decided, looked);
    int batch = network.training().batch();
    if (network.isEncoded()) {
      SampleRuns.requireRuns(batch);
    }
    ShardManifest clip = looked.as(ShardLayout.of(network), batch);
    notes.addAll(index.notes());
    requireWritable(clip, input, notes);
    return new ClipPlan(decided, network, clip);
  }

  private static ShardManifest plan(
      InputFile file,
      VideoIndex index,
      VideoReader.Options reading,
      TrainingOptions training,
      int shards) {
    FrameRange frames = reading.frames();
    return new ShardManifest(
        file.path(),
        file.sha256(),
        file.bytes(),
        index,
        frames.from(),
        frames.to() - frames.from(),
        reading.scaled(index.height()),
        reading.scaled(index.width()),
        reading.channels(),
        reading.scale(),
        training.batch(),
        shards,
        training.seed(),
        List.of(),
        ShardLayout.MINIBATCHES);
  }

  /** Tries the encoder now, on frames of this shape: no run is to fail by its copy. */
  private static void requireWritable(ShardManifest plan, String input, List<String> notes) {
    try {
      EncodingChoice choice =
          VideoWriter.plan(plan.height(), plan.width(), plan.channels(), plan.times());
      if (!choice.isUsual()) {
        notes.add("the reconstruction will be " + choice.description());
      }
    } catch (MediaException e) {
      throw new SettingsException(
          "--input " + input + ": its reconstruction cannot be written: " + e.getMessage(), e);
    }
  }

  /** Decodes the clip once, which finds whatever is wrong with it and where each frame is. */
  static VideoIndex index(InputFile file, String input, VideoOptions video, Configuration hadoop) {
    try (Progress progress = Progress.unbounded("looking at the clip")) {
      return VideoIndex.scan(
          LocalClip.of(new Path(file.path()), hadoop),
          video.orientation(),
          video.allowDamaged(),
          seen -> progress.at(seen, "frames"));
    } catch (MediaException | UncheckedIOException e) {
      throw new SettingsException("--input " + input + ": " + e.getMessage(), e);
    }
  }

  private static void requirePossible(int batch) {
    if (batch > MOST_PIXELS_OF_A_BATCH) {
      throw new SettingsException(
          "--batch is " + batch + "; expected at most " + MOST_PIXELS_OF_A_BATCH);
    }
  }
}
