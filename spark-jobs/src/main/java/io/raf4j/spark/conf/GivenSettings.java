package io.raf4j.spark.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a user says about a job.
 *
 * @param fileName of the configuration file, empty without one
 * @param ofFile its settings, which other jobs may share
 * @param ofCommand those of the command line, which speaks of this job alone
 */
public record GivenSettings(String fileName, Config ofFile, Config ofCommand) {

  /**
   * Reads what is given.
   *
   * @param file HOCON, or null for none
   * @param assignments texts of the form {@code key=value}, later ones win
   * @param options values given by the command line's own options, which win over both
   * @throws SettingsException for an unreadable file, an unknown key or a malformed assignment
   */
  public static GivenSettings of(File file, List<String> assignments, Map<Key, String> options) {
    Config ofCommand = ConfigFactory.empty();
    for (String assignment : HoconSource.settings(assignments)) {
      Config one = HoconSource.read(assignment);
      ofCommand = Settings.known(one, "--set " + assignment).withFallback(ofCommand);
    }
    return new GivenSettings(
        file == null ? "" : file.getPath(),
        file == null
            ? ConfigFactory.empty()
            : Settings.known(HoconSource.read("--config", file, assignments), file.getPath()),
        Settings.with(ofCommand, options));
  }

  /** Returns everything, the command line on top. */
  public Config all() {
    return ofCommand.withFallback(ofFile);
  }

  /** Returns the settings that the file has. */
  public Set<Key> keysOfFile() {
    return keys(ofFile);
  }

  /** Returns the settings that the command line has. */
  public Set<Key> keysOfCommand() {
    return keys(ofCommand);
  }

  /** Returns the settings that a configuration has. */
  public static Set<Key> keys(Config config) {
    Set<Key> keys = EnumSet.noneOf(Key.class);
    Arrays.stream(Key.values())
        .filter(key -> config.root().containsKey(key.path()))
        .forEach(keys::add);
    return keys;
  }
}
