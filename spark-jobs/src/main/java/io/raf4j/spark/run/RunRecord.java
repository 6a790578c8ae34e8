package io.raf4j.spark.run;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.record.Environment;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.UnrecordedException;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.session.KernelsInUse;
import io.raf4j.spark.training.BlasKernels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keeps {@code run.json} true: what a run was asked, what it read, how it ended; and compares a run
 * that is gone on with to the one that was begun.
 */
public final class RunRecord {

  /**
   * How work ended.
   *
   * @param figures the final ones
   * @param stop why
   */
  record Ending(Fields figures, RunManifest.Stop stop) {}

  private final Plan plan;
  private final RunFolder folder;
  private final boolean resume;
  private RunManifest manifest;

  /**
   * Begins the record of a run; writes nothing yet.
   *
   * @param command the command line
   * @param resume whether the run in the folder is gone on with
   */
  RunRecord(Plan plan, String command, RunFolder folder, boolean resume) {
    this.plan = plan;
    this.folder = folder;
    this.resume = resume;
    this.manifest =
        RunManifest.start(UUID.randomUUID().toString(), command)
            .with(RunManifest.Section.CONFIGURATION, new Fields(plan.settings().asMap()))
            .with(RunManifest.Section.SEEDS, Fields.NONE.with("all", plan.seed()))
            .with(RunManifest.Section.INPUT, Fields.of(plan.input()))
            .with(RunManifest.Section.HARDWARE, Environment.hardware(List.of()))
            .with(RunManifest.Section.SOFTWARE, Environment.software(engine(KernelsInUse.here())));
  }

  /**
   * Returns what computes, for the section on software.
   *
   * @param kernels see {@link KernelsInUse}
   */
  public static Fields engine(String kernels) {
    return Fields.of(
        new Engine(
            kernels,
            Nd4j.getBackend().getClass().getSimpleName(),
            String.valueOf(Nd4j.factory().blas().getBlasVendor()),
            BlasKernels.told()));
  }

  /** What computes. */
  private record Engine(String kernels, String nd4jBackend, String blas, String blasKernels) {}

  /**
   * Refuses an output folder that another run is in.
   *
   * @throws SettingsException if it exists, or the run in it had other settings or read other
   *     things
   */
  void requireUsableFolder() {
    if (!resume) {
      folder.requireNew();
      return;
    }
    RunManifest before = read(folder.runJson());
    Map<String, Object> then =
        Settings.of(before.section(RunManifest.Section.CONFIGURATION).values()).asMap();
    Map<String, Object> now = plan.settings().asMap();
    for (Key key : Key.values()) {
      Object was = then.get(key.path());
      Object is = now.get(key.path());
      boolean isOfJob = now.containsKey(key.path());
      if (isOfJob && !plan.changeable().contains(key) && !Settings.isSame(was, is)) {
        throw new SettingsException(
            "--resume: "
                + key.path()
                + " was "
                + was
                + " and is now "
                + is
                + "; a resumed run must keep it, or start anew in another --output");
      }
    }
    requireSameInput(before.section(RunManifest.Section.INPUT));
    manifest =
        new RunManifest(
            before.runId(),
            manifest.command(),
            before.started(),
            Optional.empty(),
            RunManifest.Status.RUNNING,
            Optional.empty(),
            manifest.sections());
  }

  /** All but the place: a clip or a folder of shards may have been moved. */
  private void requireSameInput(Fields before) {
    manifest
        .section(RunManifest.Section.INPUT)
        .forEach(
            (name, value) -> {
              String was = String.valueOf(before.get(name));
              if (!name.equals("path") && !was.equals(String.valueOf(value))) {
                throw new SettingsException(
                    "--resume: the "
                        + plan.subject()
                        + " is not the one that the run in "
                        + folder.root()
                        + " began with: "
                        + name
                        + " was "
                        + was
                        + " and is now "
                        + value);
              }
            });
  }

  private RunManifest read(Path file) {
    try {
      return RunManifest.read(file, folder.hadoop());
    } catch (IOException e) {
      throw new SettingsException("--resume: cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Runs the work between a {@code run.json} that says running and one that says how it ended.
   *
   * @param work does it and says how it ended
   * @param lastly what is to be done with the finished manifest before it is written
   */
  Fields recorded(Callable<Ending> work, Consumer<RunManifest> lastly) {
    write(manifest);
    try {
      Ending ending = work.call();
      String kernels = KernelsInUse.found();
      Fields figures =
          ending
              .figures()
              .with("stop_reason", ending.stop().reason())
              .with("kernel_provider", kernels);
      manifest = manifest.with(RunManifest.Section.SOFTWARE, Environment.software(engine(kernels)));
      RunManifest done = manifest.done(ending.stop(), figures);
      lastly.accept(done);
      write(done);
      return figures;
    } catch (RuntimeException | Error e) {
      writeFailed(e);
      throw e;
    } catch (Exception e) {
      writeFailed(e);
      throw new IllegalStateException("the run in " + folder.root() + " failed", e);
    }
  }

  /** What ended the run must not be hidden by what kept us from writing it down. */
  private void writeFailed(Throwable cause) {
    UnrecordedException.recordAnyway(cause, () -> write(manifest.failed(cause)));
  }

  /** Returns the name of the run in all its rows. */
  String runId() {
    return manifest.runId();
  }

  private void write(RunManifest manifest) {
    try {
      manifest.write(folder.runJson(), folder.hadoop());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.runJson(), e);
    }
  }
}
