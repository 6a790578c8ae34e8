package io.raf4j.spark.job;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.VideoIndex;
import io.raf4j.spark.conf.BatchData;
import io.raf4j.spark.conf.BatchJob;
import io.raf4j.spark.conf.FileEnding;
import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.report.EvaluationSlot;
import io.raf4j.spark.report.InputFile;
import io.raf4j.spark.shard.LocalClip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What a scheduled evaluation evaluates; every fault of the models and the data sets that shows
 * without evaluating anything shows here.
 *
 * @param models by path
 * @param dataSets by name
 * @param pairs of the same kind, ordered by model and data set
 * @param skipped folders that were left out, each with the reason
 */
record BatchPlan(
    Collection<TrainedModel> models,
    Collection<EvaluationData> dataSets,
    List<EvaluationPair> pairs,
    List<String> skipped) {

  /**
   * Finds models and data sets.
   *
   * @throws SettingsException if a pattern matches nothing, a model is not finished, a data set
   *     cannot be read, or no data set is of a model's kind
   */
  static BatchPlan of(BatchJob job, Configuration hadoop) {
    List<String> skipped = new ArrayList<>();
    Collection<TrainedModel> models = models(job, hadoop, skipped);
    Collection<EvaluationData> dataSets = dataSets(job, hadoop);
    List<EvaluationPair> pairs = new ArrayList<>();
    for (TrainedModel model : models) {
      List<EvaluationPair> ofModel =
          dataSets.stream()
              .filter(model.subject()::takes)
              .map(data -> new EvaluationPair(model, data))
              .toList();
      if (ofModel.isEmpty()) {
        skipped.add(model.path() + ": no data set is of its kind, " + model.subject().kind());
      }
      pairs.addAll(ofModel);
    }
    if (pairs.isEmpty()) {
      throw new SettingsException(
          "nothing to evaluate: no data set is of the kind of any model; "
              + String.join("; ", skipped));
    }
    return new BatchPlan(models, dataSets, List.copyOf(pairs), List.copyOf(skipped));
  }

  private static Collection<TrainedModel> models(
      BatchJob job, Configuration hadoop, List<String> skipped) {
    Map<String, TrainedModel> models = new TreeMap<>();
    for (String text : job.models()) {
      PathPattern pattern = new PathPattern("models", text);
      for (Path folder : pattern.folders(hadoop)) {
        try {
          TrainedModel model = TrainedModel.of(new RunFolder(folder, hadoop));
          models.put(model.path(), model);
        } catch (SettingsException e) {
          if (!pattern.isGlob() || job.unfinished() == BatchJob.Unfinished.REFUSE) {
            throw new SettingsException(
                "models: "
                    + e.getMessage()
                    + (pattern.isGlob() ? ", or let unfinished = skip leave it out" : ""),
                e);
          }
          skipped.add(folder + ": " + e.getMessage());
        }
      }
    }
    return models.values();
  }

  private static Collection<EvaluationData> dataSets(BatchJob job, Configuration hadoop) {
    Map<String, EvaluationData> dataSets = new TreeMap<>();
    for (BatchData entry : job.dataSets()) {
      for (EvaluationData data : found(entry, hadoop)) {
        dataSets.put(data.name(), data);
      }
    }
    return dataSets.values();
  }

  private static List<EvaluationData> found(BatchData entry, Configuration hadoop) {
    List<EvaluationData> found = new ArrayList<>();
    if (entry instanceof BatchData.Points points) {
      found.add(new EvaluationData.TestPoints(points.points(), points.seed()));
    } else if (entry instanceof BatchData.Files files) {
      for (Path path : new PathPattern("data-sets", files.pattern()).files(hadoop)) {
        found.add(file(files, path, hadoop));
      }
    }
    return found;
  }

  private static EvaluationData file(BatchData.Files files, Path path, Configuration hadoop) {
    JobKind kind = FileEnding.kind(path.getName());
    files.part().requireFor(kind, path.toString());
    try {
      InputFile found = InputFile.of(path, hadoop);
      EvaluationData.MediaFile file =
          new EvaluationData.MediaFile(
              kind, found.path(), found.bytes(), found.sha256(), files.part());
      if (kind == JobKind.VIDEO) {
        return film(file, hadoop);
      }
      tell(
          path.toString(),
          SignalPlan.file(kind, found, files.part().signal(false), hadoop).notes());
      return file;
    } catch (IOException | UncheckedIOException | MediaException | IllegalArgumentException e) {
      throw new SettingsException("data-sets: " + path + ": " + e.getMessage(), e);
    }
  }

  private static EvaluationData film(EvaluationData.MediaFile file, Configuration hadoop) {
    java.nio.file.Path local = LocalClip.of(new Path(file.path()), hadoop);
    VideoIndex index = VideoIndex.scan(local, OrientationRule.SHOWN, false, seen -> {});
    file.part().frames().within(index.frames());
    tell(file.path(), index.notes());
    return new EvaluationData.Film(file, index);
  }

  private static void tell(String file, List<String> notes) {
    Inputs.tell(notes.stream().map(note -> file + ": " + note).toList());
  }

  /** Returns the name of the batch, the same whenever it evaluates the same for the same slot. */
  String runId(EvaluationSlot slot) {
    StringBuilder text = new StringBuilder(slot.folder());
    pairs.stream().map(EvaluationPair::key).sorted().forEach(key -> text.append('\n').append(key));
    return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Returns the fingerprints of models and data sets, for {@code _run.json}. */
  Map<String, Object> input() {
    Map<String, Object> input = new LinkedHashMap<>();
    Map<String, Object> ofModels = new LinkedHashMap<>();
    models.forEach(model -> ofModels.put(model.path(), model.sha256()));
    Map<String, Object> ofData = new LinkedHashMap<>();
    dataSets.forEach(data -> ofData.put(data.name(), data.sha256()));
    input.put("models", ofModels);
    input.put("data_sets", ofData);
    return input;
  }
}
