package io.raf4j.spark.run;

import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.training.MinibatchSource;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.NoiseMinibatches;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A training by parameter averaging that is to be planned: a network by its size, the data, and how
 * to make either to measure them.
 *
 * @param work the network by its size
 * @param training as the settings have it
 * @param data examples that there are, or nothing where points are drawn without end
 * @param measured examples on which the network is measured after a round
 * @param inWords of the network and what it learns
 * @param network makes it, with its initial parameters
 * @param source makes minibatches of a size; of coordinates and noise where the data is a file,
 *     whose reading the plan leaves out
 * @param leftOut what of the work is not planned, a sentence; empty for nothing
 */
public record Averaged(
    NetworkWork work,
    TrainingOptions training,
    OptionalLong data,
    int measured,
    String inWords,
    Supplier<MultiLayerNetwork> network,
    IntFunction<MinibatchSource> source,
    String leftOut) {

  /**
   * Returns the training of a network from coordinates to values on the samples of a file.
   *
   * @param samples how many there are
   * @param words what they are, such as {@code 9 samples}
   */
  public static Averaged ofSamples(NetworkPlan plan, long samples, int measured, String words) {
    int inputs = plan.shape().inputs();
    int outputs = plan.shape().outputs();
    return new Averaged(
        plan.work(),
        plan.training(),
        OptionalLong.of(samples),
        measured,
        plan.inWords() + " on " + words,
        () -> plan.initial(Optional.empty()),
        batch -> new NoiseMinibatches(batch, inputs, outputs, plan.type()),
        "");
  }
}
