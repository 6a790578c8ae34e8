package io.raf4j.spark.job;

import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FramePng;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.VideoReader;
import io.raf4j.metric.MeanSquaredError;
import io.raf4j.metric.Psnr;
import io.raf4j.metric.Ssim;
import io.raf4j.spark.report.AtomicFile;
import io.raf4j.spark.report.FrameRow;
import io.raf4j.spark.shard.LocalClip;
import io.raf4j.spark.shard.ShardManifest;
import io.raf4j.spark.training.TaskDevice;
import io.raf4j.spark.training.TaskThreads;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Reconstructs and scores frames on an executor: decodes the originals, evaluates the network at
 * every pixel, and leaves pictures where the driver finds them.
 *
 * <p>MSE is that of colours in [-1, 1] as the network gives them; PSNR and SSIM are those of
 * colours in [0, 1], clipped. Memory: one frame and one block of points.
 *
 * @param runId the run, for the rows
 * @param clip what is reconstructed
 * @param pictures folder for the pictures
 * @param shown frames whose originals are kept as pictures too
 * @param threads threads of a task
 * @param model the network, as DL4J writes it
 * @param done counts the frames that are finished
 */
record FrameEvaluator(
    String runId,
    ShardManifest clip,
    String pictures,
    Set<Integer> shown,
    TaskThreads threads,
    Broadcast<byte[]> model,
    LongAccumulator done,
    SerializableConfiguration hadoop)
    implements Serializable {

  /** Returns the picture of a frame's reconstruction. */
  static Path reconstruction(Path pictures, int frame) {
    return new Path(pictures, String.format(Locale.ROOT, "reconstruction-%06d.png", frame));
  }

  /** Returns the picture of a frame's original, kept for the frames shown. */
  static Path original(Path pictures, int frame) {
    return new Path(pictures, String.format(Locale.ROOT, "original-%06d.png", frame));
  }

  /** Evaluates a range of frames. */
  List<FrameRow> evaluate(FrameRange frames) {
    threads.limit();
    TaskDevice.claim();
    MultiLayerNetwork network = GridValues.restored(model.value());
    List<FrameRow> rows = new ArrayList<>();
    VideoReader.Options reading =
        new VideoReader.Options(
            new FrameRange(clip.firstFrame() + frames.from(), clip.firstFrame() + frames.to()),
            clip.scale(),
            clip.channels());
    java.nio.file.Path local = LocalClip.of(new Path(clip.source()), hadoop.value());
    try (VideoReader reader = VideoReader.open(local, reading)) {
      for (int frame = frames.from(); frame < frames.to(); frame++) {
        rows.add(evaluate(network, frame, reader.next()));
        done.add(1);
      }
    }
    return rows;
  }

  private FrameRow evaluate(MultiLayerNetwork network, int frame, Frame original) {
    long began = System.nanoTime();
    int pixels = clip.height() * clip.width();
    float[] values =
        GridValues.of(network, clip.grid(), clip.channels(), (long) frame * pixels, pixels);
    float[] target = new float[values.length];
    float[] clipped = new float[values.length];
    float[] reference = new float[values.length];
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      int component = original.pixels()[i] & 0xff;
      target[i] = component / 127.5f - 1;
      reference[i] = component / 255f;
      clipped[i] = Math.max(0, Math.min(1, values[i] / 2 + 0.5f));
      bytes[i] = (byte) Math.round(255 * clipped[i]);
    }
    Frame picture = new Frame(clip.height(), clip.width(), clip.channels(), bytes);
    write(reconstruction(new Path(pictures), frame), picture);
    if (shown.contains(frame)) {
      write(original(new Path(pictures), frame), original);
    }
    return new FrameRow(
        runId,
        frame,
        clip.firstFrame() + frame,
        MeanSquaredError.of(target, values),
        Psnr.of(reference, clipped, 1),
        ssim(reference, clipped),
        (System.nanoTime() - began) / 1e9);
  }

  /** SSIM needs a window of pixels; NaN says that a frame is smaller than that. */
  private double ssim(float[] reference, float[] clipped) {
    return Math.min(clip.height(), clip.width()) < Ssim.WINDOW
        ? Double.NaN
        : Ssim.of(reference, clipped, clip.height(), clip.width(), clip.channels(), 1);
  }

  private void write(Path target, Frame picture) {
    try {
      AtomicFile.write(target, FramePng.encode(picture), hadoop.value());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the picture " + target, e);
    }
  }
}
