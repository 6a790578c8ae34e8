package io.raf4j.formula;

import java.util.List;
import java.util.Map;

/**
 * What was read of a text.
 *
 * @param problem itself
 * @param spaceDimension coordinates of space
 * @param settings of how it is solved
 * @param places where things stand, for errors that show when the problem is tried
 */
record ReadProblem(
    TextProblem problem,
    int spaceDimension,
    Map<String, ProblemText.Setting> settings,
    List<Place> places) {

  /** What checks say to those who write classes, and what they say here. */
  private static final String[][] WORDS = {
    {
      ": let a boundary factor vanish there, add it to conditions(), or name it in freeParts() if"
          + " nothing is prescribed on purpose",
      "; expected exactly, a condition, or free if nothing is prescribed on purpose"
    },
    {"exact()", "exact solution"},
    {"; it solves another equation", "; expected one that solves the equations"},
    {"; it belongs to other conditions", "; expected one that meets it"},
    {"; let it be ", "; expected it to be "},
    {"; let them ", "; expected them to "},
    {"outside its domain, at", "outside the domain; expected all of them inside, not at"},
  };

  /**
   * Where something stands.
   *
   * @param words of a message that is about it
   * @param line counted from 1
   * @param column counted from 1
   */
  record Place(String words, int line, int column) {}

  /** Returns an error with the place of what it is about, in the words of texts. */
  ProblemTextException placed(String file, String message) {
    Place place =
        places.stream()
            .filter(one -> message.contains(one.words()))
            .findFirst()
            .orElse(places.get(places.size() - 1));
    String said = message;
    for (String[] words : WORDS) {
      said = said.replace(words[0], words[1]);
    }
    if (!said.contains("expected")) {
      said += "; expected finite numbers that agree with one another";
    }
    return new ProblemTextException(file, place.line(), place.column(), said);
  }
}
