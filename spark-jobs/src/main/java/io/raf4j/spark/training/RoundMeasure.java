package io.raf4j.spark.training;

import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What a job measures of its network after every round of training, always on the same examples.
 *
 * @param isOn whether anything is measured
 * @param measuring gives the values of a network
 * @param target PSNR at which training may stop, or nothing
 */
public record RoundMeasure(
    boolean isOn, Function<MultiLayerNetwork, Measured> measuring, OptionalDouble target) {

  /**
   * The columns of a metric row that hold measures; NaN where a kind of run has none, or where a
   * parameter is NaN.
   *
   * @param samplePsnr PSNR in dB of a signal: the higher, the better
   * @param sampleSsim structural similarity of an image: the higher, the better
   * @param relativeL2 relative error of a solution: the lower, the better
   */
  public record Measured(double samplePsnr, double sampleSsim, double relativeL2) {
    /** Nothing is known. */
    public static final Measured NOTHING = new Measured(Double.NaN, Double.NaN, Double.NaN);

    /** Returns the measures of a reconstruction, of which SSIM may be NaN. */
    public static Measured ofSignal(double psnr, double ssim) {
      return new Measured(psnr, ssim, Double.NaN);
    }

    private boolean isUnknown() {
      return Double.isNaN(samplePsnr) && Double.isNaN(relativeL2);
    }
  }

  /** Returns the measures of a reconstruction, with a PSNR at which to stop. */
  public static RoundMeasure signal(
      Function<MultiLayerNetwork, Measured> measuring, OptionalDouble target) {
    return new RoundMeasure(true, measuring, target);
  }

  /** Returns PSNR alone as the measure of a reconstruction, with one at which to stop. */
  public static RoundMeasure psnr(
      ToDoubleFunction<MultiLayerNetwork> measuring, OptionalDouble target) {
    return signal(
        network -> Measured.ofSignal(measuring.applyAsDouble(network), Double.NaN), target);
  }

  /** Returns the measure of a solution whose exact counterpart is known. */
  public static RoundMeasure relativeL2(ToDoubleFunction<MultiLayerNetwork> measuring) {
    return new RoundMeasure(
        true,
        network -> new Measured(Double.NaN, Double.NaN, measuring.applyAsDouble(network)),
        OptionalDouble.empty());
  }

  /** Returns the measure of a job that has none. */
  public static RoundMeasure none() {
    return new RoundMeasure(false, network -> Measured.NOTHING, OptionalDouble.empty());
  }

  Measured of(MultiLayerNetwork network) {
    return measuring.apply(network);
  }

  boolean isReached(Measured measured) {
    return measured.samplePsnr() >= target.orElse(Double.POSITIVE_INFINITY);
  }

  boolean isDiverged(Measured measured) {
    return isOn && measured.isUnknown();
  }
}
