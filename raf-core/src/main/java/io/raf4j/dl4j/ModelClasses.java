package io.raf4j.dl4j;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;

/**
 * The classes that a network's JSON may name. DL4J makes objects of the classes named by {@code
 * @class}; that of a stranger must not be one whose making does something.
 */
final class ModelClasses {

  private static final String KEY = "@class";

  /** Levels of the JSON; that of the deepest network of ours has about ten. */
  private static final int MOST_NESTED = 64;

  /** Packages of plain descriptions: layers, updaters, rates, losses, initial weights. */
  private static final List<Pattern> ALLOWED =
      List.of(
          Pattern.compile("io\\.raf4j\\.dl4j\\.[A-Z]\\w*"),
          Pattern.compile("io\\.raf4j\\.solver\\.TrialLayer"),
          Pattern.compile(
              "org\\.deeplearning4j\\.nn\\.conf\\.layers\\.(?:Dense|Output|Loss|Activation)Layer"),
          Pattern.compile("org\\.deeplearning4j\\.nn\\.conf\\.distribution\\.[A-Z]\\w*"),
          Pattern.compile("org\\.deeplearning4j\\.nn\\.weights\\.WeightInit\\w*"),
          Pattern.compile("org\\.nd4j\\.linalg\\.learning\\.config\\.[A-Z]\\w*"),
          Pattern.compile("org\\.nd4j\\.linalg\\.learning\\.regularization\\.[A-Z]\\w*"),
          Pattern.compile("org\\.nd4j\\.linalg\\.schedule\\.[A-Z]\\w*"),
          Pattern.compile("org\\.nd4j\\.linalg\\.activations\\.impl\\.Activation\\w*"),
          Pattern.compile("org\\.nd4j\\.linalg\\.lossfunctions\\.impl\\.Loss\\w*"));

  private ModelClasses() {}

  /**
   * Refuses a configuration that names other classes.
   *
   * @param json the text that DL4J is given, not its bytes, whose encoding parsers guess
   * @throws ModelArchiveException naming the class
   */
  static void require(String json) throws IOException {
    // Token by token: reading trees needs a stack as deep as a stranger likes.
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth > MOST_NESTED) {
          throw new ModelArchiveException(
              "its configuration is nested deeper than " + MOST_NESTED + " levels");
        }
        if (token == JsonToken.FIELD_NAME && parser.getCurrentName().equals(KEY)) {
          requireAllowed(parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : "");
        }
      }
    } catch (JsonProcessingException e) {
      throw new ModelArchiveException("its configuration is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void requireAllowed(String name) throws ModelArchiveException {
    boolean isAllowed = ALLOWED.stream().anyMatch(allowed -> allowed.matcher(name).matches());
    if (isAllowed && isThere(name)) {
      return;
    }
    boolean isGone = isAllowed || name.startsWith("io.raf4j.");
    String shown = name.length() > 120 ? name.substring(0, 120) + "..." : name;
    throw new ModelArchiveException(
        "its configuration names the class "
            + shown
            + (isGone
                ? ", which this version of RAF4J does not have: train the model again"
                : ", of which no network of RAF4J consists"));
  }

  /** Looks for a class without initialising it; DL4J's own words for one that is gone mislead. */
  private static boolean isThere(String name) {
    try {
      Class.forName(name, false, ModelClasses.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
