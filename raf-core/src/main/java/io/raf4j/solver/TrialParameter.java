package io.raf4j.solver;

/**
 * The name of a parameter of a {@link TrialLayer}: the dense layer's number, a dot, and the dense
 * layer's name for it. DL4J's updaters cut names at the last underscore, so there is none.
 */
record TrialParameter(int layer, String key) {

  private static final char SEPARATOR = '.';

  /** What the thetas of unknown numbers are called, after the number of dense layers. */
  private static final String COEFFICIENTS = "coefficients";

  /** Returns the name of the thetas of a layer's unknown numbers. */
  static TrialParameter ofCoefficients(TrialLayer layer) {
    return new TrialParameter(layer.getDenseLayers().size(), COEFFICIENTS);
  }

  boolean isOfCoefficients() {
    return key.equals(COEFFICIENTS);
  }

  static TrialParameter of(String name) {
    int dot = name.indexOf(SEPARATOR);
    if (dot < 1) {
      throw new IllegalArgumentException(
          "parameter is \"" + name + "\"; expected a name such as 0.W");
    }
    return new TrialParameter(Integer.parseInt(name.substring(0, dot)), name.substring(dot + 1));
  }

  String name() {
    return layer + "" + SEPARATOR + key;
  }
}
