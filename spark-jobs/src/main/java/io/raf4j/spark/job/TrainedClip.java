package io.raf4j.spark.job;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.raf4j.spark.report.RunManifest;
import io.raf4j.spark.training.Trained;

/** A network that was trained on shards and has not been judged. */
record TrainedClip(String runId, Trained trained) implements Result {

  /** The final figures. */
  private record Outcome(String runId, @JsonUnwrapped TrainingFigures training) {}

  @Override
  public Record outcome() {
    return new Outcome(runId, TrainingFigures.of(trained));
  }

  @Override
  public RunManifest.Stop stop() {
    return TrainingPlan.stop(trained.reason());
  }
}
