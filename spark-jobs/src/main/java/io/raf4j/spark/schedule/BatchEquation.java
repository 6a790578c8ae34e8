package io.raf4j.spark.schedule;

import com.typesafe.config.ConfigFactory;
import io.raf4j.spark.conf.GivenSettings;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.PathPattern;
import io.raf4j.spark.run.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * One equation that a batch solves before it evaluates: a file, values for its constants, and how
 * it is solved.
 *
 * @param name the file and its constants, for people and the table
 * @param stem of the name of its folder
 * @param how what was said of how it is solved
 * @param key name of its folder: the stem, and a hash of the name, the text and how
 * @param settings with all defaults
 */
record BatchEquation(String name, String stem, String how, String key, Settings settings) {

  /** What stands between a file and its constants. */
  static final String WITH = " with ";

  private static final int HASH_LENGTH = 16;
  private static final String WHERE = "equations: ";

  /**
   * Finds the equations of a batch and looks at each as a run would before its work.
   *
   * @param kind that solves them
   * @throws SettingsException if a pattern matches nothing, a file or its settings are wrong, or
   *     one equation is to be solved in two ways
   */
  static List<BatchEquation> all(Kind kind, List<BatchEquations> entries, Configuration hadoop) {
    Map<String, BatchEquation> equations = new LinkedHashMap<>();
    for (BatchEquations entry : entries) {
      requireOfKind(kind, entry);
      for (Path file : new PathPattern("equations", entry.files()).files(hadoop)) {
        for (String constants : entry.combinations()) {
          BatchEquation equation = of(kind, file, constants, entry, hadoop);
          BatchEquation other = equations.put(equation.name(), equation);
          if (other != null && !other.key().equals(equation.key())) {
            throw new SettingsException(
                WHERE
                    + equation.name()
                    + " is there twice, with other settings; expected each once: give another job to"
                    + " the second");
          }
        }
      }
    }
    return new ArrayList<>(equations.values());
  }

  private static void requireOfKind(Kind kind, BatchEquations entry) {
    for (Key key : GivenSettings.keys(entry.settings())) {
      if (!kind.profile().keys().contains(key)) {
        throw new SettingsException(
            WHERE + "settings has " + key.path() + "; expected settings of raf solve pde");
      }
    }
  }

  private static BatchEquation of(
      Kind kind, Path file, String constants, BatchEquations entry, Configuration hadoop) {
    String name = file + (constants.isEmpty() ? "" : WITH + constants.replace(",", ", "));
    try {
      GivenSettings given =
          new GivenSettings(
              "",
              ConfigFactory.parseMap(
                      Map.of(Key.PROBLEM.path(), file.toString(), Key.CONSTANTS.path(), constants))
                  .withFallback(entry.settings()),
              ConfigFactory.empty());
      Settings settings = Settings.of(kind.profile(), given);
      kind.plan(settings, hadoop);
      String stem = file.getName().replaceFirst("[.][^.]*$", "").replaceAll("[^A-Za-z0-9_-]", "_");
      String how = new TreeMap<>(entry.settings().root().unwrapped()).toString();
      return new BatchEquation(name, stem, how, key(kind, settings, stem, name, how), settings);
    } catch (SettingsException e) {
      throw new SettingsException(WHERE + name + ": " + e.getMessage(), e);
    }
  }

  /** Two files of one text, or constants that are those of the file, are equations of their own. */
  private static String key(Kind kind, Settings settings, String stem, String name, String how) {
    String text = kind.portable(settings).text(Key.PROBLEM);
    String all = String.join("\n", name, text, how);
    return stem + "-" + DigestUtils.sha256Hex(all).substring(0, HASH_LENGTH);
  }

  /**
   * Refuses to solve what has changed since the batch looked at it.
   *
   * @throws SettingsException if the file, or one that it names, is another
   */
  void requireUnchanged(Kind kind) {
    if (!key(kind, settings, stem, name, how).equals(key)) {
      throw new SettingsException(
          name + " has changed since the batch began; call it again to solve what is there now");
    }
  }
}
