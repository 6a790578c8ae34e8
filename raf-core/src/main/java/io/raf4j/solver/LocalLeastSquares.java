package io.raf4j.solver;

import io.raf4j.geometry.Box;
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
   * @param concentration where points lie after the first iteration
   */
  public LocalLeastSquares(
      Residuals residuals,
      ProblemReference problem,
      Sampler sampler,
      long seed,
      int count,
      int mostDoublings,
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
    this.concentration = concentration;
  }

  @Override
  public Linearisation linearise(double[] theta, int iteration, Factorisation factorisation) {
    LinearSums sums = residuals.linearise(theta, points(iteration, 0), factorisation);
    if (concentration.isEven()) {
      return sums.linearisation();
    }
    Points cube = drawn(Box.unit(problem.domain().cubeDimension()), iteration, 0);
    return sums.linearisation().followedBy(concentration.of(cube, sums.squares()));
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
    return drawn(problem.domain(), iteration, fresh);
  }

  private Points drawn(Domain domain, int iteration, int fresh) {
    long address = 2L * iteration + fresh;
    return sampler.draw(
        density.over(domain), seed, Purpose.COLLOCATION, address, 0, count << doublings);
  }
}
