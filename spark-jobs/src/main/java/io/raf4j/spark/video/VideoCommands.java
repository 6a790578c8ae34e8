package io.raf4j.spark.video;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.video.SampleClip;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.record.Claim;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Audience;
import io.raf4j.spark.run.JobCommand;
import io.raf4j.spark.run.JobRequest;
import io.raf4j.spark.run.Run;
import io.raf4j.spark.run.Verb;
import io.raf4j.spark.session.JobSession;
import io.raf4j.spark.training.Interruption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;

/**
 * The commands about clips: the whole way, its three steps one by one, and the demonstration of it.
 */
final class VideoCommands {

  private static final Verb SHARD =
      new Verb("shard", "Cuts a data set into shards that training reads.", "SUBJECT");
  private static final Verb TRAIN =
      new Verb("train", "Trains a network by parameter averaging.", "SUBJECT");
  private static final Verb EVALUATE = new Verb("evaluate", "", "SUBJECT");

  /** What stands in a claim instead of the name of a run, which sharding is not. */
  private static final String CUT_OF = "shards of ";

  /** What a clip is cut by. */
  private static final Key[] CUT = {
    Key.FRAMES, Key.SCALE, Key.GREY, Key.ORIENTATION, Key.ALLOW_DAMAGED
  };

  private final VideoKind kind;

  private VideoCommands(VideoKind kind) {
    this.kind = kind;
  }

  static List<JobCommand> of(VideoKind kind) {
    VideoCommands commands = new VideoCommands(kind);
    return List.of(
        JobCommand.whole(kind),
        commands.shard(),
        commands.train(),
        commands.evaluate(),
        commands.demo());
  }

  private JobCommand shard() {
    Profile profile =
        Profile.of(
            "raf shard video",
            EnumSet.of(
                Key.INPUT,
                Key.OUTPUT,
                Key.FRAMES,
                Key.SCALE,
                Key.GREY,
                Key.ORIENTATION,
                Key.ALLOW_DAMAGED,
                Key.ENCODING,
                Key.BATCH,
                Key.SHARDS,
                Key.SEED),
            Map.of());
    return new JobCommand(
        Optional.of(SHARD),
        kind.name(),
        "Cuts the pixels of a clip into the shards that training reads.",
        profile,
        true,
        VideoCommands::shard);
  }

  private JobCommand train() {
    Key[] left = java.util.Arrays.copyOf(CUT, CUT.length + 2);
    left[CUT.length] = Key.SHARDS;
    left[CUT.length + 1] = Key.REPORT_FRAMES;
    return new JobCommand(
        Optional.of(TRAIN),
        kind.name(),
        "Trains a network on the shards that --input names.",
        kind.profile().without("raf train video", Map.of(), left),
        true,
        request -> Run.of(VideoPlan::onShards, request));
  }

  private JobCommand evaluate() {
    return new JobCommand(
        Optional.of(EVALUATE),
        kind.name(),
        "Reconstructs and scores every frame with the model in the run folder --input; rewrites its"
            + " report.",
        Profile.of("raf evaluate video", EnumSet.of(Key.INPUT, Key.REPORT_FRAMES), Map.of()),
        false,
        VideoCommands::evaluate);
  }

  private JobCommand demo() {
    Key[] left = java.util.Arrays.copyOf(CUT, CUT.length + 1);
    left[CUT.length] = Key.INPUT;
    return new JobCommand(
        Optional.empty(),
        "demo",
        "Generates a short clip, reconstructs it on local Spark and shows where the report is. Takes"
            + " a few minutes; options change the demonstration.",
        kind.profile()
            .without(
                "raf demo",
                Map.of(
                    Key.ENCODING, "none",
                    Key.WIDTH, "128",
                    Key.DEPTH, "3",
                    Key.STEPS, "400",
                    Key.OUTPUT, "raf-demo"),
                left),
        false,
        this::demonstrate);
  }

  /** What sharding came to. */
  private record Shards(
      int frames,
      int height,
      int width,
      long pixels,
      int minibatches,
      int shards,
      ShardLayout layout,
      List<Double> structureTensor) {}

