package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.solver.EigenPairs.EigenPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The eigenpairs of a trained {@link TrialLayer} with error bars, from several samples of points
 * with independent random shifts.
 *
 * <pre>
 *   eigenvalue   lambda = &lt;u, H u&gt; / &lt;u, u&gt; over all samples, of a nonlinear problem with its
 *                first-order error taken off, see DualCorrection
 *   scatter      of R samples' own quotients: sqrt(sum (lambda_r - mean)^2 / (R (R - 1)))
 *   bias         (1 + c) residual^2 / gap       c = 0 for a linear problem, see EnergySums
 *   error        sqrt(scatter^2 + (bias / 5)^2 + (error of the correction)^2)
 * </pre>
 *
 * <p>The samples' scatter is the error of quasi-random means as it is, whereas the formula for
 * independent points overstates it by orders of magnitude where the integrand is smooth.
 *
 * <p>The bias of a linear problem is Temple's bound. It holds where the gap is not overestimated;
 * here the gap is that of {@link SpectralGap} or the distance to another eigenvalue found. It is
 * reached when the residual lies in the next eigenfunction. Those of networks oscillate faster, and
 * measured biases were 0.1 to 0.2 of the bound: the stated error takes a fifth of it. Nothing here
 * sees that a function belongs to a higher eigenvalue; {@code otherSign} does.
 *
 * <p>Sources: G. Temple, Proc. R. Soc. A 119 (1928), T. Kato, J. Phys. Soc. Jpn. 4 (1949) for the
 * bias; P. L'Ecuyer, C. Lemieux, "Recent advances in randomized quasi-Monte Carlo methods" (2002)
 * for the scatter.
 *
 * @param rotated parameters whose functions are the eigenfunctions, in double precision
 * @param pairs in ascending order of their weak eigenvalues
 */
public record EigenJudgement(INDArray rotated, List<Judged> pairs) {

  /** Eigenvalues that differ by less, relative to the larger one or 1, count as one. */
  private static final double SAME = 1e-2;

  /** Of Temple's bound, what the residual of a network makes likely. */
  private static final double LIKELY = 0.2;

  /**
   * An eigenpair with its error bar.
   *
   * @param pair over all samples
   * @param scatter one standard deviation; NaN for a single sample
   * @param gap to the next other eigenvalue, an estimate; NaN where there is none
   * @param bias how far the eigenvalue may be off because the function is; NaN with the gap
   * @param correction to be added to the pair's eigenvalue, 0 for a linear problem
   * @param correctionError of the correction
   */
  public record Judged(
      EigenPair pair,
      double scatter,
      double gap,
      double bias,
      double correction,
      double correctionError) {

    /** Returns the estimate. */
    public double eigenvalue() {
      return pair.eigenvalue() + (Double.isFinite(correction) ? correction : 0);
    }

    /** Returns the stated error: of its parts what is known, as squares; NaN if nothing is. */
    public double error() {
      return together(scatter, LIKELY * bias, correctionError == 0 ? Double.NaN : correctionError);
    }

    private static double together(double... errors) {
      double[] known = DoubleStream.of(errors).filter(Double::isFinite).toArray();
      return known.length == 0
          ? Double.NaN
          : Math.sqrt(DoubleStream.of(known).map(e -> e * e).sum());
    }
  }

  /**
   * Judges a network.
   *
   * @param samples at least one; of the same domain, each drawn for itself
   * @throws ArithmeticException when the functions are linearly dependent
   */
  public static EigenJudgement of(TrialLayer layer, INDArray parameters, List<Points> samples) {
    EigenPairs solver = new EigenPairs(layer);
    GramSums gram = solver.gram(parameters, samples.get(0));
    samples.subList(1, samples.size()).forEach(sample -> gram.add(solver.gram(parameters, sample)));
    EigenPairs.Projection projection = solver.project(gram);
    INDArray rotated = solver.rotated(parameters, projection);
    List<List<EigenPair>> own = new ArrayList<>();
    EnergySums all = null;
    for (Points sample : samples) {
      EnergySums sums = solver.energies(rotated, projection, sample);
      own.add(sums.pairs());
      if (all == null) {
        all = sums;
      } else {
        all.add(sums);
      }
    }
    List<EigenPair> pairs = all.pairs();
    double first = SpectralGap.above(layer, rotated, samples.get(0));
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      int function = i;
      double gap = gap(pairs, i, first);
      EigenPair pair = pairs.get(i);
      double[] values = own.stream().mapToDouble(p -> p.get(function).eigenvalue()).toArray();
      double bias = (1 + all.sensitivity(i)) * pair.residual() * pair.residual() / gap;
      DualCorrection correction = correction(layer, rotated, pair, samples.get(0));
      judged.add(
          new Judged(pair, scatter(values), gap, bias, correction.value(), correction.error()));
    }
    return new EigenJudgement(rotated, List.copyOf(judged));
  }

  private static DualCorrection correction(
      TrialLayer layer, INDArray rotated, EigenPair pair, Points points) {
    return layer.problem().eigen().cubic() == 0
        ? new DualCorrection(0, 0)
        : DualCorrection.of(layer, rotated, pair.eigenvalue(), points);
  }

  private static double scatter(double[] values) {
    int n = values.length;
    double mean = Arrays.stream(values).average().orElseThrow();
    double square = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return n < 2 ? Double.NaN : Math.sqrt(square / ((double) n * (n - 1)));
  }

  /** Returns the distance to the nearest other eigenvalue that is known of. */
  private static double gap(List<EigenPair> pairs, int i, double first) {
    double own = pairs.get(i).eigenvalue();
    double same = SAME * Math.max(1, Math.abs(own));
    return DoubleStream.concat(
            pairs.stream().mapToDouble(EigenPair::eigenvalue),
            DoubleStream.of(pairs.get(0).eigenvalue() + first))
        .map(other -> Math.abs(other - own))
        .filter(distance -> distance > same)
        .min()
        .orElse(Double.NaN);
  }
}
