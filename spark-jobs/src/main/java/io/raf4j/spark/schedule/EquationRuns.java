package io.raf4j.spark.schedule;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.Explanation;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.JobRequest;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.Run;
import io.raf4j.spark.training.Interruption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Solves the equations of a batch, one after the other, each as a run of its own on all executors.
 *
 * <p>A run that is finished stays, one that was cut off goes on, and one that fails leaves the
 * others alone.
 */
final class EquationRuns {

  private static final Logger LOG = LoggerFactory.getLogger(EquationRuns.class);

  private final Kind kind;
  private final List<BatchEquation> equations;
  private final Path folder;
  private final BatchRequest request;
  private final Configuration hadoop;
  private final Map<String, String> failures = new LinkedHashMap<>();

  /**
   * Takes equations.
   *
   * @param kind that solves them
   * @param folder of their runs
   */
  EquationRuns(
      Kind kind,
      List<BatchEquation> equations,
      Path folder,
      BatchRequest request,
      Configuration hadoop) {
    this.kind = kind;
    this.equations = List.copyOf(equations);
    this.folder = folder;
    this.request = request;
    this.hadoop = hadoop;
  }

  /** Returns how many equations there are. */
  int count() {
    return equations.size();
  }

  /** Returns the hashes of what is solved, by name, for {@code _run.json}. */
  Fields keys() {
    Fields keys = Fields.NONE;
    for (BatchEquation equation : equations) {
      keys = keys.with(equation.name(), equation.key());
    }
    return keys;
  }

  private RunFolder run(BatchEquation equation) {
    return new RunFolder(new Path(folder, equation.key()), hadoop);
  }

  private Optional<RunManifest> manifest(BatchEquation equation) {
    RunFolder run = run(equation);
    try {
      return run.has(run.runJson())
          ? Optional.of(RunManifest.read(run.runJson(), hadoop))
          : Optional.empty();
    } catch (IOException e) {
      throw new SettingsException("cannot read " + run.runJson() + ": " + e.getMessage(), e);
    }
  }

  /** Where somebody took the model away, the run goes on from its last checkpoint. */
  private boolean isSolved(BatchEquation equation) {
    RunFolder folderOfRun = run(equation);
    return folderOfRun.has(folderOfRun.model())
        && manifest(equation).filter(run -> run.status() == RunManifest.Status.DONE).isPresent();
  }

  /** Takes over why an equation was not solved before, where that is final. */
  private boolean isGivenUp(BatchEquation equation) {
    Optional<RunManifest> failed =
        manifest(equation)
            .filter(run -> request.keepFailed() && run.status() == RunManifest.Status.FAILED);
    failed.ifPresent(
        run ->
            failures.put(
                equation.key(),
                run.stop().map(RunManifest.Stop::meaning).orElse("its run had failed before")));
    return failed.isPresent();
  }

  /**
   * Solves what is not solved.
   *
   * @return how many were solved
   */
  int solve() {
    List<BatchEquation> left =
        equations.stream().filter(one -> !isSolved(one) && !isGivenUp(one)).toList();
    int givenUp = failures.size();
    for (int i = 0; i < left.size(); i++) {
      BatchEquation equation = left.get(i);
      request
          .audience()
          .say(String.format("Equation %d of %d: %s", i + 1, left.size(), equation.name()));
      solve(equation);
    }
    // A signal that came as the last one ended.
    Interruption.ofProcess().check();
    return left.size() - (failures.size() - givenUp);
  }

  private void solve(BatchEquation equation) {
    JobRequest job =
        new JobRequest(
            equation.settings().with(Key.OUTPUT, run(equation).root().toString()),
            request.command(),
            request.master(),
            true,
            request.audience());
    // A signal that came as the one before ended.
    Interruption.ofProcess().check();
    // Nothing is put into the table then: the next call sees what is there.
    equation.requireUnchanged(kind);
    try {
      Run.of(kind, job);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError e) {
      if (e instanceof RuntimeException && Interruption.ofProcess().isCauseOf(e)) {
        throw e;
      }
      LOG.error("{} is not solved", equation.name(), e);
      failures.put(equation.key(), Explanation.of(e));
    }
  }

  /** Returns the models, of which those that are not solved say why. */
  List<TrainedModel> models() {
    List<TrainedModel> models = new ArrayList<>();
    for (BatchEquation equation : equations) {
      models.add(model(equation));
    }
    return models;
  }

  private TrainedModel model(BatchEquation equation) {
    String failure = failures.get(equation.key());
    if (failure == null) {
      try {
        return TrainedModel.of(request.kinds(), run(equation)).named(equation.name());
      } catch (SettingsException e) {
        // Such as a model that somebody took away: the others are not concerned.
        LOG.error("{} has lost its solution", equation.name(), e);
        failure = Explanation.of(e);
      }
    }
    return TrainedModel.failed(equation.name(), kind, equation.settings(), failure);
  }
}