  private static Fields shard(JobRequest request) {
    Settings settings = request.settings();
    TrainingOptions training = TrainingOptions.of(settings);
    SparkConf conf = JobSession.conf(request.master(), training.workers());
    Configuration hadoop = JobSession.hadoop(conf);
    List<String> notes = new ArrayList<>();
    ShardManifest plan = ClipPlan.of(settings, hadoop, notes).clip();
    Audience audience = request.audience();
    audience.note(notes);
    RunFolder folder = RunFolder.of("--output", settings.required(Key.OUTPUT), hadoop);
    requireUsable(plan, folder, request.resume());
    try (JobSession session = JobSession.open(conf, "shard video");
        Claim claim =
            Claim.take(
                folder.root(), CUT_OF + plan.sourceSha256(), "--output", hadoop, audience::note);
        Interruption.Work atWork = Interruption.ofProcess().beginCuttable()) {
      requireUsable(plan, folder, request.resume());
      ShardManifest clip =
          request.resume() && ShardManifest.exists(folder.root(), hadoop)
              ? ShardManifest.read(folder.root(), hadoop)
              : VideoPlan.sharded(plan, audience, session.spark().sparkContext(), folder.root());
      return Fields.of(
          new Shards(
              clip.frames(),
              clip.height(),
              clip.width(),
              clip.pixels(),
              clip.minibatches(),
              clip.files(),
              clip.layout(),
              clip.structureTensor()));
    }
  }

  private static void requireUsable(ShardManifest plan, RunFolder folder, boolean resume) {
    if (resume && folder.has(folder.root())) {
      requireSameShards(plan, folder);
    } else {
      folder.requireNew();
    }
  }

  /** Sharding clears what an earlier try left, so nothing else may lie in the folder. */
  private static void requireSameShards(ShardManifest plan, RunFolder folder) {
    org.apache.hadoop.fs.Path shards = folder.root();
    if (!ShardManifest.exists(shards, folder.hadoop())) {
      if (!ShardManifest.isUnfinished(shards, folder.hadoop())) {
        throw new SettingsException(
            "--resume: " + shards + " holds other things than shards; choose another --output");
      }
    } else if (!ShardManifest.read(shards, folder.hadoop()).isCutAs(plan)) {
      throw new SettingsException(
          "--resume: the shards in "
              + shards
              + " were cut from another clip or with other settings; choose another --output");
    }
  }

  private static Fields evaluate(JobRequest request) {
    Settings settings = request.settings();
    SparkConf conf = JobSession.conf(request.master(), TrainingOptions.of(settings).workers());
    RunFolder folder =
        RunFolder.of("--input", settings.required(Key.INPUT), JobSession.hadoop(conf));
    int shown = VideoOptions.of(settings).reportFrames();
    VideoEvaluation job = VideoEvaluation.of(folder, shown, request.audience());
    job.requireSameClip();
    Audience audience = request.audience();
    try (JobSession session = JobSession.open(conf, "evaluate video");
        Claim claim =
            Claim.take(folder.root(), job.runId(), "--input", folder.hadoop(), audience::note);
        Interruption.Work atWork = Interruption.ofProcess().beginCuttable()) {
      return job.again(session.spark());
    }
  }

  /**
   * Settings that are refused leave no folder behind, which would be in the way of the next try.
   */
  private Fields demonstrate(JobRequest request) {
    Path folder = Path.of(request.settings().required(Key.OUTPUT));
    Path clip = folder.resolve("clip.mp4");
    Path run = folder.resolve("run");
    if (Files.exists(folder)) {
      throw new SettingsException(
          folder + " exists; remove it or give another --output to see the demonstration again");
    }
    try {
      Files.createDirectories(folder);
      SampleClip.write(clip, SampleClip.Options.DEFAULT);
    } catch (IOException | MediaException e) {
      throw new SettingsException("--output " + folder + ": cannot write to it: " + e, e);
    }
    request.audience().say("Wrote the sample clip " + clip);
    Fields figures;
    try {
      figures = Run.of(kind, reconstruction(request, clip, run));
    } catch (SettingsException e) {
      delete(clip);
      delete(folder);
      throw e;
    }
    request
        .audience()
        .say(
            String.format(
                "%nOpen %s in a browser. Rows are in %s and %s (Parquet).",
                run.resolve("report.html"), run.resolve("metrics"), run.resolve("report")));
    return figures;
  }

  private static JobRequest reconstruction(JobRequest request, Path clip, Path run) {
    Settings settings =
        request
            .settings()
            .with(Key.INPUT, clip.toAbsolutePath().toString())
            .with(Key.OUTPUT, run.toAbsolutePath().toString());
    return new JobRequest(settings, request.command(), request.master(), false, request.audience());
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }
}
