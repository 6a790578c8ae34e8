package io.raf4j.spark.run;

import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.rows.Fields;
import java.util.Optional;

/**
 * A command of the command line about a kind of work.
 *
 * @param verb its first word, where it has two
 * @param word its last word
 * @param description for help, a sentence
 * @param profile the settings that it takes
 * @param canResume whether a run that was cut off can be gone on with
 * @param job does it and returns the final figures
 */
public record JobCommand(
    Optional<Verb> verb,
    String word,
    String description,
    Profile profile,
    boolean canResume,
    Job job) {

  /** Does what a command asks. */
  @FunctionalInterface
  public interface Job {

    /**
     * Does it.
     *
     * @throws io.raf4j.spark.conf.SettingsException if a setting or the input is wrong
     */
    Fields run(JobRequest request);
  }

  /** Returns the command that does all of the work of a kind. */
  public static JobCommand whole(Kind kind) {
    return new JobCommand(
        kind.verb(),
        kind.name(),
        kind.description(),
        kind.profile(),
        true,
        request -> Run.of(kind, request));
  }
}
