package io.raf4j.formula;

import io.raf4j.pde.PdeProblem;
import io.raf4j.pde.ProblemCheck;
import io.raf4j.pde.TraceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A problem as text, with the texts of the files that it names: all that is needed to solve it
 * elsewhere.
 *
 * <pre>
 *   ProblemText problem = ProblemText.of(Path.of("conf/pde/problems/heat.conf"));
 *   problem.check();                              says what is wrong, and where
 *   PdeProblem heat = problem.pde();
 * </pre>
 *
 * @param file its name, for messages
 * @param text of the problem
 * @param data the texts of the files that it names, by their names in the text
 */
public record ProblemText(String file, String text, SortedMap<String, String> data) {

  /** Problems that were read last, by their texts: networks ask for theirs again and again. */
  private static final Map<ProblemText, ReadProblem> READ =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ProblemText, ReadProblem> eldest) {
              return size() > 16;
            }
          });

  /** A file that a problem names, with the place where it does. */
  public record DataFile(String name, int line, int column) {}

  /** Copies the texts. */
  public ProblemText {
    data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
  }

  /**
   * Reads a problem with the files that it names, which lie beside it.
   *
   * @throws IOException if one cannot be read
   * @throws ProblemTextException if it is no problem
   */
  public static ProblemText of(Path file) throws IOException {
    String text = Files.readString(file);
    TreeMap<String, String> data = new TreeMap<>();
    for (DataFile named : files(file.toString(), text)) {
      data.put(named.name(), Files.readString(file.resolveSibling(named.name())));
    }
    return new ProblemText(file.toString(), text, data);
  }

  /**
   * Returns the files that a problem names.
   *
   * @throws ProblemTextException if it is no problem
   */
  public static List<DataFile> files(String file, String text) {
    return Syntax.of(file, text).files().stream()
        .map(
            token ->
                new DataFile(
                    Syntax.unquoted(token), token.getLine(), token.getCharPositionInLine() + 1))
        .toList();
  }

  /**
   * Returns the error of a file that cannot be read.
   *
   * @param file of the problem
   * @param named what it names
   */
  public static ProblemTextException unreadable(String file, DataFile named, String why) {
    return new ProblemTextException(
        file,
        named.line(),
        named.column(),
        "\"" + named.name() + "\" " + why + "; expected a file beside the problem's");
  }

  /**
   * Returns the problem with other values of its constants, which stand in its text from then on.
   *
   * @param label of the values, for messages
   * @param assignments names and formulas as in a statement of constants: {@code nu = 0.02, k = 3}
   * @throws ProblemTextException if they are none, or the problem has no constant of a name
   */
  public ProblemText withConstants(String label, String assignments) {
    return new ProblemText(file, ConstantValues.put(label, assignments, file, text), data);
  }

  private ReadProblem read() {
    ReadProblem found = READ.get(this);
    if (found == null) {
      found = new ProblemReader(this).read();
      READ.put(this, found);
    }
    return found;
  }

  /**
   * Returns the problem, the same object for the same texts while it is remembered.
   *
   * @throws ProblemTextException if it is none
   */
  public PdeProblem pde() {
    return read().problem();
  }

  /**
   * Returns how many coordinates of space the problem has.
   *
   * @throws ProblemTextException if it is none
   */
  public int spaceDimension() {
    return read().spaceDimension();
  }

  /**
   * Returns the settings that the problem brings, by name.
   *
   * @throws ProblemTextException if it is none
   */
  public Map<String, Setting> settings() {
    return read().settings();
  }

  /**
   * Returns the problem's name.
   *
   * @throws ProblemTextException if it is none
   */
  public String name() {
    return read().problem().name();
  }

  /** Returns a hash of all texts, 64 hexadecimal digits. */
  public String sha256() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(toWord().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A setting of how the problem is solved, with the place of its name. */
  public record Setting(String value, int line, int column) {}

  /**
   * Looks for what is wrong with the problem as {@link ProblemCheck} does.
   *
   * @throws ProblemTextException saying where and what
   */
  public void check() {
    ReadProblem read = read();
    try {
      ProblemCheck.require(read.problem());
    } catch (IllegalArgumentException | TraceException e) {
      throw read.placed(file, e.getMessage());
    } catch (ArithmeticException | IllegalStateException e) {
      throw read.placed(file, read.problem().name() + " fails: " + e.getMessage());
    }
  }

  /** Returns the error of a setting. */
  public ProblemTextException wrong(Setting setting, String what) {
    return new ProblemTextException(file, setting.line(), setting.column(), what);
  }

  /** Returns all texts as one word of letters, digits, - and _; of the file's path its name. */
  public String toWord() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(file.replaceAll(".*[/\\\\]", ""), bytes);
    write(text, bytes);
    data.forEach(
        (name, contents) -> {
          write(name, bytes);
          write(contents, bytes);
        });
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  private static void write(String one, ByteArrayOutputStream bytes) {
    byte[] encoded = one.getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(encoded.length).array());
    bytes.writeBytes(encoded);
  }

  /**
   * Reads what {@link #toWord} gives.
   *
   * @throws IllegalArgumentException if it is nothing of this kind
   */
  public static ProblemText ofWord(String word) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(word));
    String file = read(bytes);
    String text = read(bytes);
    TreeMap<String, String> data = new TreeMap<>();
    while (bytes.hasRemaining()) {
      data.put(read(bytes), read(bytes));
    }
    return new ProblemText(file, text, data);
  }

  private static String read(ByteBuffer bytes) {
    int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new IllegalArgumentException("the text of a problem is cut off");
    }
    byte[] encoded = new byte[length];
    bytes.get(encoded);
    return new String(encoded, StandardCharsets.UTF_8);
  }
}
