package io.raf4j.spark.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.raf4j.spark.compare.Experiment.Cell;
import io.raf4j.spark.compare.Experiment.Subject;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.InputFile;
import io.raf4j.spark.files.TypedPath;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Plan;
import io.raf4j.spark.run.RunRecord;
import io.raf4j.spark.session.Needs;
import io.raf4j.spark.training.TrainingRoom;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * A comparison that has been looked at before any work, so that a wrong cell costs no hours.
 *
 * @param experiment what is compared
 * @param input the subjects' files, for {@code run.json}
 * @param needs of the cell that needs most
 */
record ComparisonPlan(Experiment experiment, Fields input, Needs needs) implements RunRecord.Asked {

  /**
   * The file of a subject, for {@code run.json}.
   *
   * @param values numbers that are learned; left out where activations learn different ones
   */
  private record Input(
      @JsonUnwrapped InputFile file,
      String about,
      @JsonInclude(JsonInclude.Include.NON_NULL) Long values) {

    static Input of(InputFile file, Subject subject, Set<OptionalLong> values) {
      OptionalLong one = values.size() == 1 ? values.iterator().next() : OptionalLong.empty();
      return new Input(file, subject.about(), one.isPresent() ? one.getAsLong() : null);
    }
  }

  /**
   * Looks at every input and at one cell for each subject and activation.
   *
   * @param room where the workers of a cell are
   * @throws SettingsException if a file is missing or a cell's own job would refuse it
   */
  static ComparisonPlan of(Experiment experiment, Configuration hadoop, TrainingRoom room) {
    // A missing file is told before any is decoded.
    Map<Subject, InputFile> files = new LinkedHashMap<>();
    for (Subject subject : experiment.subjects()) {
      if (!subject.input().isEmpty()) {
        files.put(subject, input(subject, hadoop));
      }
    }
    Fields inputs = Fields.NONE;
    Needs needs = Needs.NONE;
    for (Subject subject : experiment.subjects()) {
      Set<OptionalLong> values = new HashSet<>();
      for (String activation : experiment.activations()) {
        Cell first = experiment.cells(subject.name(), activation).get(0);
        Checked checked = check(experiment, first, hadoop, room);
        needs = needs.or(checked.needs());
        values.add(checked.values());
      }
      if (files.containsKey(subject)) {
        Input input = Input.of(files.get(subject), subject, values);
        inputs = inputs.with(subject.name(), Fields.of(input).values());
      }
    }
    return new ComparisonPlan(experiment, inputs, needs);
  }

  private record Checked(Needs needs, OptionalLong values) {}

  private static Checked check(
      Experiment experiment, Cell cell, Configuration hadoop, TrainingRoom room) {
    try {
      Plan plan = experiment.kind().plan(cell.settings(), hadoop);
      return new Checked(plan.needs(room), plan.values());
    } catch (SettingsException e) {
      throw new SettingsException(
          "activation " + cell.activation() + " on " + cell.subject() + ": " + e.getMessage(), e);
    }
  }

  private static InputFile input(Subject subject, Configuration hadoop) {
    try {
      return InputFile.of(TypedPath.of("input", subject.input(), hadoop), hadoop);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(
          "the input of "
              + subject.name()
              + ", "
              + subject.input()
              + (subject.about().isEmpty() ? "" : " (" + subject.about() + ")")
              + ", cannot be read: "
              + e.getMessage()
              + "; put it into the folder that "
              + Experiment.DATA
              + " or --data names",
          e);
    }
  }

  @Override
  public Fields configuration() {
    return experiment.fields();
  }

  @Override
  public Fields seeds() {
    return Fields.NONE.with("cells", experiment.seeds());
  }

  /** Refuses inputs that have changed since a comparison began; cells are looked at one by one. */
  @Override
  public void requireSame(RunManifest before) {
    Fields inputs = before.section(RunManifest.Section.INPUT);
    input.forEach(
        (subject, now) -> {
          Object then = inputs.get(subject);
          Object was = then instanceof Map<?, ?> map ? map.get("sha256") : null;
          Object is = ((Map<?, ?>) now).get("sha256");
          if (was != null && !was.equals(is)) {
            throw new SettingsException(
                "--resume: the input of "
                    + subject
                    + " is not the one that the comparison began with: sha256 was "
                    + was
                    + " and is now "
                    + is);
          }
        });
  }
}
