package io.raf4j.spark.run;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.record.Claim;
import io.raf4j.spark.record.Environment;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.UnrecordedException;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.session.KernelsInUse;
import io.raf4j.spark.training.BlasKernels;
import io.raf4j.spark.training.Interruption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
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
  public record Ending(Fields figures, RunManifest.Stop stop) {}

  /** What is asked of a run and what it reads, by which it is known again. */
  public interface Asked {

    /** Returns the section {@code configuration} of {@code run.json}. */
    Fields configuration();

    /** Returns the section {@code seeds}. */
    Fields seeds();

    /** Returns the section {@code input}. */
    Fields input();

    /**
     * Refuses to go on with a run of which other things were asked, or that read other things.
     *
     * @param before the run that is gone on with
     * @throws SettingsException if so
     */
    void requireSame(RunManifest before);
  }

  private final Asked asked;
  private final RunFolder folder;
  private final boolean resume;
  private final Audience audience;
  private final Interruption interruption = Interruption.ofProcess();
  private RunManifest manifest;
  private Claim claim;

  /**
   * Begins the record of a run; writes nothing yet.
   *
   * @param command the command line
   * @param resume whether a run in the folder is gone on with
   * @param audience hears who had the folder before
   */
  public RunRecord(
      Asked asked, String command, RunFolder folder, boolean resume, Audience audience) {
    this.audience = audience;
    this.asked = asked;
    this.folder = folder;
    this.resume = resume;
    this.manifest =
        RunManifest.start(UUID.randomUUID().toString(), command)
            .with(RunManifest.Section.CONFIGURATION, asked.configuration())
            .with(RunManifest.Section.SEEDS, asked.seeds())
            .with(RunManifest.Section.INPUT, asked.input())
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
  public void requireUsableFolder() {
    if (!resume) {
      folder.requireNew();
      return;
    }
    begun();
  }

  /** Takes over what is known of the run that is gone on with. */
  private void begun() {
    RunManifest before = read(folder.runJson());
    asked.requireSame(before);
    manifest =
        new RunManifest(
            before.runId(),
            manifest.command(),
            before.started(),
            Optional.empty(),
            RunManifest.Status.RUNNING,
            Optional.empty(),
            manifest
                .with(RunManifest.Section.DECISIONS, before.section(RunManifest.Section.DECISIONS))
                .sections());
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
  public Fields recorded(Callable<Ending> work, Consumer<RunManifest> lastly) {
    try (Claim taken =
        Claim.take(folder.root(), runId(), "--output", folder.hadoop(), audience::note)) {
      claim = taken;
      requireUnchanged();
      folder.dropLeftovers();
      try (Interruption.Work atWork = interruption.begin(this::writeInterrupted)) {
        return recordedWhileHeld(work, lastly);
      }
    }
  }

  private Fields recordedWhileHeld(Callable<Ending> work, Consumer<RunManifest> lastly) {
    write(manifest);
    try {
      Ending ending = work.call();
      RunManifest done = manifest.done(ending.stop(), ending.figures());
      lastly.accept(done);
      write(done);
      return ending.figures();
    } catch (RuntimeException | Error e) {
      writeEnd(e);
      throw e;
    } catch (Exception e) {
      writeEnd(e);
      throw new IllegalStateException("the run in " + folder.root() + " failed", e);
    }
  }

  /** Another process may have begun or ended a run between a first look and the claim. */
  private void requireUnchanged() {
    if (resume) {
      begun();
    } else if (folder.has(folder.runJson())) {
      folder.requireNew();
    }
  }

  /** Says what computes, which the executors have told. */
  void computedBy(String kernels) {
    manifest = manifest.with(RunManifest.Section.SOFTWARE, Environment.software(engine(kernels)));
  }

  /** Returns what the run has decided, in this process or before. */
  Fields decisions() {
    return manifest.section(RunManifest.Section.DECISIONS);
  }

  /** Says what the run has decided, at once: a run that is gone on with must keep it. */
  void decided(Fields decisions) {
    manifest = manifest.with(RunManifest.Section.DECISIONS, decisions);
    write(manifest);
  }

  /** What ended the run must not be hidden by what kept us from writing it down. */
  private void writeEnd(Throwable cause) {
    Runnable end =
        interruption.isCauseOf(cause)
            ? this::writeInterrupted
            : () -> write(manifest.failed(cause));
    UnrecordedException.recordAnyway(cause, end);
  }

  private void writeInterrupted() {
    write(manifest.interrupted(interruption.signal().orElseThrow()));
  }

  /**
   * Refuses to write on when another process has taken the run over.
   *
   * @throws IllegalStateException if so
   */
  void requireHeld() {
    claim.requireHeld();
  }

  /** Returns the name of the run in all its rows. */
  public String runId() {
    return manifest.runId();
  }

  private void write(RunManifest manifest) {
    requireHeld();
    try {
      manifest.write(folder.runJson(), folder.hadoop());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.runJson(), e);
    }
  }
}
