package io.raf4j.spark.job;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.conf.VideoOptions;
import io.raf4j.spark.report.RunManifest;
import io.raf4j.spark.shard.ShardManifest;
import io.raf4j.spark.shard.VideoSharder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The video jobs: shard, train, evaluate, and reconstruct, which is the three in one folder.
 *
 * <p>Each method checks its settings and its input, starts Spark, works, stops Spark, and returns
 * the final figures by name.
 */
public final class VideoJobs {

  private final Settings settings;
  private final String command;
  private final boolean resume;
  private final SparkConf conf;
  private final Configuration hadoop;
  private final TrainingOptions training;
  private final VideoOptions video;

  /**
   * Checks the settings that concern all video jobs.
   *
   * @throws SettingsException if a setting is wrong
   */
  public VideoJobs(JobRequest request) {
    this.settings = request.settings();
    this.command = request.command();
    this.resume = request.resume();
    this.training = TrainingOptions.of(settings);
    this.video = VideoOptions.of(settings);
    this.conf = JobSession.conf(request.master(), training.workers());
    this.hadoop = JobSession.hadoop(conf);
  }

  private RunFolder output() {
    return RunFolder.of("--output", settings.required(Key.OUTPUT), hadoop);
  }

  /** Cuts a clip into shards. */
  public Map<String, Object> shard() {
    ShardManifest plan = VideoPlan.of(settings.required(Key.INPUT), video, training, hadoop);
    RunFolder folder = output();
    if (resume && folder.has(folder.root())) {
      requireSameShards(plan, folder.root());
    } else {
      folder.requireNew();
    }
    try (JobSession session = JobSession.open(conf, "shard video")) {
      return shardFigures(sharded(session.spark(), plan, folder.root()));
    }
  }

  /** Trains a network on shards. */
  public Map<String, Object> train() {
    Path shards = RunFolder.of("--input", settings.required(Key.INPUT), hadoop).root();
    ShardManifest clip = ShardManifest.read(shards, hadoop);
    requireSameBatch(clip);
    VideoTraining job = training(asSharded(clip), clip, output());
    try (JobSession session = JobSession.open(conf, "train video")) {
      return job.record().recorded(() -> job.train(session.spark(), shards, clip), manifest -> {});
    }
  }

  /** Reconstructs and scores every frame with the model of a finished training. */
  public Map<String, Object> evaluate() {
    RunFolder folder = RunFolder.of("--input", settings.required(Key.INPUT), hadoop);
    VideoEvaluation job = VideoEvaluation.of(folder, video.reportFrames());
    job.requireSameClip();
    try (JobSession session = JobSession.open(conf, "evaluate video")) {
      return job.again(session.spark());
    }
  }

  /** Shards, trains and evaluates. */
  public Map<String, Object> reconstruct() {
    ShardManifest plan = VideoPlan.of(settings.required(Key.INPUT), video, training, hadoop);
    RunFolder folder = output();
    VideoTraining job = training(settings, plan, folder);
    try (JobSession session = JobSession.open(conf, "reconstruct video")) {
      Reconstruction steps = new Reconstruction(session.spark(), plan, folder, job);
      Map<String, Object> figures = job.record().recorded(steps::run, steps::writePage);
      folder.delete(folder.shards());
      return figures;
    }
  }

  /** The three steps of one reconstruction, and the page that sums them up. */
  private final class Reconstruction {
    private final SparkSession spark;
    private final ShardManifest plan;
    private final RunFolder folder;
    private final VideoTraining job;
    private VideoEvaluation evaluation;
    private VideoEvaluation.Result result;

    Reconstruction(SparkSession spark, ShardManifest plan, RunFolder folder, VideoTraining job) {
      this.spark = spark;
      this.plan = plan;
      this.folder = folder;
      this.job = job;
    }

    Map<String, Object> run() {
      ShardManifest clip = sharded(spark, plan, folder.shards());
      Map<String, Object> figures = new LinkedHashMap<>(job.train(spark, folder.shards(), clip));
      evaluation = VideoEvaluation.of(folder, video.reportFrames());
      result = evaluation.evaluate(spark, job.record().runId());
      figures.putAll(result.figures());
      return figures;
    }

    void writePage(RunManifest manifest) {
      evaluation.writePage(spark, manifest, result);
    }
  }

  /** What was decided when the clip was sharded, for the record of a training on the shards. */
  private Settings asSharded(ShardManifest clip) {
    return settings
        .with(Key.FRAMES, clip.firstFrame() + ":" + (clip.firstFrame() + clip.frames()))
        .with(Key.SCALE, clip.scale())
        .with(Key.GREY, clip.channels() == 1)
        .with(Key.SHARDS, clip.shards());
  }

  private VideoTraining training(Settings settings, ShardManifest clip, RunFolder folder) {
    NetworkPlan network = NetworkPlan.of(settings, training, clip.grid().axes(), clip.channels());
    JobSession.requireMemory(conf, network.work(), training);
    JobSession.allowResults(conf, network.work().stateBytes());
    VideoTraining job =
        new VideoTraining(
            settings, command, network, folder, clip, resume && folder.has(folder.runJson()));
    job.requireUsableFolder();
    return job;
  }

  private ShardManifest sharded(SparkSession spark, ShardManifest plan, Path shards) {
    if (resume && ShardManifest.exists(shards, hadoop)) {
      return ShardManifest.read(shards, hadoop);
    }
    System.err.printf(
        "Sharding %d frames of %d x %d into %d minibatches of %d pixels%n",
        plan.frames(), plan.height(), plan.width(), plan.minibatches(), plan.batch());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return VideoSharder.shard(context, new Path(plan.source()), plan, shards);
  }

  /** Sharding clears what an earlier try left, so nothing else may lie in the folder. */
  private void requireSameShards(ShardManifest plan, Path shards) {
    if (!ShardManifest.exists(shards, hadoop)) {
      if (!ShardManifest.isUnfinished(shards, hadoop)) {
        throw new SettingsException(
            "--resume: " + shards + " holds other things than shards; choose another --output");
      }
    } else if (!ShardManifest.read(shards, hadoop).isCutAs(plan)) {
      throw new SettingsException(
          "--resume: the shards in "
              + shards
              + " were cut from another clip or with other settings; choose another --output");
    }
  }

  private void requireSameBatch(ShardManifest clip) {
    if (clip.batch() != training.batch()) {
      throw new SettingsException(
          "--batch is "
              + training.batch()
              + ", but the shards were cut for batches of "
              + clip.batch()
              + "; give --batch "
              + clip.batch()
              + " or shard the clip again");
    }
  }

  private static Map<String, Object> shardFigures(ShardManifest clip) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("frames", clip.frames());
    figures.put("height", clip.height());
    figures.put("width", clip.width());
    figures.put("pixels", clip.pixels());
    figures.put("minibatches", clip.minibatches());
    figures.put("shards", clip.shards());
    figures.put("structure_tensor", clip.structureTensor());
    return figures;
  }
}
