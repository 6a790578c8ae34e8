package io.raf4j.solver;

import io.raf4j.geometry.CubeDensity;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.ResidualDensity;
import io.raf4j.geometry.Sampler;
import io.raf4j.random.Purpose;
import java.util.List;

/**
 * The squared residuals of a problem on this machine's threads: every iteration has points of its
 * own, and as many fresh ones.
 *
 * <p>Not thread-safe: points may become more, and lie elsewhere.
 */
public final class LocalLeastSquares implements LeastSquares {

  private final Residuals residuals;
  private final ProblemReference problem;
  private final Sampler sampler;
  private final long seed;
  private final int count;
  private final int mostDoublings;
  private final LinearSolver solver;
  private final ResidualDensity concentration;
  private int doublings;
  private CubeDensity density = CubeDensity.even();

  /**
   * Describes a problem.
   *
   * @param residuals that are squared
   * @param problem whose domain the points lie in
   * @param sampler how they are drawn
   * @param seed of the points
   * @param count points of an iteration, 1 or more
   * @param mostDoublings how often that number may double, 0 or more
   */
  public LocalLeastSquares(
      Residuals residuals,
      ProblemReference problem,
      Sampler sampler,
      long seed,
      int count,
      int mostDoublings) {
    this(
        residuals,
        problem,
        sampler,
        seed,
        count,
        mostDoublings,
        LinearSolver.AUTO,
        ResidualDensity.none());
  }

  /**
   * Describes a problem that is solved by a method.
   *
   * @param residuals that are squared
   * @param problem whose domain the points lie in
   * @param sampler how they are drawn
   * @param seed of the points
   * @param count points of an iteration, 1 or more
   * @param mostDoublings how often that number may double, 0 or more
   * @param solver of steps
   * @param concentration where points lie after the first iteration; by sketch and in the
   *     residuals' space they stay evenly distributed
   * @throws IllegalArgumentException for numbers out of range, or a normalisation by sketch or in
   *     the residuals' space
   */
  public LocalLeastSquares(
      Residuals residuals,
      ProblemReference problem,
      Sampler sampler,
      long seed,
      int count,
      int mostDoublings,
      LinearSolver solver,
      ResidualDensity concentration) {
    if (count < 1 || mostDoublings < 0) {
      throw new IllegalArgumentException(
          count + " points and " + mostDoublings + " doublings; expected 1 or more, and 0 or more");
    }
    this.residuals = residuals;
    this.problem = problem;
    this.sampler = sampler;
    this.seed = seed;
    this.count = count;
    this.mostDoublings = mostDoublings;
    this.solver = solver;
    this.concentration = concentration;
    solver.require(residuals);
  }

  @Override
  public Linearisation linearise(double[] theta, int iteration, Factorisation factorisation) {
    Points points = points(iteration, 0);
    if (solver.isSummed()) {
      LinearSums sums = residuals.linearise(theta, points, solver.summed(factorisation));
      Domain cube = problem.domain().ofCube();
      return sums.linearisation(solver, concentration, () -> drawn(cube, iteration, 0));
    }
    RowShares rows = new RowShares(residuals, theta, 1, share -> points);
    RowPasses.Runner here =
        new RowPasses.Runner() {
          @Override
          public <R> List<R> run(double[][] shared, RowPasses.Pass<R> pass) {
            return List.of(pass.of(rows, shared, 0));
          }
        };
    return new RowPasses(here, seed).linearisation(solver, iteration);
  }

  @Override
  public Losses losses(List<double[]> candidates, int iteration) {
    return new Losses(
        residuals.losses(candidates, TriedPoints.of(points(iteration, 0), 1)).losses(),
        residuals.losses(candidates, TriedPoints.of(points(iteration, 1), 1)).losses());
  }

  @Override
  public boolean grow(int times) {
    if (times > mostDoublings) {
      return false;
    }
    Math.multiplyExact(count, 1 << times);
    doublings = times;
    return true;
  }

  @Override
  public void concentrate(CubeDensity next) {
    density = next;
  }

  private Points points(int iteration, int fresh) {
    return residuals.withConditions(
        drawn(problem.domain(), iteration, fresh),
        sampler,
        seed,
        Purpose.COLLOCATION,
        address(iteration, fresh));
  }

  private static long address(int iteration, int fresh) {
    return 2L * iteration + fresh;
  }

  private Points drawn(Domain domain, int iteration, int fresh) {
    return sampler.draw(
        density.over(domain),
        seed,
        Purpose.COLLOCATION,
        address(iteration, fresh),
        0,
        count << doublings);
  }
}
