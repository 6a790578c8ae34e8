package io.raf4j.spark.video;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.run.Result;
import io.raf4j.spark.run.TrainingFigures;
import io.raf4j.spark.run.TrainingPlan;
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
