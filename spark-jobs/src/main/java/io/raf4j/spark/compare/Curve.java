package io.raf4j.spark.compare;

import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.rows.MetricRow;
import java.util.List;
import java.util.Optional;

/**
 * The column of the rounds that stands for a final figure while training goes on.
 *
 * @param column its name
 * @param words for people
 * @param figure the final figure
 */
record Curve(String column, String words, Figure figure) {

  private static final String LOSS = "loss";

  /** Returns the column that is closest to a figure, nothing for figures without training. */
  static Optional<Curve> of(Figure figure) {
    return switch (figure) {
      case PSNR, PSNR_MEAN, PSNR_MIN ->
          Optional.of(new Curve("sample_psnr", "PSNR of a sample, dB", figure));
      case SSIM, SSIM_MEAN -> Optional.of(new Curve("sample_ssim", "SSIM of a sample", figure));
      case RELATIVE_L2 ->
          Optional.of(new Curve("relative_l2", "Relative L2 error of a sample", figure));
      case MSE, LOSS, MAX_ERROR, SNR, LOG_SPECTRAL_DISTANCE ->
          Optional.of(new Curve(LOSS, "Loss", figure));
      case RELATIVE_ERRORS, ABSOLUTE_ERRORS ->
          Optional.of(new Curve(LOSS, "Error of the eigenvalues' sum", figure));
      case CONDITION_NUMBER, EFFECTIVE_RANK -> Optional.empty();
    };
  }

  /**
   * Returns the values of a cell's rounds.
   *
   * @param cell whose exact eigenvalues turn the sum that was minimised into an error
   */
  double[] values(CellRow cell, List<MetricRow> rounds) {
    int place = MetricRow.FORMAT.schema().fieldIndex(column);
    return rounds.stream()
        .mapToDouble(
            row ->
                MetricRow.FORMAT.values(row).get(place) instanceof Double value
                    ? error(cell, value)
                    : Double.NaN)
        .toArray();
  }

  private double error(CellRow cell, double value) {
    if (figure != Figure.RELATIVE_ERRORS && figure != Figure.ABSOLUTE_ERRORS) {
      return value;
    }
    if (!(cell.figures().get("exact") instanceof List<?> exact)) {
      return Double.NaN;
    }
    double sum = exact.stream().mapToDouble(Figure::number).sum();
    double error = Math.abs(value - sum);
    return figure == Figure.RELATIVE_ERRORS ? error / Math.abs(sum) : error;
  }

  /**
   * Returns by how much a value of the column is better than another, in the figure's own unit: a
   * loss stands for the noise of a signal to noise ratio.
   */
  double improvement(double value, double other) {
    return figure == Figure.SNR ? 10 * Math.log10(other / value) : figure.improvement(value, other);
  }

  /** Returns the last value that was measured at or before a time, NaN for none. */
  static double at(double time, List<MetricRow> rounds, double[] values) {
    double last = Double.NaN;
    for (int i = 0; i < values.length && rounds.get(i).seconds() <= time; i++) {
      last = Double.isNaN(values[i]) ? last : values[i];
    }
    return last;
  }
}
