package io.raf4j.spark.ntk;

import io.raf4j.spark.conf.Idle;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.run.FileKind;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.Kinds;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** The spectrum of a network's neural tangent kernel, on a cube or on the samples of a file. */
public final class NtkKind implements Kind {

  private static final long serialVersionUID = 1L;

  private static final Set<Key> OF_FILES =
      EnumSet.of(
          Key.SIZE,
          Key.GREY,
          Key.ORIENTATION,
          Key.ALLOW_DAMAGED,
          Key.FROM_SECOND,
          Key.SECONDS,
          Key.SCALES);

  private static final Set<Key> KEYS =
      EnumSet.of(
          Key.INPUT,
          Key.SIZE,
          Key.GREY,
          Key.ORIENTATION,
          Key.ALLOW_DAMAGED,
          Key.FROM_SECOND,
          Key.SECONDS,
          Key.SCALES,
          Key.OUTPUT,
          Key.ACTIVATION,
          Key.WIDTH,
          Key.DEPTH,
          Key.SEED,
          Key.DTYPE,
          Key.POINTS,
          Key.DIM,
          Key.SAMPLER,
          Key.WORKERS,
          Key.CHECKPOINTS,
          Key.OUTPUTS,
          Key.INITIAL_WEIGHTS,
          Key.TILE);

  private static final Map<Key, String> PRESETS =
      Map.of(
          Key.ACTIVATION, "poly-sine-gaussian",
          Key.DTYPE, "double",
          Key.POINTS, "256",
          Key.SAMPLER, "grid");

  private final List<FileKind> files;

  /**
   * Creates the kind.
   *
   * @param files kinds of files whose samples may be the points
   */
  public NtkKind(List<FileKind> files) {
    this.files = List.copyOf(files);
  }

  @Override
  public String name() {
    return "ntk";
  }

  @Override
  public String description() {
    return "Computes the neural tangent kernel of a network, untrained or along a training run, and its"
        + " eigenvalues.";
  }

  @Override
  public Profile profile() {
    List<Idle> idle = new ArrayList<>();
    idle.add(
        new Idle(
            EnumSet.of(
                Key.ACTIVATION,
                Key.WIDTH,
                Key.DEPTH,
                Key.DTYPE,
                Key.OUTPUTS,
                Key.INITIAL_WEIGHTS,
                Key.SCALES),
            settings -> isGiven(settings, Key.CHECKPOINTS),
            "the networks are those of --checkpoints; leave one of the two out"));
    idle.add(
        new Idle(
            EnumSet.of(Key.OUTPUTS),
            settings -> isGiven(settings, Key.INPUT),
            "the network has the channels of --input; leave one of the two out"));
    idle.add(
        new Idle(
            EnumSet.of(Key.DIM, Key.SAMPLER),
            settings -> isGiven(settings, Key.INPUT),
            "the points are samples of --input; leave one of the two out"));
    OF_FILES.forEach(key -> idle.add(without(key)));
    idle.add(
        new Idle(
            EnumSet.of(Key.SCALES),
            settings -> settings.text(Key.INITIAL_WEIGHTS).equals("pytorch"),
            "weights of --initial-weights pytorch are fitted to nothing; leave one of the two"
                + " out"));
    return Profile.of("raf ntk", KEYS, PRESETS).with(idle);
  }

  /** Returns why a setting of files does nothing: no file is given that has it. */
  private Idle without(Key key) {
    List<FileKind> having = files.stream().filter(kind -> kind.sampling().contains(key)).toList();
    String nouns = having.stream().map(FileKind::noun).collect(Collectors.joining(" or "));
    return new Idle(
        EnumSet.of(key),
        settings ->
            !isGiven(settings, Key.INPUT)
                || !having.contains(Kinds.ofFile(files, settings.text(Key.INPUT))),
        "it is for the samples of " + nouns + "; give one by --input");
  }

  private static boolean isGiven(Settings settings, Key key) {
    return !settings.text(key).isBlank();
  }

  @Override
  public List<Figure> figures() {
    return List.of(Figure.CONDITION_NUMBER, Figure.EFFECTIVE_RANK);
  }

  @Override
  public NtkPlan plan(Settings settings, Configuration hadoop) {
    return NtkPlan.of(files, settings, hadoop);
  }
}
