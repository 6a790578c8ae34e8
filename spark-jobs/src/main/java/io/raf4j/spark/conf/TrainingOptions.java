package io.raf4j.spark.conf;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How a network is trained by parameter averaging.
 *
 * @param steps optimiser steps of one logical worker
 * @param batch examples of one optimiser step
 * @param workers logical workers whose parameters are averaged
 * @param averagingFrequency steps between two averages
 * @param learningRate initial rate, or nothing for the activation's own
 * @param schedule how the rate falls
 * @param seed seed of initialisation and of the order of the data
 * @param dtype element type of the network
 * @param maxSeconds within which training by averaging makes as many of the steps as it can; it
 *     stops at 1.25 times them at the latest
 * @param targetPsnr dB of the fixed sample at which to stop
 * @param onDivergence what happens when the loss is not finite any more
 * @param checkpointSeconds seconds between two checkpoints
 * @param checkpointsKept how many of the last checkpoints stay
 */
public record TrainingOptions(
    int steps,
    int batch,
    int workers,
    int averagingFrequency,
    OptionalDouble learningRate,
    Schedule schedule,
    long seed,
    Dtype dtype,
    OptionalDouble maxSeconds,
    OptionalDouble targetPsnr,
    OnDivergence onDivergence,
    double checkpointSeconds,
    int checkpointsKept) {

  /** How the learning rate falls. */
  public sealed interface Schedule {
    /** The same rate at every step. */
    record Constant() implements Schedule {}

    /** Half a cosine, from the initial rate to zero over all steps. */
    record Cosine() implements Schedule {}

    /** The initial rate for three fifths of the steps, then exponentially to a hundredth of it. */
    record Decay() implements Schedule {}

    /**
     * Times a factor after every so many steps.
     *
     * @param factor between 0 and 1
     * @param every at least 1
     */
    record Step(double factor, int every) implements Schedule {}
  }

  /** What happens when the loss is not finite any more. */
  public enum OnDivergence {
    /** Training fails. */
    STOP,
    /** Training goes back and on at half the rate, see the setting. */
    ROLLBACK
  }

  /** Element type of a network. */
  public enum Dtype {
    /** 32 bits. */
    FLOAT,
    /** 64 bits. */
    DOUBLE
  }

  /** Checks every number. */
  public TrainingOptions {
    Key.STEPS.require(steps);
    Key.BATCH.require(batch);
    Key.WORKERS.require(workers);
    Key.AVERAGING_FREQUENCY.require(averagingFrequency);
    Key.CHECKPOINTS_KEPT.require(checkpointsKept);
    learningRate.ifPresent(Key.LEARNING_RATE::require);
    maxSeconds.ifPresent(Key.MAX_SECONDS::require);
    targetPsnr.ifPresent(Key.TARGET_PSNR::require);
    Key.CHECKPOINT_SECONDS.require(checkpointSeconds);
    if (schedule instanceof Schedule.Step step) {
      Key.DECAY_EVERY.require(step.every());
      Key.DECAY_FACTOR.require(step.factor());
    }
  }

  /** Reads the options from settings. */
  public static TrainingOptions of(Settings settings) {
    return new TrainingOptions(
        settings.integer(Key.STEPS),
        settings.integer(Key.BATCH),
        settings.integer(Key.WORKERS),
        settings.integer(Key.AVERAGING_FREQUENCY),
        settings.optionalDecimal(Key.LEARNING_RATE),
        schedule(settings),
        settings.longInteger(Key.SEED),
        dtype(settings.text(Key.DTYPE)),
        settings.optionalDecimal(Key.MAX_SECONDS),
        settings.optionalDecimal(Key.TARGET_PSNR),
        onDivergence(settings.text(Key.ON_DIVERGENCE)),
        settings.decimal(Key.CHECKPOINT_SECONDS),
        settings.integer(Key.CHECKPOINTS_KEPT));
  }

  private static Schedule schedule(Settings settings) {
    String name = settings.text(Key.SCHEDULE);
    return switch (name) {
      case "constant" -> new Schedule.Constant();
      case "cosine" -> new Schedule.Cosine();
      case "decay" -> new Schedule.Decay();
      case "step" ->
          new Schedule.Step(settings.decimal(Key.DECAY_FACTOR), settings.integer(Key.DECAY_EVERY));
      default ->
          throw new SettingsException(
              "--set schedule=" + name + ": expected constant, cosine, decay or step");
    };
  }

  private static OnDivergence onDivergence(String name) {
    return switch (name) {
      case "stop" -> OnDivergence.STOP;
      case "rollback" -> OnDivergence.ROLLBACK;
      default ->
          throw new SettingsException("--on-divergence is " + name + "; expected stop or rollback");
    };
  }

  private static Dtype dtype(String name) {
    try {
      return Dtype.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--dtype is " + name + "; expected float or double", e);
    }
  }
}
