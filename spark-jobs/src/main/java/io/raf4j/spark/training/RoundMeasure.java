package io.raf4j.spark.training;

import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What a job measures of its network after every round of training, always on the same examples.
 *
 * @param column where the values go
 * @param measuring gives the value of a network; NaN where a parameter is
 * @param target at which training may stop, or nothing
 */
public record RoundMeasure(
    Column column, ToDoubleFunction<MultiLayerNetwork> measuring, OptionalDouble target) {

  /** The columns of a metric row that hold measures. */
  public enum Column {
    /** PSNR in dB on a sample of pixels: the higher, the better. */
    SAMPLE_PSNR,
    /** Relative error of a solution on a sample of points: the lower, the better. */
    RELATIVE_L2,
    /** Nothing is measured. */
    NONE
  }

  /** Returns the measure of a reconstruction, with a PSNR at which to stop. */
  public static RoundMeasure psnr(
      ToDoubleFunction<MultiLayerNetwork> measuring, OptionalDouble target) {
    return new RoundMeasure(Column.SAMPLE_PSNR, measuring, target);
  }

  /** Returns the measure of a solution whose exact counterpart is known. */
  public static RoundMeasure relativeL2(ToDoubleFunction<MultiLayerNetwork> measuring) {
    return new RoundMeasure(Column.RELATIVE_L2, measuring, OptionalDouble.empty());
  }

  /** Returns the measure of a job that has none. */
  public static RoundMeasure none() {
    return new RoundMeasure(Column.NONE, network -> Double.NaN, OptionalDouble.empty());
  }

  double of(MultiLayerNetwork network) {
    return measuring.applyAsDouble(network);
  }

  boolean isReached(double value) {
    return column == Column.SAMPLE_PSNR && value >= target.orElse(Double.POSITIVE_INFINITY);
  }

  boolean isDiverged(double value) {
    return column != Column.NONE && Double.isNaN(value);
  }

  /** Returns the value for a column: NaN for all but the measure's own. */
  double in(Column asked, double value) {
    return asked == column ? value : Double.NaN;
  }
}
