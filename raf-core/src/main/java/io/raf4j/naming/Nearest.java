package io.raf4j.naming;

import java.util.Collection;
import java.util.Comparator;

/**
 * Finds the known name that a mistyped one most likely meant, for every name that users write:
 * basic functions, presets, recipes, settings.
 */
public final class Nearest {
  private Nearest() {}

  /**
   * Returns the error for an unknown name: what was asked, the nearest known name, all of them.
   *
   * @param kind what is named, such as "basis function"
   */
  public static IllegalArgumentException unknown(
      String kind, String name, Collection<String> known) {
    String nearest = of(name, known);
    return new IllegalArgumentException(
        "unknown " + kind + " \"" + name + "\"; did you mean \"" + nearest + "\"? Known: " + known);
  }

  /**
   * Returns the known name that is nearest to another one.
   *
   * @param known one or more
   */
  public static String of(String name, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(k -> editDistance(name, k))).orElseThrow();
  }

  /** Returns the Levenshtein distance: insertions, deletions and substitutions of one character. */
  static int editDistance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
