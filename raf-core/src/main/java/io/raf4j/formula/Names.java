package io.raf4j.formula;

import io.raf4j.formula.grammar.ProblemParser.FormulaContext;
import io.raf4j.pde.Coordinates.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the names of a problem mean. Filled statement by statement, in the order of the text. */
final class Names {

  /** The circle's number, which is known everywhere. */
  static final String PI = "pi";

  /** What a name means. */
  sealed interface Meaning {}

  /** A coordinate. */
  record Axis(int index, Role role) implements Meaning {}

  /** An unknown function. */
  record Unknown(int index) implements Meaning {}

  /** A known number. */
  record Known(double value) implements Meaning {}

  /** An unknown number. */
  record Coefficient(int index) implements Meaning {}

  /**
   * A formula that has a name.
   *
   * @param parameters none where it is no function
   * @param order among the definitions
   */
  record Definition(List<String> parameters, FormulaContext formula, int order)
      implements Meaning {}

  private final Map<String, Meaning> meanings = new LinkedHashMap<>();
  private final List<String> coordinates = new ArrayList<>();
  private final List<String> unknowns = new ArrayList<>();
  private final List<String> coefficients = new ArrayList<>();
  private int definitions;

  Names() {
    meanings.put(PI, new Known(Math.PI));
  }

  boolean has(String name) {
    return meanings.containsKey(name);
  }

  Meaning of(String name) {
    return meanings.get(name);
  }

  /** Returns the names, those of the problem before those that are known everywhere. */
  List<String> all() {
    List<String> all = new ArrayList<>(meanings.keySet());
    all.remove(PI);
    all.add(PI);
    return all;
  }

  void addCoordinate(String name, Role role) {
    meanings.put(name, new Axis(coordinates.size(), role));
    coordinates.add(name);
  }

  void addUnknown(String name) {
    meanings.put(name, new Unknown(unknowns.size()));
    unknowns.add(name);
  }

  void addKnown(String name, double value) {
    meanings.put(name, new Known(value));
  }

  void addCoefficient(String name) {
    meanings.put(name, new Coefficient(coefficients.size()));
    coefficients.add(name);
  }

  void define(String name, List<String> parameters, FormulaContext formula) {
    meanings.put(name, new Definition(List.copyOf(parameters), formula, definitions));
    definitions++;
  }

  List<String> coordinates() {
    return coordinates;
  }

  List<String> unknowns() {
    return unknowns;
  }

  List<String> coefficients() {
    return coefficients;
  }

  /** Returns 1 for each coordinate of space and 0 for others. */
  double[] laplacian() {
    return coordinates.stream()
        .mapToDouble(name -> ((Axis) meanings.get(name)).role() == Role.SPACE ? 1 : 0)
        .toArray();
  }
}
