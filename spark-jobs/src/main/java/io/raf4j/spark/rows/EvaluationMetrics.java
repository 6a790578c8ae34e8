package io.raf4j.spark.rows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.raf4j.spark.rows.RowFormat.Column;
import java.io.Serializable;
import java.util.List;

/**
 * What an evaluation measured; NaN, or an empty list, for what a kind of data set has not.
 *
 * <pre>
 *   mse                    mean of (y - v)^2, y the network's values, v the data in [-1, 1]
 *   psnr                   dB, of colours in [0, 1], clipped; of a clip the mean of its frames', of a sound of
 *                          values in [-1, 1], range 2
 *   psnr_min               dB, the least of a clip's frames'
 *   ssim                   of the same colours; of a clip the mean of its frames'
 *   snr                    dB, 10 log10 (sum of v^2 / sum of (y - v)^2)
 *   log_spectral_distance  dB
 *   relative_l2, relative_h1, max_error, residual   as in the rows of a solved problem
 *   eigenvalues            ascending
 *   relative_errors        of the eigenvalues
 * </pre>
 *
 * @param samples pixels, sound samples or points that were compared; 0 where none were
 * @param mse see above
 * @param psnr see above
 * @param psnrMin see above
 * @param ssim see above
 * @param snr see above
 * @param logSpectralDistance see above
 * @param relativeL2 see above
 * @param relativeH1 see above
 * @param maxError see above
 * @param residual see above
 * @param eigenvalues see above
 * @param relativeErrors as many as eigenvalues; NaN where the exact one is unknown
 */
@JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
public record EvaluationMetrics(
    @Column(value = "values that were compared, or NULL", optional = true) long samples,
    @Column(value = "values in [-1, 1], or NULL", optional = true) double mse,
    @Column(value = "dB; of a clip the mean of frames; or NULL", optional = true) double psnr,
    @Column(value = "dB, of a clip's worst frame, or NULL", optional = true) double psnrMin,
    @Column(value = "of a clip the mean of frames; or NULL", optional = true) double ssim,
    @Column(value = "dB, of a sound, or NULL", optional = true) double snr,
    @Column(value = "dB, of a sound, or NULL", optional = true) double logSpectralDistance,
    @Column(value = "relative error in L2, or NULL", optional = true) double relativeL2,
    @Column(value = "relative error in H1, or NULL", optional = true) double relativeH1,
    @Column(value = "largest error at a point, or NULL", optional = true) double maxError,
    @Column(value = "root mean square residual, or NULL", optional = true) double residual,
    @Column(value = "all that were sought, or NULL", optional = true) List<Double> eigenvalues,
    @Column(value = "of the eigenvalues, or NULL", optional = true) List<Double> relativeErrors)
    implements Serializable {

  /** Nothing was measured. */
  public static final EvaluationMetrics NONE = ofGrid(0, Double.NaN, Double.NaN, Double.NaN);

  /** Checks the counter and copies the lists. */
  public EvaluationMetrics {
    if (samples < 0) {
      throw new IllegalArgumentException("samples is " + samples + "; expected 0 or more");
    }
    if (relativeErrors.size() != eigenvalues.size()) {
      throw new IllegalArgumentException(
          "relativeErrors are "
              + relativeErrors.size()
              + "; expected as many as eigenvalues, "
              + eigenvalues.size());
    }
    eigenvalues = List.copyOf(eigenvalues);
    relativeErrors = List.copyOf(relativeErrors);
  }

  /**
   * Returns those of values on a grid.
   *
   * @param samples of the grid
   */
  public static EvaluationMetrics ofGrid(long samples, double mse, double psnr, double ssim) {
    return new EvaluationMetrics(
        samples,
        mse,
        psnr,
        Double.NaN,
        ssim,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        List.of(),
        List.of());
  }

  /** Returns these and the least PSNR of a clip's frames. */
  public EvaluationMetrics withWorstFrame(double psnrOfFrame) {
    return new EvaluationMetrics(
        samples,
        mse,
        psnr,
        psnrOfFrame,
        ssim,
        snr,
        logSpectralDistance,
        relativeL2,
        relativeH1,
        maxError,
        residual,
        eigenvalues,
        relativeErrors);
  }

  /** Returns those of a sound. */
  public static EvaluationMetrics ofAudio(
      long samples, double mse, double psnr, double snr, double logSpectralDistance) {
    return new EvaluationMetrics(
        samples,
        mse,
        psnr,
        Double.NaN,
        Double.NaN,
        snr,
        logSpectralDistance,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        List.of(),
        List.of());
  }

  /** Returns those of a solution. */
  public static EvaluationMetrics ofSolution(
      long points, double relativeL2, double relativeH1, double maxError, double residual) {
    return new EvaluationMetrics(
        points,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        relativeL2,
        relativeH1,
        maxError,
        residual,
        List.of(),
        List.of());
  }

  /**
   * Returns these and the eigenvalues of an eigenvalue problem.
   *
   * @param values ascending
   * @param errors relative ones, as many
   */
  public EvaluationMetrics withEigenvalues(List<Double> values, List<Double> errors) {
    return new EvaluationMetrics(
        samples,
        mse,
        psnr,
        psnrMin,
        ssim,
        snr,
        logSpectralDistance,
        relativeL2,
        relativeH1,
        maxError,
        residual,
        values,
        errors);
  }

  /** Returns the lowest eigenvalue, NaN where there is none. */
  @Column(value = "the lowest, or NULL", after = "residual", optional = true)
  public double eigenvalue() {
    return eigenvalues.isEmpty() ? Double.NaN : eigenvalues.get(0);
  }

  /** Returns the relative error of the lowest eigenvalue, NaN where it is unknown. */
  @Column(value = "of the lowest eigenvalue, or NULL", after = "eigenvalue", optional = true)
  public double relativeError() {
    return relativeErrors.isEmpty() ? Double.NaN : relativeErrors.get(0);
  }

  /**
   * Returns whether the network gave numbers: a network with broken parameters gives none, and the
   * errors that are known for every data set of its kind are NaN or infinite then.
   */
  public boolean hasNumbers() {
    return Double.isFinite(mse) || Double.isFinite(residual) || Double.isFinite(eigenvalue());
  }
}
