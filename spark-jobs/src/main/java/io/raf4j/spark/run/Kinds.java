package io.raf4j.spark.run;

import io.raf4j.naming.Nearest;
import io.raf4j.spark.conf.Profiles;
import io.raf4j.spark.conf.SettingsException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * The kinds of work that there are.
 *
 * @param all in the order in which people are told of them
 */
public record Kinds(List<Kind> all) implements Serializable {

  /** Copies the list. */
  public Kinds {
    all = List.copyOf(all);
  }

  /**
   * Returns the kind of a name.
   *
   * @throws SettingsException if there is none; the message suggests the nearest
   */
  public Kind named(String name) {
    return all.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> known = all.stream().map(Kind::name).toList();
              IllegalArgumentException unknown = Nearest.unknown("kind", name, known);
              return new SettingsException(unknown.getMessage(), unknown);
            });
  }

  /** Returns the kinds that learn what is in files. */
  public List<FileKind> ofFiles() {
    return all.stream().filter(FileKind.class::isInstance).map(FileKind.class::cast).toList();
  }

  /**
   * Returns the kind of a file as the ending of its name says.
   *
   * @param kinds of which one takes what no other does
   */
  public static FileKind ofFile(List<FileKind> kinds, String fileName) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return kinds.stream()
        .filter(kind -> kind.endings().contains(ending))
        .findFirst()
        .or(() -> kinds.stream().filter(kind -> kind.endings().isEmpty()).findFirst())
        .orElseThrow();
  }

  /** Returns the settings of all commands. */
  public Profiles profiles() {
    return new Profiles(
        all.stream().flatMap(kind -> kind.commands().stream()).map(JobCommand::profile).toList());
  }
}
