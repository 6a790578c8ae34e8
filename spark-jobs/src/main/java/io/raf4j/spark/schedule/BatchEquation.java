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
 * @param key name of its folder: the file's, and a hash of what is solved and of all that was said
 *     of how
 * @param settings with all defaults
 */
record BatchEquation(String name, String key, Settings settings) {

  private static final int HASH_LENGTH = 16;

  /**
   * Finds the equations of a batch and looks at each as a run would before its work.
   *
   * @param kind that solves them
   * @throws SettingsException if a pattern matches nothing, or a file or its settings are wrong
   */
  static List<BatchEquation> all(Kind kind, List<BatchEquations> entries, Configuration hadoop) {
    Map<String, BatchEquation> equations = new LinkedHashMap<>();
    for (BatchEquations entry : entries) {
      for (Path file : new PathPattern("equations", entry.files()).files(hadoop)) {
        for (String constants : entry.combinations()) {
          BatchEquation equation = of(kind, file, constants, entry, hadoop);
          equations.put(equation.key(), equation);
        }
      }
    }
    return new ArrayList<>(equations.values());
  }

  private static BatchEquation of(
      Kind kind, Path file, String constants, BatchEquations entry, Configuration hadoop) {
    String name = file + (constants.isEmpty() ? "" : " with " + constants.replace(",", ", "));
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
      return new BatchEquation(name, key(kind, file, settings, entry), settings);
    } catch (SettingsException e) {
      throw new SettingsException("equations: " + name + ": " + e.getMessage(), e);
    }
  }

  private static String key(Kind kind, Path file, Settings settings, BatchEquations entry) {
    String what = kind.portable(settings).text(Key.PROBLEM);
    String how = new TreeMap<>(entry.settings().root().unwrapped()).toString();
    return file.getName().replaceFirst("[.][^.]*$", "").replaceAll("[^A-Za-z0-9_-]", "_")
        + "-"
        + DigestUtils.sha256Hex(what + "\n" + how).substring(0, HASH_LENGTH);
  }
}
