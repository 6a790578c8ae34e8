package io.raf4j.spark.conf;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where the settings of a job were given.
 *
 * @param fileName of the configuration file, empty without one
 * @param ofFile those of the file that concern the job and that nothing else replaces
 * @param foreign those of the file that do not concern the job
 * @param ofCommand those of the command line
 */
record SettingsOrigins(
    String fileName, EnumSet<Key> ofFile, EnumSet<Key> foreign, EnumSet<Key> ofCommand)
    implements Serializable {

  /** Of settings that nobody gave here. */
  static final SettingsOrigins UNKNOWN = new SettingsOrigins("", none(), none(), none());

  private static EnumSet<Key> none() {
    return EnumSet.noneOf(Key.class);
  }

  static SettingsOrigins of(Profile job, GivenSettings given) {
    EnumSet<Key> ofCommand = EnumSet.copyOf(given.keysOfCommand());
    EnumSet<Key> foreign = EnumSet.copyOf(given.keysOfFile());
    foreign.removeAll(job.keys());
    EnumSet<Key> ofFile = EnumSet.copyOf(given.keysOfFile());
    ofFile.removeAll(foreign);
    ofFile.removeAll(ofCommand);
    return new SettingsOrigins(given.fileName(), ofFile, foreign, ofCommand);
  }

  /** Returns the settings that were given and concern the job. */
  Set<Key> given() {
    Set<Key> given = EnumSet.copyOf(ofFile);
    given.addAll(ofCommand);
    return given;
  }

  /**
   * Returns one sentence that names the settings that are unused, or none.
   *
   * @param whyIdle why a setting that concerns the job has no effect
   */
  List<String> unused(Function<Key, Optional<String>> whyIdle) {
    List<String> parts = new ArrayList<>();
    List<String> inFile = new ArrayList<>(foreign.stream().map(Key::path).toList());
    inFile.addAll(idle(ofFile, whyIdle));
    if (!inFile.isEmpty()) {
      parts.add("of " + fileName + ": " + String.join(", ", inFile));
    }
    List<String> inCommand = idle(ofCommand, whyIdle);
    if (!inCommand.isEmpty()) {
      parts.add("of the command line: " + String.join(", ", inCommand));
    }
    return parts.isEmpty() ? List.of() : List.of("unused settings " + String.join("; ", parts));
  }

  private static List<String> idle(Set<Key> keys, Function<Key, Optional<String>> whyIdle) {
    return keys.stream().filter(key -> whyIdle.apply(key).isPresent()).map(Key::path).toList();
  }
}
