package io.raf4j.spark.faults;

import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageWriter;
import io.raf4j.datasets.video.SampleClip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A job that is small enough to be run hundreds of times: two logical workers, {@value #STEPS}
 * steps in rounds of {@value #STEPS_A_ROUND}, and a checkpoint after nearly every round.
 *
 * @param name of its kind of work
 * @param words of the command line but for master and output
 */
record SmallJob(String name, List<String> words) {

  /** Optimiser steps of a whole job. */
  static final int STEPS = 24;

  /** Optimiser steps of a round. */
  static final int STEPS_A_ROUND = 2;

  /** Seconds between checkpoints. */
  private static final String OFTEN = "0.05";

  private static final String NEVER = "3600";

  private static final String SHARED =
      " --json --workers 2 --seed 3 --width 8 --depth 1 --batch 64"
          + (" --checkpoint-seconds " + OFTEN)
          + (" --averaging-frequency " + STEPS_A_ROUND + " --steps " + STEPS);

  private static final int SIDE = 24;

  /** The same, with no checkpoint before its end. */
  SmallJob withoutCheckpoints() {
    return new SmallJob(name, words.stream().map(w -> w.equals(OFTEN) ? NEVER : w).toList());
  }

  /**
   * Writes the inputs and returns a job of each kind.
   *
   * @param folder an existing folder for the inputs
   */
  static List<SmallJob> all(Path folder) {
    Path clip = folder.resolve("clip.mp4");
    SampleClip.write(clip, new SampleClip.Options(4, 32, 48, 7));
    Path picture = folder.resolve("picture.png");
    ImageWriter.write(picture, picture());
    return List.of(
        of("pde", "solve pde --problem heat --optimizer adam", List.of()),
        of("image", "reconstruct image", List.of("--input", picture.toString())),
        of("video", "reconstruct video", List.of("--input", clip.toString())));
  }

  private static SmallJob of(String name, String command, List<String> input) {
    List<String> words = new ArrayList<>(List.of((command + SHARED).split(" ")));
    words.addAll(input);
    return new SmallJob(name, List.copyOf(words));
  }

  /** A hill of three colours. */
  private static Image picture() {
    float[] values = new float[SIDE * SIDE * 3];
    IntStream.range(0, values.length)
        .forEach(
            i -> {
              double x = (double) (i / 3 % SIDE) / SIDE;
              double y = (double) (i / 3 / SIDE) / SIDE;
              values[i] = (float) (0.5 + 0.4 * Math.sin(3 * x + i % 3) * Math.cos(4 * y));
            });
    return new Image(SIDE, SIDE, 3, 8, values);
  }
}
