package io.raf4j.spark.run;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.session.Needs;
import io.raf4j.spark.training.TrainingRoom;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** A piece of work that has been looked at, and that can be done with what it was given. */
public interface Plan {

  /** Returns the settings as {@code run.json} keeps them. */
  Settings settings();

  /** Returns the settings with all that the plan has decided, by which unused ones are told. */
  default Settings decided() {
    return settings();
  }

  /** Returns the seed of everything random. */
  long seed();

  /** Returns the name of the Spark application, such as {@code reconstruct image}. */
  String title();

  /** Returns what is read, the section {@code input} of {@code run.json}. */
  Record input();

  /** Returns how many numbers are learned by heart; nothing where there is no end of them. */
  default OptionalLong values() {
    return OptionalLong.empty();
  }

  /** Returns what is read in one word, for messages. */
  String subject();

  /** Returns what has to be known of the input. */
  default List<String> notes() {
    return List.of();
  }

  /** Returns the settings that a resumed run may change: they do not touch the parameters. */
  Set<Key> changeable();

  /**
   * Returns what the work needs.
   *
   * @param room where its tasks are
   * @throws SettingsException if the driver cannot do it whatever executors there are
   */
  Needs needs(TrainingRoom room);

  /** Returns how many of the last checkpoints stay. */
  default int checkpointsKept() {
    return 1;
  }

  /**
   * Does the work.
   *
   * @param site where, and what it leaves there
   */
  Result carryOut(Site site);

  /**
   * Returns what {@code raf plan} plans.
   *
   * @throws SettingsException if the work averages no parameters
   */
  Averaged averaged();
}
