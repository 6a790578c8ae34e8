package io.raf4j.spark.compare;

import io.raf4j.spark.rows.Figure;
import java.util.List;

/**
 * How many times the baseline's metric an activation's is, over all subjects:
 *
 * <pre>
 *   (product over the subjects s of m(activation, s) / m(baseline, s)) ^ (1 / subjects)
 * </pre>
 *
 * <p>m is the mean over the seeds that ended. A subject counts where both have a positive one.
 *
 * @param activation its name
 * @param subjects that count
 * @param ratio of the metric to the baseline's
 */
record GeometricMean(String activation, int subjects, double ratio) {

  /**
   * Returns the means of all activations with a subject that counts, in the order of the rows; none
   * of a single subject, and none of a metric in dB, whose ratios are differences.
   */
  static List<GeometricMean> of(Figure metric, List<SummaryRow> rows) {
    boolean isOne = rows.stream().map(SummaryRow::subject).distinct().count() < 2;
    if (isOne || metric.improvementUnit().equals("dB")) {
      return List.of();
    }
    return rows.stream()
        .map(SummaryRow::activation)
        .distinct()
        .map(activation -> of(activation, rows))
        .filter(mean -> mean.subjects() > 0)
        .toList();
  }

  private static GeometricMean of(String activation, List<SummaryRow> rows) {
    double logarithms = 0;
    int subjects = 0;
    for (SummaryRow row : rows) {
      double ratio = row.mean() / baseline(row, rows);
      if (row.activation().equals(activation) && ratio > 0 && Double.isFinite(ratio)) {
        logarithms += StrictMath.log(ratio);
        subjects++;
      }
    }
    return new GeometricMean(activation, subjects, StrictMath.exp(logarithms / subjects));
  }

  /** The mean of the baseline on the subject of a row, NaN for none. */
  private static double baseline(SummaryRow row, List<SummaryRow> rows) {
    return rows.stream()
        .filter(other -> other.subject().equals(row.subject()) && other.isBaseline())
        .mapToDouble(SummaryRow::mean)
        .findFirst()
        .orElse(Double.NaN);
  }
}
