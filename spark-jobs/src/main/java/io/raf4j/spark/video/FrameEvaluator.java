package io.raf4j.spark.video;

import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.VideoReader;
import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.files.LocalClip;
import io.raf4j.spark.run.GridValues;
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
 * every pixel, and leaves their pixels where the driver finds them.
 *
 * @param runId the run, for the rows
 * @param clip what is reconstructed
 * @param pictures folder for the pixels of frames, as they are: they are read once and deleted
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

  /** Returns the file of the pixels of a frame's reconstruction. */
  static Path reconstruction(Path pictures, int frame) {
    return new Path(pictures, String.format(Locale.ROOT, "reconstruction-%06d", frame));
  }

  /** Returns the file of the pixels of a frame's original, kept for the frames shown. */
  static Path original(Path pictures, int frame) {
    return new Path(pictures, String.format(Locale.ROOT, "original-%06d", frame));
  }

  /** Evaluates a range of frames, in the clip's own numbers. */
  List<FrameRow> evaluate(FrameRange frames) {
    threads.limit();
    TaskDevice.claim();
    MultiLayerNetwork network = GridValues.restored(model.value());
    FrameScorer scorer =
        new FrameScorer(network, clip.grid(), clip.height(), clip.width(), clip.channels());
    List<FrameRow> rows = new ArrayList<>();
    VideoReader.Options reading = new VideoReader.Options(frames, clip.scale(), clip.channels());
    java.nio.file.Path local = LocalClip.of(new Path(clip.source()), hadoop.value());
    try (VideoReader reader = VideoReader.open(local, clip.index(), reading)) {
      for (int frame = frames.from(); frame < frames.to(); frame++) {
        rows.add(evaluate(scorer, frame - clip.firstFrame(), reader.next()));
        done.add(1);
      }
    }
    return rows;
  }

  private FrameRow evaluate(FrameScorer scorer, int frame, Frame original) {
    long began = System.nanoTime();
    FrameScorer.Score score = scorer.of(frame, original);
    write(reconstruction(new Path(pictures), frame), score.picture());
    if (shown.contains(frame)) {
      write(original(new Path(pictures), frame), original);
    }
    return new FrameRow(
        runId,
        frame,
        clip.firstFrame() + frame,
        score.mse(),
        score.psnr(),
        score.ssim(),
        score.msSsim(),
        (System.nanoTime() - began) / 1e9);
  }

  private void write(Path target, Frame picture) {
    try {
      AtomicFile.writeForNow(target, picture.pixels(), hadoop.value());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the picture " + target, e);
    }
  }
}
