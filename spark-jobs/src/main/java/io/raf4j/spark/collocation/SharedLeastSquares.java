package io.raf4j.spark.collocation;

import io.raf4j.geometry.CubeDensity;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.ResidualDensity;
import io.raf4j.host.ComputeThreads;
import io.raf4j.solver.Factorisation;
import io.raf4j.solver.LeastSquares;
import io.raf4j.solver.LinearSums;
import io.raf4j.solver.Linearisation;
import io.raf4j.solver.LossSums;
import io.raf4j.solver.NonFiniteResidualException;
import io.raf4j.solver.Residuals;
import io.raf4j.solver.TrialLayer;
import io.raf4j.solver.TriedPoints;
import io.raf4j.spark.training.WorkerPool;
import java.io.Serializable;
import java.util.List;

/**
 * A least-squares problem whose points are split among logical workers.
 *
 * <p>Per call theta travels to the workers once; every one draws its share of the iteration's
 * points and sums over them, and the sums are added in the order of the workers. So the bits depend
 * on how many workers there are and not on where they are; between different numbers of workers
 * only the order of additions differs.
 *
 * <p>Cost: n (n + 1) / 2 numbers for n unknowns from every worker per linearisation.
 */
public final class SharedLeastSquares implements LeastSquares {

  private final WorkerPool pool;
  private final int workers;
  private final int count;
  private final int mostDoublings;
  private final ResidualDensity concentration;

  /** What travels with a worker; this object does not. */
  private Share share;

  /**
   * Describes a problem.
   *
   * @param pool where the workers are
   * @param layer whose residuals are squared
   * @param form of the residuals
   * @param points where the points come from
   * @param count points of an iteration, of all workers together
   * @param mostDoublings how often that number may double when points are too few
   * @param workers logical workers
   * @param concentration where points lie after the first iteration
   */
  public SharedLeastSquares(
      WorkerPool pool,
      TrialLayer layer,
      ResidualForm form,
      CollocationPoints points,
      int count,
      int mostDoublings,
      int workers,
      ResidualDensity concentration) {
    this.pool = pool;
    this.workers = workers;
    this.count = count;
    this.mostDoublings = mostDoublings;
    this.concentration = concentration;
    this.share = new Share(layer, form, points, count, workers, CubeDensity.even());
  }

  @Override
  public Linearisation linearise(double[] theta, int iteration, Factorisation factorisation) {
    Share task = share;
    List<Part> parts =
        pool.run(
            theta,
            workers,
            (sent, worker) -> task.linearise(sent, iteration, factorisation, worker));
    for (Part part : parts) {
      part.requireFinite();
    }
    LinearSums sums = parts.get(0).sums();
    parts.subList(1, workers).forEach(part -> sums.add(part.sums()));
    // The steps of several dampings are solved for here, while the workers wait.
    ComputeThreads.setCount(pool.callersThreads());
    if (concentration.isEven()) {
      return sums.linearisation();
    }
    Points cube = task.points().cube(iteration, task.count(), task.density());
    return sums.linearisation().followedBy(concentration.of(cube, sums.squares()));
  }

  @Override
  public boolean isItself(int iteration) {
    return share.form().isItself(iteration);
  }

  @Override
  public boolean grow(int times) {
    if (times > mostDoublings) {
      return false;
    }
    share = share.with(Math.multiplyExact(count, 1 << times));
    return true;
  }

  @Override
  public void concentrate(CubeDensity density) {
    share = share.with(density);
  }

  @Override
  public Losses losses(List<double[]> candidates, int iteration) {
    Share task = share;
    List<LossSums[]> parts =
        pool.run(candidates, workers, (sent, worker) -> task.losses(sent, iteration, worker));
    LossSums[] sums = parts.get(0);
    for (LossSums[] part : parts.subList(1, workers)) {
      sums[0].add(part[0]);
      sums[1].add(part[1]);
    }
    return new Losses(sums[0].losses(), sums[1].losses());
  }

  /** Returns the residuals that are squared, for turning unknowns into parameters and back. */
  public Residuals residuals() {
    return share.residuals(Integer.MAX_VALUE);
  }

  /**
   * What a worker found: its sums, or the residual that is not finite. A failed task would be tried
   * again, and Spark would tell of its failure in many lines.
   */
  private static final class Part implements Serializable {

    private static final long serialVersionUID = 1L;

    private final LinearSums sums;
    private final NonFiniteResidualException failure;

    Part(LinearSums sums, NonFiniteResidualException failure) {
      this.sums = sums;
      this.failure = failure;
    }

    LinearSums sums() {
      return sums;
    }

    void requireFinite() {
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** What one worker does. */
  private record Share(
      TrialLayer layer,
      ResidualForm form,
      CollocationPoints points,
      int count,
      int workers,
      CubeDensity density)
      implements Serializable {

    Share with(int otherCount) {
      return new Share(layer, form, points, otherCount, workers, density);
    }

    Share with(CubeDensity otherDensity) {
      return new Share(layer, form, points, count, workers, otherDensity);
    }

    Part linearise(double[] theta, int iteration, Factorisation factorisation, int worker) {
      Points own = of(iteration, false, worker);
      try {
        return new Part(residuals(iteration).linearise(theta, own, factorisation), null);
      } catch (NonFiniteResidualException e) {
        return new Part(null, e);
      }
    }

    LossSums[] losses(List<double[]> candidates, int iteration, int worker) {
      Residuals residuals = residuals(iteration);
      return new LossSums[] {
        residuals.losses(candidates, TriedPoints.of(of(iteration, false, worker), workers)),
        residuals.losses(candidates, TriedPoints.of(of(iteration, true, worker), workers))
      };
    }

    private Points of(int iteration, boolean isFresh, int worker) {
      return points.share(iteration, isFresh, count, density, worker, workers);
    }

    Residuals residuals(int iteration) {
      return form.of(layer, iteration);
    }
  }
}
