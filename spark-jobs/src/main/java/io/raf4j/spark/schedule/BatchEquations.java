package io.raf4j.spark.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.typesafe.config.Config;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.rows.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An entry of {@code equations} in the file of a batch: files of problems, each of which is solved
 * with each combination of values of its constants.
 *
 * @param files a file or a glob, as Hadoop's file systems understand it
 * @param constants values to take, by the name of the constant; none takes the file's own
 * @param settings of {@code raf solve pde}, for all of them
 */
record BatchEquations(String files, SortedMap<String, List<String>> constants, Config settings) {

  /** What the batch itself gives to every equation. */
  private static final Set<Key> NOT_SET =
      EnumSet.of(Key.PROBLEM, Key.PROBLEM_CLASS, Key.CONSTANTS, Key.DIM, Key.OUTPUT);

  private static final int MOST_COMBINATIONS = 10_000;

  private static final String WHERE = "equations: ";

  /** Checks every part. */
  BatchEquations {
    if (files.isBlank()) {
      throw new SettingsException(WHERE + "an entry is blank; expected a file or a glob");
    }
    long combinations = 1;
    for (Map.Entry<String, List<String>> constant : constants.entrySet()) {
      if (constant.getValue().isEmpty()) {
        throw new SettingsException(
            WHERE + "constants: " + constant.getKey() + " is empty; expected a value or several");
      }
      combinations = Math.min(combinations * constant.getValue().size(), Integer.MAX_VALUE);
    }
    if (combinations > MOST_COMBINATIONS) {
      throw new SettingsException(
          WHERE
              + files
              + " has "
              + combinations
              + " combinations of constants; expected at most "
              + MOST_COMBINATIONS);
    }
    Settings.known(settings, WHERE + "settings");
    for (Key key : NOT_SET) {
      if (settings.hasPath(key.path())) {
        throw new SettingsException(
            WHERE
                + "settings has "
                + key.path()
                + "; expected files and constants beside settings, and the batch's own folder");
      }
    }
    constants = Collections.unmodifiableSortedMap(new TreeMap<>(constants));
  }

  /** Returns the combinations of values, as {@code --constants} takes them. */
  List<String> combinations() {
    List<String> all = List.of("");
    for (Map.Entry<String, List<String>> constant : constants.entrySet()) {
      List<String> longer = new ArrayList<>();
      for (String before : all) {
        for (String value : constant.getValue()) {
          longer.add((before.isEmpty() ? "" : before + ",") + constant.getKey() + "=" + value);
        }
      }
      all = longer;
    }
    return all;
  }

  /** What {@code run.json} keeps. */
  private record Kept(
      String files,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, List<String>> constants,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> settings) {}

  /** Returns the entry as HOCON's values, for {@code run.json}. */
  Object asValue() {
    return Fields.of(new Kept(files, constants, new LinkedHashMap<>(settings.root().unwrapped())))
        .values();
  }
}
