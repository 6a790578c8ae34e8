package io.raf4j.spark.job;

import io.raf4j.solver.ProblemReference;
import io.raf4j.spark.collocation.CollocationMinibatches;
import io.raf4j.spark.collocation.PointChoice;
import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.SolveOptions;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.conf.VideoOptions;
import io.raf4j.spark.plan.NetworkWork;
import io.raf4j.spark.shard.ShardManifest;
import io.raf4j.spark.training.MinibatchSource;
import io.raf4j.spark.training.NoiseMinibatches;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What is to be planned: a network by its size, the data, and how to make either to measure them.
 *
 * @param work the network by its size
 * @param training as the settings have it
 * @param data examples that there are, or nothing where points are drawn without end
 * @param measured examples on which the network is measured after a round
 * @param inWords of the network and what it learns
 * @param network makes it
 * @param source makes minibatches of a size; of coordinates and noise where the data is a file,
 *     whose reading the plan leaves out
 */
record PlanSubject(
    NetworkWork work,
    TrainingOptions training,
    OptionalLong data,
    int measured,
    String inWords,
    NetworkMaker network,
    IntFunction<MinibatchSource> source) {

  /** Makes a network with its initial parameters. */
  @FunctionalInterface
  interface NetworkMaker {
    /** Makes a network. */
    MultiLayerNetwork initial();
  }

  /**
   * Looks at the input and the settings of a job.
   *
   * @throws SettingsException if one of them is wrong, or training averages nothing
   */
  static PlanSubject of(JobKind kind, Settings settings, Configuration hadoop) {
    return switch (kind) {
      case VIDEO -> video(settings, hadoop);
      case IMAGE, AUDIO -> signal(SignalPlan.of(kind, settings, hadoop));
      case PDE -> equation(SolvePlan.of(ProblemReference.Kind.PDE, settings));
      case EIGEN -> equation(SolvePlan.of(ProblemReference.Kind.EIGEN, settings));
      case NTK -> throw new SettingsException("raf ntk averages nothing; there is nothing to plan");
    };
  }

  private static PlanSubject video(Settings settings, Configuration hadoop) {
    TrainingOptions training = TrainingOptions.of(settings);
    ShardManifest clip =
        VideoPlan.of(settings.required(Key.INPUT), VideoOptions.of(settings), training, hadoop);
    NetworkPlan plan = NetworkPlan.of(settings, training, clip.grid().axes(), clip.channels());
    String words =
        String.format(
            "%s on %,d pixels of %d frames", plan.inWords(), clip.pixels(), clip.frames());
    return coordinates(plan, clip.pixels(), VideoTraining.SAMPLE, words);
  }

  private static PlanSubject signal(SignalPlan plan) {
    int samples = plan.file().samples();
    String words = String.format("%s on %,d samples", plan.network().inWords(), samples);
    return coordinates(plan.network(), samples, Math.min(samples, SignalTraining.MEASURED), words);
  }

  private static PlanSubject coordinates(NetworkPlan plan, long data, int measured, String words) {
    int inputs = plan.shape().inputs();
    int outputs = plan.shape().outputs();
    return new PlanSubject(
        plan.work(),
        plan.training(),
        OptionalLong.of(data),
        measured,
        words,
        () -> plan.initial(Optional.empty()),
        batch -> new NoiseMinibatches(batch, inputs, outputs, plan.type()));
  }

  private static PlanSubject equation(SolvePlan plan) {
    if (plan.options().optimizer() == SolveOptions.Optimizer.LEVENBERG_MARQUARDT) {
      throw new SettingsException(
          "--optimizer is levenberg-marquardt, which sums up normal equations and averages no"
              + " parameters; give --optimizer adam to plan first order");
    }
    boolean isMeasured = !plan.isEigen() && plan.hasExact();
    return new PlanSubject(
        plan.work(),
        plan.training(),
        OptionalLong.empty(),
        isMeasured ? SolveTraining.SAMPLE : 0,
        plan.inWords() + " on " + plan.name(),
        plan::initial,
        batch ->
            new CollocationMinibatches(plan.points(), batch, plan.type(), new PointChoice(1, 1)));
  }
}
