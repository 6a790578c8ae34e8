package io.raf4j.spark.job;

import io.raf4j.spark.report.NtkRow;
import java.util.LinkedHashMap;
import java.util.Map;

/** The final figures of a kernel, by name; what is unknown is null. */
final class NtkFigures {

  private NtkFigures() {}

  static Map<String, Object> of(NtkRow row) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("step", row.step());
    figures.put("points", row.points());
    figures.put("parameters", row.parameters());
    figures.put("condition_number", known(row.conditionNumber()));
    figures.put("condition_resolved", row.conditionResolved());
    figures.put("effective_rank", known(row.effectiveRank()));
    figures.put("numerical_rank", row.numericalRank());
    figures.put("condition_of_rank", known(row.conditionOfRank()));
    figures.put("lambda_max", row.lambdaMax());
    figures.put("lambda_min", row.lambdaMin());
    figures.put("trace", row.trace());
    figures.put("decay_exponent", known(row.decayExponent()));
    return figures;
  }

  private static Object known(double value) {
    return Double.isNaN(value) ? null : (Object) value;
  }
}
