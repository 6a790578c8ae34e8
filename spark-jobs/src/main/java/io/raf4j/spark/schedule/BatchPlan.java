package io.raf4j.spark.schedule;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.spark.conf.FilePart;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.InputFile;
import io.raf4j.spark.files.PathPattern;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Audience;
import io.raf4j.spark.run.DataSet;
import io.raf4j.spark.run.FileKind;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.Kinds;
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
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What a scheduled evaluation evaluates; every fault of the models and the data sets that shows
 * without evaluating anything shows here.
 *
 * @param models by name
 * @param dataSets by name
 * @param pairs of the same kind, ordered by model and data set
 * @param skipped folders that were left out, each with the reason
 */
record BatchPlan(
    Collection<TrainedModel> models,
    Collection<DataSet> dataSets,
    List<EvaluationPair> pairs,
    List<String> skipped) {

  /**
   * Finds models and data sets.
   *
   * @throws SettingsException if a pattern matches nothing, a model is not finished, or a data set
   *     cannot be read
   */
  static BatchPlan of(Kinds kinds, BatchJob job, Configuration hadoop, Audience audience) {
    List<String> skipped = new ArrayList<>();
    Collection<TrainedModel> models = models(kinds, job, hadoop, skipped);
    return paired(models, dataSets(kinds, job, hadoop, audience), skipped);
  }

  /** Returns this plan with further models. */
  BatchPlan with(Collection<TrainedModel> more) {
    Map<String, TrainedModel> all = new TreeMap<>();
    models.forEach(model -> all.put(model.name(), model));
    more.forEach(model -> all.put(model.name(), model));
    return paired(all.values(), dataSets, new ArrayList<>(skipped));
  }

  private static BatchPlan paired(
      Collection<TrainedModel> models, Collection<DataSet> dataSets, List<String> skipped) {
    List<EvaluationPair> pairs = new ArrayList<>();
    for (TrainedModel model : models) {
      List<EvaluationPair> ofModel =
          dataSets.stream()
              .filter(model.subject()::takes)
              .map(data -> new EvaluationPair(model, data))
              .toList();
      String none = model.name() + ": no data set is of its kind, " + model.subject().kind();
      if (ofModel.isEmpty() && !skipped.contains(none)) {
        skipped.add(none);
      }
      pairs.addAll(ofModel);
    }
    return new BatchPlan(models, dataSets, List.copyOf(pairs), List.copyOf(skipped));
  }

  /**
   * Refuses a batch that would evaluate nothing.
   *
   * @param equations how many equations it solves, which are models then
   * @throws SettingsException if no data set is of the kind of a model, or none is of points
   */
  void requireSome(int equations) {
    boolean hasPoints = dataSets.stream().anyMatch(DataSet.TestPoints.class::isInstance);
    if (equations > 0 && !hasPoints) {
      throw new SettingsException(
          "data-sets has no points to judge equations on; add { points = 10000, seed = 1 }");
    }
    if (equations == 0 && pairs.isEmpty()) {
      throw new SettingsException(
          "nothing to evaluate: no data set is of the kind of any model; "
              + String.join("; ", skipped));
    }
  }

  private static Collection<TrainedModel> models(
      Kinds kinds, BatchJob job, Configuration hadoop, List<String> skipped) {
    Map<String, TrainedModel> models = new TreeMap<>();
    for (String text : job.models()) {
      PathPattern pattern = new PathPattern("models", text);
      for (Path folder : pattern.folders(hadoop)) {
        try {
          TrainedModel model = TrainedModel.of(kinds, new RunFolder(folder, hadoop));
          models.put(model.name(), model);
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

  private static Collection<DataSet> dataSets(
      Kinds kinds, BatchJob job, Configuration hadoop, Audience audience) {
    Map<String, DataSet> dataSets = new TreeMap<>();
    for (BatchData entry : job.dataSets()) {
      for (DataSet data : found(kinds, entry, hadoop)) {
        audience.note(data.notes().stream().map(note -> data.name() + ": " + note).toList());
        dataSets.put(data.name(), data);
      }
    }
    return dataSets.values();
  }

  private static List<DataSet> found(Kinds kinds, BatchData entry, Configuration hadoop) {
    List<DataSet> found = new ArrayList<>();
    if (entry instanceof BatchData.Points points) {
      found.add(new DataSet.TestPoints(points.points(), points.seed()));
    } else if (entry instanceof BatchData.Files files) {
      for (Path path : new PathPattern("data-sets", files.pattern()).files(hadoop)) {
        found.add(file(kinds, files.part(), path, hadoop));
      }
    }
    return found;
  }

  private static DataSet file(Kinds kinds, FilePart part, Path path, Configuration hadoop) {
    FileKind kind = Kinds.ofFile(kinds.ofFiles(), path.getName());
    requireParts(kinds, kind, part, path);
    try {
      return kind.dataSet(InputFile.of(path, hadoop), part, hadoop);
    } catch (IOException | UncheckedIOException | MediaException | IllegalArgumentException e) {
      throw new SettingsException("data-sets: " + path + ": " + e.getMessage(), e);
    }
  }

  /** Refuses parts that files of this kind have not. */
  private static void requireParts(Kinds kinds, FileKind kind, FilePart part, Path file) {
    for (String name : part.asMap().keySet()) {
      if (!kind.parts().contains(name)) {
        String its =
            kinds.ofFiles().stream()
                .filter(other -> other.parts().contains(name))
                .map(Kind::name)
                .collect(Collectors.joining(" or "));
        throw new SettingsException(
            "data-sets: "
                + name
                + " is for data of the kind "
                + its
                + ", which "
                + file
                + " is not");
      }
    }
  }

  /** Returns the name of the batch, the same whenever it evaluates the same for the same slot. */
  String runId(EvaluationSlot slot) {
    StringBuilder text = new StringBuilder(slot.folder());
    pairs.stream().map(EvaluationPair::key).sorted().forEach(key -> text.append('\n').append(key));
    return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The fingerprints of what is evaluated, each by its name. */
  private record Fingerprints(Map<String, String> models, Map<String, String> dataSets) {}

  /** Returns the fingerprints of models and data sets, for {@code _run.json}. */
  Fields input() {
    Map<String, String> ofModels = new LinkedHashMap<>();
    models.forEach(model -> ofModels.put(model.name(), model.sha256()));
    Map<String, String> ofData = new LinkedHashMap<>();
    dataSets.forEach(data -> ofData.put(data.name(), data.sha256()));
    return Fields.of(new Fingerprints(ofModels, ofData));
  }
}
