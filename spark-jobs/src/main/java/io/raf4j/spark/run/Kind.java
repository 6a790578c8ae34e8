package io.raf4j.spark.run;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.rows.Figure;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * A kind of work: what networks learn there, by which settings, and how.
 *
 * <p>Everything else knows kinds by this interface alone: {@link Run} does one piece of work of any
 * kind, {@code raf compare}, {@code raf plan} and {@code raf evaluate} take kinds as they come. A
 * kind has a package of its own and one line in the list of kinds. Implementations have no state
 * but other kinds, since they travel to executors.
 */
public interface Kind extends Serializable {

  /** Returns the name in files, tables and on the command line, such as {@code image}. */
  String name();

  /** Returns what it does, for help: a sentence. */
  String description();

  /** Returns the first word of its command, where its name is the second. */
  default Optional<Verb> verb() {
    return Optional.empty();
  }

  /** Returns the settings that concern it, with its defaults. */
  Profile profile();

  /** Returns the final figures that runs of this kind may be compared by. */
  List<Figure> figures();

  /**
   * Looks at settings and input before any work; nothing is written and no Spark is started.
   *
   * @param hadoop configuration that names the file systems
   * @throws SettingsException for whatever is wrong with them
   */
  Plan plan(Settings settings, Configuration hadoop);

  /** Returns the commands of the command line that are about this kind, the whole work first. */
  default List<JobCommand> commands() {
    return List.of(JobCommand.whole(this));
  }

  /**
   * Returns settings that mean the same on a machine that has none of the files of this one, for
   * tasks that do a whole run each.
   */
  default Settings portable(Settings settings) {
    return settings;
  }

  /**
   * Returns whether a run needs executors and a folder of its own; all others fit into one task.
   */
  default boolean needsFolder() {
    return false;
  }

  /** Returns the setting that {@code raf plan} takes by its position too. */
  default Optional<Key> positional() {
    return Optional.empty();
  }

  /**
   * Returns the settings of which {@code raf plan} plans the averaging.
   *
   * @param settings as given
   */
  default Settings averaged(Settings settings) {
    return settings;
  }

  /**
   * Returns what the model of a finished run has learned, where the run was of this kind.
   *
   * @param run its folder
   * @param settings those of the run
   * @throws SettingsException if what the run says of it cannot be read
   */
  default Optional<Learned> learned(RunFolder run, Settings settings) {
    return Optional.empty();
  }
}
