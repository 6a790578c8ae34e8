package io.raf4j.spark.equation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.raf4j.formula.ProblemText;
import io.raf4j.formula.ProblemTextException;
import io.raf4j.naming.Nearest;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.TypedPath;
import io.raf4j.spark.session.JobSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A problem that is typed into a file, of any file system, with the files that it names. */
final class ProblemFile {

  /** Bytes of a text that people type. */
  private static final int MOST_BYTES = 1 << 20;

  /** Bytes of all that it names: they are kept in the model, whose configuration has a limit. */
  private static final int MOST_DATA = 4 << 20;

  /** What a file does not say of itself. */
  private static final Set<Key> NOT_SET =
      EnumSet.of(Key.PROBLEM, Key.PROBLEM_CLASS, Key.CONSTANTS, Key.DIM, Key.OUTPUT);

  /** What stands before all of a file in place of its path; no path of a file ends like that. */
  private static final String WHOLE = "./:";

  private ProblemFile() {}

  /** Returns whether the problem that is asked for is a file: names have no dots or slashes. */
  static boolean isFile(String problem) {
    return problem.indexOf('.') >= 0 || problem.indexOf('/') >= 0;
  }

  /** Returns what may stand for a file and its constants where it cannot be read: its text. */
  static String portable(String problem, String constants) {
    return WHOLE + read(problem, constants).toWord();
  }

  /**
   * Reads a problem.
   *
   * @param constants other values for its constants; empty for none
   * @throws SettingsException if there is none, it is no problem, or it has no such constants
   */
  static ProblemText read(String problem, String constants) {
    ProblemText text = read(problem);
    try {
      return constants.isBlank() ? text : text.withConstants("--constants", constants);
    } catch (ProblemTextException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  private static ProblemText read(String problem) {
    if (problem.startsWith(WHOLE)) {
      return ProblemText.ofWord(problem.substring(WHOLE.length()));
    }
    Configuration hadoop = JobSession.hadoopHere();
    Path path = TypedPath.of("--problem", problem, hadoop);
    try {
      String text = text(path, hadoop, MOST_BYTES);
      SortedMap<String, String> data = new TreeMap<>();
      int left = MOST_DATA;
      for (ProblemText.DataFile named : ProblemText.files(problem, text)) {
        String contents = data(problem, path, named, hadoop, left);
        data.put(named.name(), contents);
        left -= contents.getBytes(StandardCharsets.UTF_8).length;
      }
      return new ProblemText(problem, text, data);
    } catch (ProblemTextException e) {
      throw new SettingsException(e.getMessage(), e);
    } catch (IOException e) {
      throw new SettingsException("--problem " + problem + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String data(
      String problem, Path path, ProblemText.DataFile named, Configuration hadoop, int most) {
    // A file of a stranger must not carry off others into a folder of results.
    boolean isBeside =
        !named.name().startsWith("/")
            && named.name().indexOf(':') < 0
            && !List.of(named.name().split("/", -1)).contains("..");
    if (!isBeside) {
      throw ProblemText.unreadable(problem, named, "is not beside or below the problem");
    }
    try {
      return text(new Path(path.getParent(), named.name()), hadoop, most);
    } catch (IOException | IllegalArgumentException e) {
      throw ProblemText.unreadable(problem, named, "cannot be read: " + e.getMessage());
    }
  }

  private static String text(Path path, Configuration hadoop, int most) throws IOException {
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException("it has more than " + most + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("it is no text in UTF-8", e);
    }
  }

  /**
   * Returns the settings that a file brings.
   *
   * @param keys that solving has
   * @throws SettingsException if a name is unknown
   */
  static Config settings(ProblemText text, Set<Key> keys) {
    Config config = ConfigFactory.empty();
    try {
      for (Map.Entry<String, ProblemText.Setting> one : text.settings().entrySet()) {
        requireKnown(text, one.getKey(), one.getValue(), keys);
        config =
            config.withValue(one.getKey(), ConfigValueFactory.fromAnyRef(one.getValue().value()));
      }
      return config;
    } catch (ProblemTextException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  private static void requireKnown(
      ProblemText text, String name, ProblemText.Setting setting, Set<Key> keys) {
    Set<Key> allowed = EnumSet.copyOf(keys);
    allowed.removeAll(NOT_SET);
    if (allowed.stream().noneMatch(key -> key.path().equals(name))) {
      String nearest = Nearest.of(name, allowed.stream().map(Key::path).toList());
      throw text.wrong(
          setting,
          "unknown setting \"" + name + "\"; expected one of raf solve pde, perhaps " + nearest);
    }
  }
}
