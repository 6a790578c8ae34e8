package io.raf4j.spark.record;

import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.files.Explanation;
import io.raf4j.spark.files.InputFile;
import io.raf4j.spark.rows.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Everything needed to say what a run was and to run it again: {@code run.json}.
 *
 * <p>A run writes it with status {@link Status#RUNNING} before it trains and again when it ends, so
 * a run that was killed is one that still says running. Each section is a map whose values are
 * strings, numbers, booleans, lists and maps of such; they are stored in the order given, under the
 * section's name. Numbers that JSON has no word for (NaN, infinities) are stored as strings.
 * Instances are immutable.
 *
 * @param runId name of the run, the column {@code run_id} of its Parquet rows
 * @param command the command line that started it
 * @param started when it started
 * @param finished when it ended; empty while it is running
 * @param status whether it is running, done, failed or interrupted
 * @param stop why it ended; empty while it is running
 * @param sections the rest, by section; a section that was not set is empty
 */
public record RunManifest(
    String runId,
    String command,
    Instant started,
    Optional<Instant> finished,
    Status status,
    Optional<Stop> stop,
    Map<Section, Fields> sections) {

  /** Version of the layout of {@code run.json}, written into it. */
  public static final int SCHEMA_VERSION = 1;

  /** Says how far a run got. */
  public enum Status {
    /** Started and not ended, or killed before it could say so. */
    RUNNING,
    /** Ended as its stop reason says. */
    DONE,
    /** Ended by an error, which its stop reason names. */
    FAILED,
    /** Ended in order because a signal asked for it; it can be gone on with. */
    INTERRUPTED
  }

  /** Names the sections of a manifest, in the order in which they are stored. */
  public enum Section {
    /** The full configuration, with every default resolved. */
    CONFIGURATION,
    /** The seeds, by what they seed. */
    SEEDS,
    /** What was read: see {@link InputFile}. */
    INPUT,
    /** The machine: see {@link Environment#hardware}. */
    HARDWARE,
    /** Versions of everything that ran: see {@link Environment#software}. */
    SOFTWARE,
    /**
     * What the run has decided by itself, which a run that is gone on with keeps; not stored where
     * there is nothing.
     */
    DECISIONS,
    /** Final figures, such as mean PSNR, seconds, examples. */
    FIGURES;

    /** Returns the name under which the section is stored. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Why a run ended.
   *
   * @param reason a short name, such as {@code steps}
   * @param meaning a clause that ends the sentence "it stopped because", without a full stop, and
   *     says what to change where that helps
   */
  public record Stop(String reason, String meaning) {

    /** Checks that both parts say something. */
    public Stop {
      if (reason.isBlank() || meaning.isBlank()) {
        throw new IllegalArgumentException(
            "reason is '" + reason + "', meaning is '" + meaning + "'; expected text in both");
      }
    }
  }

  /** Checks the parts, drops empty sections and copies the rest. */
  public RunManifest {
    if (runId.isBlank()) {
      throw new IllegalArgumentException("runId is blank; expected a name");
    }
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(started, "started");
    if ((status == Status.RUNNING) != (finished.isEmpty() && stop.isEmpty())) {
      throw new IllegalArgumentException(
          "status is "
              + status
              + " with finished "
              + finished
              + " and stop "
              + stop
              + "; expected both exactly when the run has ended");
    }
    Map<Section, Fields> copy = new EnumMap<>(Section.class);
    sections.forEach(
        (section, values) -> {
          if (!values.isEmpty()) {
            copy.put(section, values);
          }
        });
    sections = Collections.unmodifiableMap(copy);
  }

  /**
   * Begins the manifest of a run that starts now.
   *
   * @param runId name of the run
   * @param command the command line that started it
   */
  public static RunManifest start(String runId, String command) {
    return new RunManifest(
        runId,
        command,
        Instant.now(),
        Optional.empty(),
        Status.RUNNING,
        Optional.empty(),
        Map.of());
  }

  /**
   * Returns this manifest with one section set, replacing what it held.
   *
   * @param section which section
   * @param values what it holds from now on
   */
  public RunManifest with(Section section, Fields values) {
    Map<Section, Fields> changed = new EnumMap<>(Section.class);
    changed.putAll(sections);
    changed.put(section, values);
    return new RunManifest(runId, command, started, finished, status, stop, changed);
  }

  /**
   * Returns this manifest as that of a run that ended as intended, now.
   *
   * @param stop why it ended
   * @param figures the section {@link Section#FIGURES}
   */
  public RunManifest done(Stop stop, Fields figures) {
    return ended(Status.DONE, stop).with(Section.FIGURES, figures);
  }

  /**
   * Returns this manifest as that of a run that an error ended, now.
   *
   * @param cause the error, whose {@link Explanation} becomes the stop reason
   */
  public RunManifest failed(Throwable cause) {
    return ended(Status.FAILED, new Stop("error", "an error ended it: " + Explanation.of(cause)));
  }

  /**
   * Returns this manifest as that of a run that a signal ended, now.
   *
   * @param signal its name
   */
  public RunManifest interrupted(String signal) {
    String meaning = signal + " came; the same command with --resume goes on with it";
    return ended(Status.INTERRUPTED, new Stop("interrupted", meaning));
  }

  private RunManifest ended(Status how, Stop why) {
    Optional<Instant> now = Optional.of(Instant.now());
    return new RunManifest(runId, command, started, now, how, Optional.of(why), sections);
  }

  /**
   * Returns one section, in the order given.
   *
   * @param section which section; empty where it was not set
   */
  public Fields section(Section section) {
    return sections.getOrDefault(section, Fields.NONE);
  }

  /** Returns the text of {@code run.json}. */
  public String json() {
    return ManifestJson.format(this);
  }

  /**
   * Writes {@code run.json}, replacing the one that is there in one step.
   *
   * @param target the file, on any Hadoop file system
   * @param hadoop configuration that names the file systems
   * @throws IOException if the file system refuses
   */
  public void write(Path target, Configuration hadoop) throws IOException {
    AtomicFile.write(target, json().getBytes(StandardCharsets.UTF_8), hadoop);
  }

  /**
   * Reads a {@code run.json}.
   *
   * @param source the file, on any Hadoop file system
   * @param hadoop configuration that names the file systems
   * @throws IOException if it cannot be read or is not such a file
   */
  public static RunManifest read(Path source, Configuration hadoop) throws IOException {
    try (InputStream in = source.getFileSystem(hadoop).open(source)) {
      return ManifestJson.parse(in, source.toString());
    }
  }
}
