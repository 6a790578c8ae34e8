package io.raf4j.spark.conf;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All jobs of the command line by their settings.
 *
 * <p>The command line speaks of one run alone: what has no effect on it is refused. A file may be
 * shared among jobs: settings that do not concern this one are left out and named by {@link
 * Settings#notes}.
 *
 * @param all in the order in which people are told of them
 */
public record Profiles(List<Profile> all) {

  /** Copies the list. */
  public Profiles {
    all = List.copyOf(all);
  }

  /**
   * Resolves the settings of a job: the defaults of all jobs, those of this one, then everything
   * that is given in the order of the parameters.
   *
   * @param file HOCON, or null for none
   * @param assignments texts of the form {@code key=value}, later ones win
   * @param options values given by the command line's own options
   * @throws SettingsException for an unreadable file, an unknown key, a malformed assignment, a
   *     value that its setting does not take, or an option without effect
   */
  public Settings resolve(
      Profile job, File file, List<String> assignments, Map<Key, String> options) {
    GivenSettings given = GivenSettings.of(file, assignments, options);
    for (Key key : given.keysOfCommand()) {
      if (!job.keys().contains(key)) {
        throw new SettingsException(
            "--"
                + key.path()
                + " has no effect on "
                + job.words()
                + ": it is a setting of "
                + where(key));
      }
    }
    Settings settings = Settings.of(job, given);
    for (Key key : given.keysOfCommand()) {
      job.whyIdle(key, settings)
          .ifPresent(
              why -> {
                throw new SettingsException(
                    "--" + key.path() + " has no effect on this run: " + why);
              });
    }
    return settings;
  }

  /** Returns the commands that have a setting. */
  private String where(Key key) {
    return all.stream()
        .filter(job -> job.keys().contains(key))
        .map(Profile::words)
        .collect(Collectors.joining(", "));
  }
}
