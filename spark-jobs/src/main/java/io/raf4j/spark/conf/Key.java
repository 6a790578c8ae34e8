package io.raf4j.spark.conf;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Every setting that a configuration file or {@code --set} may name.
 *
 * <p>All that is to say of a setting stands here: its name, what help shows in the place of a
 * value, its default, the numbers that it takes, and the text of help and documentation. Which jobs
 * have it is for their {@link Profile} to say.
 */
public enum Key {
  /** What a job reads. */
  INPUT("input", "PATH", "", "what the job reads: a clip, a folder of shards or a finished run"),
  /** Where a job writes. */
  OUTPUT(
      "output",
      "FOLDER",
      "",
      "folder that the job creates; must not exist unless --resume is given"),
  /** Frame range. */
  FRAMES("frames", "A:B", "", "frames A:B of the clip, half-open, counted from 0; empty for all"),
  /** Spatial scale. */
  SCALE(
      "scale",
      "S",
      "1.0",
      Range.real("0.01", "1"),
      "factor by which both sides of every frame are scaled"),
  /** Colour. */
  GREY("grey", "true|false", "false", "true to turn colours into grey"),
  /** Orientation. */
  ORIENTATION(
      "orientation",
      "NAME",
      "shown",
      "shown: a film or an image is turned as its file says; stored: rows and columns as they lie"
          + " in it"),
  /** Damage. */
  ALLOW_DAMAGED(
      "allow-damaged",
      "true|false",
      "false",
      "true to learn from a film or a sound of which some is missing or damaged"),
  /** Size of an image. */
  SIZE("size", "HxW", "", "height and width to resize an image to, such as 256x256; empty to keep"),
  /** Beginning of a sound. */
  FROM_SECOND(
      "from-second",
      "X",
      "0",
      Range.real("0", "1000000000"),
      "where in the file the sound begins that is learned"),
  /** Length of a sound. */
  SECONDS(
      "seconds",
      "X",
      "",
      Range.real("1e-9", "1000000000"),
      "length of the sound that is learned; empty for all of the rest"),
  /** First layer's scales. */
  SCALES(
      "scales",
      "NAME",
      "fitted",
      "fitted: the first layer's waves and bumps are scaled to the signal's own spectrum;"
          + " published: the activation's constants"),
  /** What stands before the network. */
  ENCODING(
      "encoding",
      "NAME",
      "auto",
      "grid: tables of features on grids from coarse to fine stand before a small network; none:"
          + " the network sees coordinates; auto: grid for films and images of 131072 samples and"
          + " more, unless another activation is named"),
  /** Levels of an encoding. */
  GRID_LEVELS("grid-levels", "N", "8", Range.whole(1, 32), "grids of the encoding"),
  /** Features of a vertex. */
  GRID_FEATURES("grid-features", "N", "4", Range.whole(1, 8), "features at a vertex of a grid"),
  /** Entries of a table. */
  GRID_LOG2_ENTRIES(
      "grid-log2-entries",
      "N",
      "",
      Range.whole(4, 26),
      "2^N entries of a grid's table at most, finer grids share them; empty: as many as keep"
          + " parameters below 0.3 of the signal's values, 18 at most"),
  /** Cells of the first grid. */
  GRID_COARSEST(
      "grid-coarsest",
      "N",
      "",
      Range.whole(1, 65_536),
      "cells of the coarsest grid along the longest axis, fewer along the others; empty: 32 for"
          + " images, 16 for films"),
  /** Cells of the last grid. */
  GRID_FINEST(
      "grid-finest",
      "X",
      "",
      Range.real("0.001", "1"),
      "cells of the finest grid along each axis, as a share of the samples there; empty: 1 for"
          + " images, 0.5 for films"),
  /** Interpolation of a grid. */
  INTERPOLATION(
      "interpolation",
      "NAME",
      "linear",
      "between a grid's vertices: linear, or smooth, whose derivatives are continuous"),
  /** Activation. */
  ACTIVATION(
      "activation",
      "NAME",
      "fitted-poly-sine",
      "name of a preset, or an activation composed of terms"),
  /** Units per layer. */
  WIDTH("width", "N", "256", Range.whole(1, 65_536), "neurons of a hidden layer"),
  /** Hidden layers. */
  DEPTH("depth", "N", "4", Range.whole(1, 1000), "hidden layers"),
  /** Steps. */
  STEPS(
      "steps", "N", "2000", Range.whole(1, 1_000_000_000), "optimiser steps of one logical worker"),
  /** Batch. */
  BATCH(
      "batch",
      "N",
      "8192",
      Range.whole(1, 1_000_000_000),
      "examples of one optimiser step; empty for all, shared out among the workers; a sound of more"
          + " than 65536 samples has 8192 unless this is given"),
  /** Learning rate. */
  LEARNING_RATE(
      "learning-rate",
      "X",
      "",
      Range.real("1.2e-38", "3.4e38"),
      "initial rate of Adam; empty for the activation's own"),
  /** Schedule. */
  SCHEDULE(
      "schedule",
      "NAME",
      "cosine",
      "how the rate falls: constant, cosine (to zero), decay (in the last two fifths of the steps,"
          + " to a hundredth) or step"),
  /** Step decay factor. */
  DECAY_FACTOR("decay-factor", "X", "0.7", Range.below("1e-9", "1"), "factor of the step schedule"),
  /** Step decay period. */
  DECAY_EVERY(
      "decay-every",
      "N",
      "2000",
      Range.whole(1, 1_000_000_000),
      "optimiser steps between two factors of the step schedule"),
  /** Seed. */
  SEED("seed", "N", "1", Range.whole(Long.MIN_VALUE, Long.MAX_VALUE), "seed of everything random"),
  /** Logical workers. */
  WORKERS(
      "workers",
      "N",
      "2",
      Range.whole(1, 65_536),
      "logical workers whose parameters are averaged; part of the result"),
  /** Averaging frequency. */
  AVERAGING_FREQUENCY(
      "averaging-frequency",
      "N",
      "10",
      Range.whole(1, 1_000_000_000),
      "optimiser steps between two averages"),
  /** Element type. */
  DTYPE("dtype", "TYPE", "float", "float or double"),
  /** Time limit. */
  MAX_SECONDS(
      "max-seconds",
      "X",
      "",
      Range.real("1e-9", "1000000000"),
      "stop training after this many seconds; empty for no limit. After a fifth of them Adam's"
          + " steps are counted that fit into the rest, and the rate falls over these; the clock"
          + " itself stops them at 1.25 times the seconds"),
  /** Target. */
  TARGET_PSNR(
      "target-psnr",
      "DB",
      "",
      Range.real("1e-9", "1000"),
      "stop when the sample's PSNR in dB reaches this; empty for none"),
  /** What happens to training that has diverged. */
  ON_DIVERGENCE(
      "on-divergence",
      "NAME",
      "stop",
      "of a loss that is not finite any more; stop: the run fails; rollback: it goes back to its"
          + " last good rounds and on at half the learning rate, at most three times"),
  /** Checkpoint period. */
  CHECKPOINT_SECONDS(
      "checkpoint-seconds",
      "X",
      "60",
      Range.real("1e-9", "1000000000"),
      "seconds between two checkpoints"),
  /** Checkpoints kept. */
  CHECKPOINTS_KEPT(
      "checkpoints-kept",
      "N",
      "3",
      Range.whole(1, 1_000_000),
      "how many of the last checkpoints stay"),
  /** Shards. */
  SHARDS("shards", "N", "8", Range.whole(1, 100_000), "files that the pixels are cut into"),
  /** Report pictures. */
  REPORT_FRAMES("report-frames", "N", "4", Range.whole(1, 1000), "frames shown in the report"),
  /** Problem of the catalogue. */
  PROBLEM(
      "problem",
      "NAME",
      "",
      "name of an equation; `raf solve list` shows them all; or a file of one of your own, such as"
          + " conf/pde/problems/heat.conf"),
  /** Problem of the user's own. */
  PROBLEM_CLASS(
      "problem-class", "CLASS", "", "class of an equation of your own, given with --jars"),
  /** Constants of a problem in a file. */
  CONSTANTS(
      "constants",
      "NAME=X,...",
      "",
      "other values for constants of a problem in a file, with commas between, such as nu=0.02,k=3"),
  /** Coordinates. */
  DIM(
      "dim",
      "D",
      "",
      Range.whole(1, 1000),
      "coordinates of the equation's space, without time; empty for its own choice"),
  /** Eigenpairs. */
  COUNT("count", "K", "1", Range.whole(1, 1000), "eigenpairs to find, from the lowest on"),
  /** Optimiser, of signals too. */
  OPTIMIZER(
      "optimizer",
      "NAME",
      "auto",
      "of films, images and sounds: adam (auto) or muon, which trains hidden weights beside it; of"
          + " equations: auto (by the size and type of the network), features, adam,"
          + " levenberg-marquardt or adam+levenberg-marquardt"),
  /** Architecture. */
  NETWORK(
      "network",
      "NAME",
      "residual",
      "residual (blocks of two layers, half as many as --depth) or plain"),
  /** Sampler. */
  SAMPLER(
      "sampler",
      "NAME",
      "uniform",
      "how points are drawn: uniform, sobol, lattice or latin-hypercube; for kernels also grid"),
  /** Pool of residual-adaptive points. */
  ADAPTIVE(
      "adaptive",
      "N",
      "1",
      Range.whole(1, 1000),
      "points scored for each that Adam takes by its residual; 1 takes all"),
  /** Weight decay. */
  WEIGHT_DECAY(
      "weight-decay",
      "X",
      "0",
      Range.real("0", "1000"),
      "factor of weights and biases in Adam's gradient"),
  /** Second-order points. */
  POINTS(
      "points",
      "N",
      "4000",
      Range.whole(1, 10_000_000),
      "points of one second-order iteration, split among the workers"),
  /** Doublings. */
  DOUBLINGS(
      "doublings",
      "N",
      "4",
      Range.whole(0, 30),
      "how often second order may double its points when they are too few"),
  /** Second-order iterations. */
  ITERATIONS("iterations", "N", "100", Range.whole(0, 1_000_000_000), "second-order iterations"),
  /** Points that follow the residual. */
  EVEN_SHARE(
      "even-share",
      "X",
      "0.3",
      Range.real("0.01", "1"),
      "share of second order's points that are drawn evenly; the others lie where residuals are large"),
  /** Homotopy. */
  LINEAR_ITERATIONS(
      "linear-iterations",
      "N",
      "0",
      Range.whole(0, 1_000_000_000),
      "first iterations, with nonlinear terms turned down, for equations of several solutions"),
  /** Initial damping. */
  DAMPING(
      "damping",
      "X",
      "",
      Range.real("1e-15", "1000000"),
      "initial damping of second-order iterations"),
  /** Which second-order step is taken. */
  SEARCH(
      "search",
      "NAME",
      "target-ratio",
      "which second-order step is taken; target-ratio: the least damped one that gains a tenth of"
          + " what it promises; lowest-loss: the one that lowers the loss most"),
  /** Momentum of second-order steps. */
  MOMENTUM(
      "momentum",
      "X",
      "0",
      Range.real("0", "1"),
      "share of the step before that second-order steps are drawn to"),
  /** Starts that compete. */
  STARTS(
      "starts",
      "N",
      "1",
      Range.whole(1, 256),
      "seeds that compete in short second-order runs, of which the best goes on"),
  /** Shapes of the starts. */
  START_SHAPES(
      "start-shapes",
      "true|false",
      "false",
      "true to let --starts try networks of a layer fewer and a layer more, with no more"
          + " parameters"),
  /** Slabs of time. */
  TIME_SLABS(
      "time-slabs",
      "K",
      "1",
      Range.whole(1, 256),
      "slabs of time of one length, solved one after the other, each by a network of its own"),
  /** Slabs of time of other lengths. */
  SLAB_ENDS("slab-ends", "T,...", "", "ends of slabs of time of any lengths, with commas between"),
  /** Times of slices. */
  SLICES(
      "slices",
      "T,...",
      "",
      "up to nine times, or values of the first parameter where there is no time, with commas"
          + " between, at which pictures show a solution; empty for five of lines and three of"
          + " maps"),
  /** Slopes of drawn features. */
  FEATURE_SCALE(
      "feature-scale",
      "X",
      "",
      Range.real("1e-6", "1000000"),
      "slope of drawn features, in changes over the domain; without it the best of several, by"
          + " fresh points"),
  /** Linear solver of second-order training. */
  LINEAR_SOLVER(
      "linear-solver",
      "NAME",
      "auto",
      "how second order solves for its steps: auto (by size), cholesky, eigenvalues, elimination,"
          + " singular-values, sketch or residual-space"),
  /** Limit of second-order training. */
  MAX_PARAMETERS_SECOND_ORDER(
      "max-parameters-second-order",
      "N",
      "12000",
      Range.whole(1, 46_340),
      "most parameters that second-order training takes by other linear solvers than sketch and"
          + " residual-space"),
  /** Evaluation points. */
  TEST_POINTS(
      "test-points",
      "N",
      "16384",
      Range.whole(1, 10_000_000),
      "fresh points on which a solution is judged"),
  /** Training run to examine. */
  CHECKPOINTS(
      "checkpoints",
      "FOLDER",
      "",
      "training run whose networks are examined; empty for an untrained one"),
  /** Outputs of an untrained network. */
  OUTPUTS("outputs", "N", "1", Range.whole(1, 10_000), "values of an untrained network at a point"),
  /** Initial weights. */
  INITIAL_WEIGHTS(
      "initial-weights",
      "NAME",
      "recipe",
      "how an untrained network starts: recipe (as its activation asks) or pytorch"),
  /** Tile of the kernel's matrix. */
  TILE("tile", "N", "256", Range.whole(1, 46_340), "points of a tile of the kernel's matrix");

  private final String path;
  private final String label;
  private final String byDefault;
  private final Range range;
  private final String description;

  Key(String path, String label, String byDefault, String description) {
    this(path, label, byDefault, null, description);
  }

  Key(String path, String label, String byDefault, Range range, String description) {
    this.path = path;
    this.label = label;
    this.byDefault = byDefault;
    this.range = range;
    this.description = description;
  }

  /** Returns the name in configuration files; the command line's is the same after two dashes. */
  public String path() {
    return path;
  }

  /** Returns what help shows in the place of a value. */
  public String label() {
    return label;
  }

  /** Returns the default of all jobs as HOCON has it, empty where the setting is absent. */
  String byDefault() {
    return byDefault;
  }

  /** Returns whether the value is true or false, true where the option stands without one. */
  public boolean isFlag() {
    return label.equals("true|false");
  }

  /** Returns the numbers that the setting takes; nothing where it is no number. */
  public Optional<Range> range() {
    return Optional.ofNullable(range);
  }

  /**
   * Refuses a number that the setting does not take.
   *
   * @throws SettingsException naming the setting, the number and what was expected
   */
  public void require(Number value) {
    range().orElseThrow().require("--" + path, value.toString());
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
