package io.raf4j.formula;

import io.raf4j.geometry.Polygon;
import io.raf4j.pde.ExactValues;
import io.raf4j.pde.Observations;
import java.util.Map;
import java.util.function.Function;
import org.antlr.v4.runtime.Token;

/** The files that a problem names, whose text came with it. */
final class DataFiles {

  private final Syntax syntax;
  private final Map<String, String> texts;

  DataFiles(Syntax syntax, Map<String, String> texts) {
    this.syntax = syntax;
    this.texts = texts;
  }

  private <T> T read(Token name, Function<String, T> reader) {
    String text = texts.get(Syntax.unquoted(name));
    if (text == null) {
      throw syntax.wrong(
          name, name.getText() + " did not come with the problem; expected a file beside it");
    }
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      String words = e.getMessage();
      throw syntax.wrong(
          name, words.contains("expected") ? words : words + "; expected another file");
    }
  }

  /** Returns what was measured at points. */
  Observations observations(Token name, int dimension) {
    String file = Syntax.unquoted(name);
    return read(name, text -> Observations.ofCsvText(file, text, dimension));
  }

  /** Returns the values of a table whose points make a grid. */
  ExactValues values(Token name, Names names) {
    int dimension = names.coordinates().size();
    Observations table = observations(name, dimension);
    if (table.columns() != names.unknowns().size()) {
      throw syntax.wrong(
          name,
          name.getText()
              + " has "
              + table.columns()
              + " columns after the coordinates; expected "
              + names.unknowns().size()
              + ", for "
              + names.unknowns());
    }
    return read(name, text -> GridValues.of(table));
  }

  /** Returns a polygon, in its text form or as vertices. */
  Polygon polygon(Token name) {
    String file = Syntax.unquoted(name);
    return read(
        name,
        text ->
            text.stripLeading().regionMatches(true, 0, "POLYGON", 0, 7)
                    || text.stripLeading().regionMatches(true, 0, "MULTIPOLYGON", 0, 12)
                ? Polygon.ofWkt(text)
                : Polygon.ofCsvText(file, text));
  }
}
