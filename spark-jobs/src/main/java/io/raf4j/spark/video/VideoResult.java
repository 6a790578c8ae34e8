package io.raf4j.spark.video;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.run.AveragingFigures;
import io.raf4j.spark.run.Result;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.run.TrainingFigures;
import io.raf4j.spark.run.TrainingPlan;
import io.raf4j.spark.training.Trained;
import java.util.List;
import java.util.Optional;

/** A reconstructed clip, whose film is written already. */
record VideoResult(
    Trained trained,
    Site site,
    int workers,
    VideoEvaluation evaluation,
    VideoEvaluation.Judged judged)
    implements Result {

  /** The final figures. */
  private record Outcome(
      String runId,
      @JsonUnwrapped TrainingFigures training,
      @JsonUnwrapped AveragingFigures averaging,
      @JsonUnwrapped VideoEvaluation.Quality quality) {}

  @Override
  public Record outcome() {
    return new Outcome(
        site.runId(),
        TrainingFigures.of(trained),
        AveragingFigures.of(trained, workers, site.rounds()),
        judged.quality());
  }

  @Override
  public RunManifest.Stop stop() {
    return TrainingPlan.stop(trained.reason());
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(new Table<>("", FrameRow.FORMAT, judged.rows()));
  }

  @Override
  public Optional<HtmlPage> page(RunManifest manifest, List<MetricRow> metrics) {
    return Optional.of(evaluation.page(manifest, metrics, judged));
  }

  /** The pixels lie in the clip itself. */
  @Override
  public void written() {
    site.folder().delete(site.folder().shards());
  }
}
