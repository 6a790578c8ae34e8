package io.raf4j.spark.video;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.raf4j.dl4j.CoordinateNetwork;
import io.raf4j.metric.Psnr;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.files.CleanUp;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.run.Audience;
import io.raf4j.spark.run.Averaged;
import io.raf4j.spark.run.EncodingPlan;
import io.raf4j.spark.run.NetworkPlan;
import io.raf4j.spark.run.Result;
import io.raf4j.spark.run.SampleRuns;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.run.TrainingPlan;
import io.raf4j.spark.session.Needs;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.Trained;
import io.raf4j.spark.training.TrainingRoom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What a run on a clip learns and by what: the clip has been decoded once.
 *
 * @param settings as {@code run.json} keeps them
 * @param clip how it is cut into shards
 * @param cut shards that are there already, which are trained on and no more; nothing where the run
 *     cuts them, and judges the network afterwards
 * @param network the network and its training
 * @param notes what has to be known of the clip
 */
record VideoPlan(
    Settings settings,
    ShardManifest clip,
    Optional<Path> cut,
    NetworkPlan network,
    List<String> notes)
    implements TrainingPlan {

  private static final Set<Key> CHANGEABLE =
      EnumSet.of(
          Key.MAX_SECONDS,
          Key.TARGET_PSNR,
          Key.CHECKPOINT_SECONDS,
          Key.CHECKPOINTS_KEPT,
          Key.REPORT_FRAMES,
          Key.OUTPUT,
          Key.INPUT,
          Key.SHARDS);

  /** Coordinates of a pixel. */
  private static final int AXES = 3;

  /** The section {@code input} of {@code run.json}. */
  private record Input(
      String path,
      long bytes,
      String sha256,
      int firstFrame,
      int frames,
      int height,
      int width,
      int channels,
      long shardSeed,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {}

  /**
   * Plans a reconstruction from the file to the page.
   *
   * @throws SettingsException if there is no such clip, it is no video, or a setting is wrong
   */
  static VideoPlan of(Settings settings, Configuration hadoop) {
    List<String> notes = new ArrayList<>();
    ClipPlan plan = ClipPlan.of(settings, hadoop, notes);
    return new VideoPlan(plan.settings(), plan.clip(), Optional.empty(), plan.network(), notes);
  }

  /**
   * Plans a training on shards, for whose record the settings are taken over by which the clip was
   * cut.
   *
   * @throws SettingsException if there are none, or they were cut for another network or for other
   *     batches
   */
  static VideoPlan onShards(Settings settings, Configuration hadoop) {
    Path shards = RunFolder.of("--input", settings.required(Key.INPUT), hadoop).root();
    ShardManifest clip = ShardManifest.read(shards, hadoop);
    Settings decided = EncodingPlan.decided(settings, clip.grid(), clip.channels());
    NetworkPlan network = network(decided, clip);
    requireLayout(clip, ShardLayout.of(network), shards);
    requireBatch(clip, network.training().batch());
    Settings asCut =
        decided
            .with(Key.FRAMES, clip.firstFrame() + ":" + (clip.firstFrame() + clip.frames()))
            .with(Key.SCALE, clip.scale())
            .with(Key.GREY, clip.channels() == 1)
            .with(Key.SHARDS, clip.shards());
    return new VideoPlan(asCut, clip, Optional.of(shards), network, List.of());
  }

  /** Returns the network of settings that say whether it has an encoding. */
  static NetworkPlan network(Settings decided, ShardManifest clip) {
    return NetworkPlan.of(decided, TrainingOptions.of(decided), clip.grid(), clip.channels());
  }

  private static void requireLayout(ShardManifest clip, ShardLayout needed, Path shards) {
    if (clip.layout() != needed) {
      throw new SettingsException(
          "the shards in "
              + shards
              + " hold "
              + clip.layout()
              + ", but this network is trained on "
              + needed
              + ", as all are that "
              + (needed == ShardLayout.FRAMES ? "have" : "lack")
              + " an encoding; shard the clip again with the --encoding of the training");
    }
  }

  /** Minibatches are cut once and for all; from frames they are taken as training goes on. */
  private static void requireBatch(ShardManifest clip, int batch) {
    if (clip.layout() == ShardLayout.FRAMES) {
      SampleRuns.requireRuns(batch);
    } else if (clip.batch() != batch) {
      throw new SettingsException(
          "--batch is "
              + batch
              + ", but the shards were cut for batches of "
              + clip.batch()
              + "; give --batch "
              + clip.batch()
              + " or shard the clip again");
    }
  }

  @Override
  public long seed() {
    return network.training().seed();
  }

  @Override
  public String title() {
    return (cut.isPresent() ? "train" : "reconstruct") + " video";
  }

  @Override
  public Record input() {
    return new Input(
        clip.source(),
        clip.sourceBytes(),
        clip.sourceSha256(),
        clip.firstFrame(),
        clip.frames(),
        clip.height(),
        clip.width(),
        clip.channels(),
        clip.seed(),
        clip.index().notes());
  }

  @Override
  public OptionalLong values() {
    return OptionalLong.of((long) clip.frames() * clip.height() * clip.width() * clip.channels());
  }

  @Override
  public String subject() {
    return "clip";
  }

  @Override
  public Set<Key> changeable() {
    return CHANGEABLE;
  }

  @Override
  public Needs needs(TrainingRoom room) {
    return network.needs(room);
  }

  @Override
  public int checkpointsKept() {
    return network.training().checkpointsKept();
  }

  @Override
  public Averaged averaged() {
    return Averaged.ofSamples(
        network,
        clip.pixels(),
        ClipMinibatches.SAMPLE,
        String.format("%,d pixels of %d frames", clip.pixels(), clip.frames()));
  }

  /** Returns where the shards are. */
  private Path shards(RunFolder folder) {
    return cut.orElseGet(folder::shards);
  }

  @Override
  public Trained train(Site site) {
    Path shards = shards(site.folder());
    ShardManifest sharded = sharded(site, shards);
    TrainingOptions options = network.training();
    ClipMinibatches source =
        ClipMinibatches.of(
            sharded,
            qualified(site, shards),
            site.hadoop(),
            new ClipMinibatches.Taking(
                options.workers(), options.batch(), options.seed(), network.type()));
    return site.train(
        "training",
        options,
        () -> initial(network, sharded),
        source,
        RoundMeasure.psnr(psnrOn(source.sample()), options.targetPsnr()));
  }

  private static String qualified(Site site, Path shards) {
    return site.folder().files().makeQualified(shards).toString();
  }

  /**
   * {@inheritDoc}
   *
   * <p>What this process has mapped of the shards, which is all there is under a local master, goes
   * at the end; other executors keep that of a few clips.
   */
  @Override
  public Result carryOut(Site site) {
    String shards = qualified(site, shards(site.folder()));
    try (CleanUp dropped = () -> MappedClips.drop(shards)) {
      return TrainingPlan.super.carryOut(site);
    }
  }

  private ShardManifest sharded(Site site, Path shards) {
    if (cut.isPresent() || (site.isResumed() && ShardManifest.exists(shards, site.hadoop()))) {
      return ShardManifest.read(shards, site.hadoop());
    }
    return sharded(clip, site.audience(), site.spark().sparkContext(), shards);
  }

  /** Cuts a clip into shards. */
  static ShardManifest sharded(
      ShardManifest clip, Audience audience, org.apache.spark.SparkContext spark, Path shards) {
    String parts =
        clip.layout() == ShardLayout.FRAMES
            ? clip.files() + " files of whole frames"
            : clip.minibatches() + " minibatches of " + clip.batch() + " pixels";
    audience.say(
        String.format(
            "Sharding %d frames of %d x %d into %s",
            clip.frames(), clip.height(), clip.width(), parts));
    spark.setJobDescription("cutting the clip into shards");
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark);
    return VideoSharder.shard(context, new Path(clip.source()), clip, shards);
  }

  /** Returns a network before training, its first layer fitted to the clip. */
  static MultiLayerNetwork initial(NetworkPlan network, ShardManifest clip) {
    double[] tensor = clip.structureTensor().stream().mapToDouble(Double::doubleValue).toArray();
    return network.initial(Optional.of(tensor));
  }

  /** Measures PSNR, for colours in [-1, 1] without clipping, on the first pixels of a minibatch. */
  private static ToDoubleFunction<MultiLayerNetwork> psnrOn(DataSet minibatch) {
    int count = Math.min(ClipMinibatches.SAMPLE, minibatch.numExamples());
    INDArrayIndex rows = NDArrayIndex.interval(0, count);
    INDArrayIndex all = NDArrayIndex.all();
    INDArray x = minibatch.getFeatures().get(rows, all).dup('c');
    float[] y = minibatch.getLabels().get(rows, all).dup('c').data().asFloat();
    return net -> Psnr.of(y, CoordinateNetwork.evaluate(net, x).dup('c').data().asFloat(), 2);
  }

  @Override
  public void describe(RunFolder folder) {
    ShardManifest.read(shards(folder), folder.hadoop())
        .write(folder.besideModel(ShardManifest.OF_MODEL), folder.hadoop());
  }

  @Override
  public Result judge(Trained trained, Site site) {
    if (cut.isPresent()) {
      return new TrainedClip(site.runId(), trained);
    }
    int shown = VideoOptions.of(settings).reportFrames();
    ShardManifest learned = ShardManifest.read(shards(site.folder()), site.hadoop());
    VideoEvaluation evaluation =
        VideoEvaluation.of(site.folder(), learned, trained.network(), shown, site.audience());
    return new VideoResult(
        trained,
        site,
        network.training().workers(),
        evaluation,
        evaluation.evaluate(site.spark(), site.runId()));
  }
}
