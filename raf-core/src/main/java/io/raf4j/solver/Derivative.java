package io.raf4j.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An unknown function or one of its partial derivatives, by names; its text form is that of files
 * of problems, {@code u} or {@code d(u,t,x)}.
 *
 * @param unknown the function
 * @param along the coordinates, each as often as it is differentiated by; none for the value
 */
public record Derivative(String unknown, List<String> along) {

  private static final String NAME = "\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*";
  private static final Pattern CALL = Pattern.compile("\\s*d\\s*\\((.*)\\)\\s*");
  private static final Pattern WORD = Pattern.compile(NAME);
  private static final Pattern NEXT = Pattern.compile("\\s*(d\\s*\\([^()]*\\)|[^,()]+)\\s*(,|$)");

  /** Copies the coordinates. */
  public Derivative {
    along = List.copyOf(along);
  }

  /** Returns the derivative of a function along coordinates, its value where there are none. */
  public static Derivative of(String unknown, String... along) {
    return new Derivative(unknown, List.of(along));
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Derivative fromText(String text) {
    Matcher call = CALL.matcher(text);
    List<String> names = new ArrayList<>();
    if (call.matches()) {
      for (String name : call.group(1).split(",", -1)) {
        names.add(word(text, name));
      }
      if (names.size() < 2) {
        throw unreadable(text);
      }
    } else {
      names.add(word(text, text));
    }
    return new Derivative(names.get(0), names.subList(1, names.size()));
  }

  /**
   * Reads several, separated by commas.
   *
   * @throws IllegalArgumentException if they are none, naming the first that is not
   */
  public static List<Derivative> listFromText(String text) {
    List<Derivative> all = new ArrayList<>();
    Matcher next = NEXT.matcher(text);
    int from = 0;
    while (from < text.length()) {
      if (!next.find(from) || next.start() != from) {
        throw unreadable(text.substring(from));
      }
      all.add(fromText(next.group(1)));
      from = next.end();
    }
    if (all.isEmpty() || text.stripTrailing().endsWith(",")) {
      throw unreadable(text);
    }
    return all;
  }

  private static String word(String text, String name) {
    Matcher word = WORD.matcher(name);
    if (!word.matches()) {
      throw unreadable(text);
    }
    return word.group(1);
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "derivative is \"" + text.strip() + "\"; expected one such as d(u,x) or d(u,x,y)");
  }

  /**
   * Returns the axes that it is taken along.
   *
   * @throws IllegalArgumentException for a name that no coordinate has
   */
  int[] axes(List<String> coordinates) {
    return along.stream().mapToInt(name -> place("coordinate", name, coordinates)).toArray();
  }

  /**
   * Returns the place of a name among others.
   *
   * @throws IllegalArgumentException if it is not one of them
   */
  static int place(String what, String name, List<String> names) {
    int place = names.indexOf(name);
    if (place < 0) {
      throw new IllegalArgumentException(
          what + " is " + name + "; expected one of " + String.join(", ", names));
    }
    return place;
  }

  /** Returns the text form. */
  public String toText() {
    return along.isEmpty() ? unknown : "d(" + unknown + "," + String.join(",", along) + ")";
  }

  @Override
  public String toString() {
    return toText();
  }
}
