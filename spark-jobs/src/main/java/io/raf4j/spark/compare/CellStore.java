package io.raf4j.spark.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.Json;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.rows.Fields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * The folders of a comparison's cells: what is finished stays, what failed is tried again.
 *
 * <pre>
 *   cells/SUBJECT.ACTIVATION.SEED/outcome.json   figures and rounds of a cell that has ended
 *   cells/SUBJECT.ACTIVATION.SEED/run/           its run folder, where it is run as a whole
 * </pre>
 */
final class CellStore {

  private final RunFolder folder;
  private final Experiment experiment;
  private final String runId;

  CellStore(RunFolder folder, Experiment experiment, String runId) {
    this.folder = folder;
    this.experiment = experiment;
    this.runId = runId;
  }

  private Path folder(String key) {
    return new Path(folder.root(), "cells/" + key);
  }

  private Path file(String key) {
    return new Path(folder(key), "outcome.json");
  }

  /** Returns the run folder of a cell that is run as a whole. */
  Path run(CellTask task) {
    return new Path(folder(task.cell().key()), "run");
  }

  /** Returns all cells, in order. */
  List<CellTask> tasks() {
    List<CellTask> tasks = new ArrayList<>();
    for (int i = 0; i < experiment.cells().size(); i++) {
      tasks.add(CellTask.of(runId, i, experiment, file(experiment.cells().get(i).key())));
    }
    return tasks;
  }

  /**
   * Returns the outcomes of cells that an earlier try finished, by key.
   *
   * @throws SettingsException if one of them was run with other settings
   */
  Map<String, CellOutcome> finished() {
    Map<String, CellOutcome> finished = new LinkedHashMap<>();
    for (CellTask task : tasks()) {
      Path file = new Path(task.file());
      if (folder.has(file)) {
        CellOutcome outcome = read(file);
        if (outcome.cell().isDone()) {
          requireSameSettings(task, outcome);
          finished.put(
              task.cell().key(),
              new CellOutcome(outcome.cell().in(runId, task.index()), outcome.metrics()));
        }
      }
    }
    return finished;
  }

  private CellOutcome read(Path file) {
    try {
      return CellOutcome.read(file, folder.hadoop());
    } catch (IOException e) {
      throw new SettingsException(
          "--resume: cannot read " + file + ": " + e.getMessage() + "; delete it to run it again",
          e);
    }
  }

  private static void requireSameSettings(CellTask task, CellOutcome outcome) {
    Fields was = fields(outcome.cell().settings());
    Fields is = fields(task.settings());
    for (Key key : Key.values()) {
      // A folder of data may have been moved; that the files are the same is checked elsewhere.
      boolean isOfCell = key != Key.INPUT && is.values().containsKey(key.path());
      if (isOfCell && !Settings.isSame(was.get(key.path()), is.get(key.path()))) {
        throw new SettingsException(
            "--resume: "
                + task.cell().inWords()
                + " is finished and had "
                + key.path()
                + " "
                + was.get(key.path())
                + ", which is now "
                + is.get(key.path())
                + "; keep it, or start anew in another --output");
      }
    }
  }

  private static Fields fields(String json) {
    try {
      return Fields.of(
          Json.read(
              new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), JsonNode.class));
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException("--resume: settings of a cell are no JSON: " + json, e);
    }
  }
}
