package io.raf4j.spark.compare;

import io.raf4j.spark.compare.Experiment.Cell;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.rows.Fields;
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
    Fields common, Map<String, Fields> ofSubjects, Map<String, Fields> ofActivations) {

  static CellSettings of(Experiment experiment) {
    List<Cell> cells = experiment.cells();
    Fields common = shared(cells);
    return new CellSettings(
        common,
        differing(cells, Cell::subject, common),
        differing(cells, Cell::activation, common));
  }

  private static Map<String, Fields> differing(
      List<Cell> cells, Function<Cell, String> name, Fields common) {
    Map<String, List<Cell>> groups = new LinkedHashMap<>();
    cells.forEach(
        cell -> groups.computeIfAbsent(name.apply(cell), k -> new ArrayList<>()).add(cell));
    Map<String, Fields> differing = new LinkedHashMap<>();
    groups.forEach((group, members) -> differing.put(group, shared(members).without(common)));
    return differing;
  }

  /** Seeds are told elsewhere. */
  private static Fields shared(List<Cell> cells) {
    List<Fields> all = cells.stream().map(cell -> Fields.of(cell.settings().asMap())).toList();
    Fields shared = Fields.NONE;
    for (Key key : Key.values()) {
      Object value = all.get(0).get(key.path());
      boolean isShared = all.stream().allMatch(one -> Objects.equals(value, one.get(key.path())));
      if (isShared && key != Key.SEED && value != null) {
        shared = shared.with(key.path(), value);
      }
    }
    return shared;
  }
}
