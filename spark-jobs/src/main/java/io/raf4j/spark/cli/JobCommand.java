package io.raf4j.spark.cli;

import io.raf4j.spark.conf.Key;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** A command that runs a job and takes settings as options. */
interface JobCommand extends Callable<Integer> {

  /** The settings that are options of this command. */
  Set<Key> settings();

  /** Defaults of this command, in place of those of all jobs. */
  default Map<Key, String> presets() {
    return Map.of();
  }

  /** Whether help shows the defaults of its settings; not where a file decides. */
  default boolean showsDefaults() {
    return true;
  }
}
