package io.raf4j.spark.compare;

import io.raf4j.spark.compare.Experiment.Cell;
import io.raf4j.spark.conf.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The settings of an experiment's cells, told apart by what they go with: those that all cells
 * share, those that differ between subjects alone, and those that differ between activations.
 *
 * @param common key to value
 * @param ofSubjects for each subject, the settings that all of its cells share and others have not
 * @param ofActivations for each activation, likewise
 */
record CellSettings(
    Map<String, Object> common,
    Map<String, Map<String, Object>> ofSubjects,
    Map<String, Map<String, Object>> ofActivations) {

  static CellSettings of(Experiment experiment) {
    List<Cell> cells = experiment.cells();
    Map<String, Object> common = shared(cells);
    return new CellSettings(
        common,
        differing(cells, Cell::subject, common),
        differing(cells, Cell::activation, common));
  }

  private static Map<String, Map<String, Object>> differing(
      List<Cell> cells, Function<Cell, String> name, Map<String, Object> common) {
    Map<String, List<Cell>> groups = new LinkedHashMap<>();
    cells.forEach(
        cell -> groups.computeIfAbsent(name.apply(cell), k -> new ArrayList<>()).add(cell));
    Map<String, Map<String, Object>> differing = new LinkedHashMap<>();
    groups.forEach(
        (group, members) -> {
          Map<String, Object> own = shared(members);
          own.keySet().removeAll(common.keySet());
          differing.put(group, own);
        });
    return differing;
  }

  /** Seeds are told elsewhere. */
  private static Map<String, Object> shared(List<Cell> cells) {
    Map<String, Object> first = cells.get(0).settings().asMap();
    Map<String, Object> shared = new LinkedHashMap<>();
    for (Key key : Key.values()) {
      Object value = first.get(key.path());
      boolean isShared =
          cells.stream()
              .allMatch(cell -> Objects.equals(value, cell.settings().asMap().get(key.path())));
      if (isShared && key != Key.SEED && value != null) {
        shared.put(key.path(), value);
      }
    }
    return shared;
  }
}
