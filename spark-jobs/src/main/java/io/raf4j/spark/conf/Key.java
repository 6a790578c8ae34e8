package io.raf4j.spark.conf;

import java.util.Arrays;
import java.util.List;

/**
 * Every setting that a configuration file or {@code --set} may name.
 *
 * <p>The text is what help and documentation show. Defaults are in {@code defaults.conf} beside
 * this class, one line a key; an empty default means that the setting is absent.
 */
public enum Key {
  /** What a job reads. */
  INPUT("input", "what the job reads: a clip, a folder of shards or a finished run"),
  /** Where a job writes. */
  OUTPUT("output", "folder that the job creates; must not exist unless --resume is given"),
  /** Frame range. */
  FRAMES("frames", "frames A:B of the clip, half-open, counted from 0; empty for all"),
  /** Spatial scale. */
  SCALE("scale", "factor by which both sides of every frame are scaled"),
  /** Colour. */
  GREY("grey", "true to turn colours into grey"),
  /** Activation. */
  ACTIVATION("activation", "name of a preset, or an activation composed of terms"),
  /** Units per layer. */
  WIDTH("width", "neurons of a hidden layer"),
  /** Hidden layers. */
  DEPTH("depth", "hidden layers"),
  /** Steps. */
  STEPS("steps", "optimiser steps of one logical worker"),
  /** Batch. */
  BATCH("batch", "examples of one optimiser step"),
  /** Learning rate. */
  LEARNING_RATE("learning-rate", "initial rate of Adam; empty for the activation's own"),
  /** Schedule. */
  SCHEDULE("schedule", "constant, cosine or step"),
  /** Step decay factor. */
  DECAY_FACTOR("decay-factor", "factor of the step schedule"),
  /** Step decay period. */
  DECAY_EVERY("decay-every", "optimiser steps between two factors of the step schedule"),
  /** Seed. */
  SEED("seed", "seed of everything random"),
  /** Logical workers. */
  WORKERS("workers", "logical workers whose parameters are averaged; part of the result"),
  /** Averaging frequency. */
  AVERAGING_FREQUENCY("averaging-frequency", "optimiser steps between two averages"),
  /** Element type. */
  DTYPE("dtype", "float or double"),
  /** Time limit. */
  MAX_SECONDS("max-seconds", "stop training after this many seconds; empty for no limit"),
  /** Target. */
  TARGET_PSNR("target-psnr", "stop when the sample's PSNR in dB reaches this; empty for none"),
  /** Checkpoint period. */
  CHECKPOINT_SECONDS("checkpoint-seconds", "seconds between two checkpoints"),
  /** Checkpoints kept. */
  CHECKPOINTS_KEPT("checkpoints-kept", "how many of the last checkpoints stay"),
  /** Shards. */
  SHARDS("shards", "files that the pixels are cut into"),
  /** Report pictures. */
  REPORT_FRAMES("report-frames", "frames shown in the report");

  private final String path;
  private final String description;

  Key(String path, String description) {
    this.path = path;
    this.description = description;
  }

  /** Returns the name in configuration files; the command line's is the same after two dashes. */
  public String path() {
    return path;
  }

  /** Returns what the setting is, in one line. */
  public String description() {
    return description;
  }

  /** Returns the names of all keys. */
  public static List<String> paths() {
    return Arrays.stream(values()).map(Key::path).toList();
  }
}
