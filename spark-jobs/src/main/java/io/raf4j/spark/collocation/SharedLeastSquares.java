package io.raf4j.spark.collocation;

import io.raf4j.geometry.CubeDensity;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.ResidualDensity;
import io.raf4j.host.ComputeThreads;
import io.raf4j.solver.Factorisation;
import io.raf4j.solver.LeastSquares;
import io.raf4j.solver.LinearSolver;
import io.raf4j.solver.LinearSums;
import io.raf4j.solver.Linearisation;
import io.raf4j.solver.LossSums;
import io.raf4j.solver.NonFiniteResidualException;
import io.raf4j.solver.Residuals;
import io.raf4j.solver.RowPasses;
import io.raf4j.solver.RowShares;
import io.raf4j.solver.TrialLayer;
import io.raf4j.solver.TriedPoints;
import io.raf4j.spark.training.WorkerPool;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A least-squares problem whose points are split among logical workers.
 *
 * <p>Per call theta travels to the workers once; every one draws its share of the iteration's
 * points and sums over them, and the sums are added in the order of the workers. So the bits depend
 * on how many workers there are and not on where they are; between different numbers of workers
 * only the order of additions differs.
 *
 * <p>Cost: n (n + 1) / 2 numbers for n unknowns from every worker per linearisation; by a sketch or
 * in the residuals' space less, in a few passes of all workers, see {@link RowPasses}.
 */
public final class SharedLeastSquares implements LeastSquares {

  private final WorkerPool pool;
  private final int workers;
  private final int count;
  private final int mostDoublings;
  private final LinearSolver solver;
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
   * @param solver of steps
   * @param concentration where points lie after the first iteration; by sketch and in the
   *     residuals' space they stay evenly distributed
   * @throws IllegalArgumentException for a normalisation by sketch or in the residuals' space
   */
  public SharedLeastSquares(
      WorkerPool pool,
      TrialLayer layer,
      ResidualForm form,
      CollocationPoints points,
      int count,
      int mostDoublings,
      int workers,
      LinearSolver solver,
      ResidualDensity concentration) {
    this.pool = pool;
    this.workers = workers;
    this.count = count;
    this.mostDoublings = mostDoublings;
    this.solver = solver;
    this.concentration = concentration;
    this.share = new Share(layer, form, points, count, workers, CubeDensity.even());
    solver.require(residuals());
  }

  @Override
  public Linearisation linearise(double[] theta, int iteration, Factorisation factorisation) {
    Share task = share;
    Linearisation linearisation;
    if (solver.isSummed()) {
      Factorisation summed = solver.summed(factorisation);
      List<LinearSums> parts =
          all(theta, (sent, worker) -> task.linearise(sent, iteration, summed, worker));
      LinearSums sums = parts.get(0);
      parts.subList(1, workers).forEach(sums::add);
      linearisation =
          sums.linearisation(
              solver,
              concentration,
              () -> task.points().cube(iteration, task.count(), task.density()));
    } else {
      linearisation =
          new RowPasses(new Workers(task, theta, iteration), task.points().seed())
              .linearisation(solver, iteration);
    }
    // The steps of several dampings are solved for here, while the workers wait.
    ComputeThreads.setCount(pool.callersThreads());
    return linearisation;
  }

  /**
   * Lets all workers do their part.
   *
   * @throws NonFiniteResidualException that of the first worker which met one
   */
  private <S, R> List<R> all(S shared, WorkerPool.Work<S, R> work) {
    List<Part<R>> parts =
        pool.run(shared, workers, (sent, worker) -> Part.of(() -> work.of(sent, worker)));
    parts.forEach(Part::requireFinite);
    return parts.stream().map(Part::result).toList();
  }

  /** Passes over the rows of J at one theta, by all workers. */
  private final class Workers implements RowPasses.Runner {

    private final Share task;
    private final double[] theta;
    private final int iteration;

    Workers(Share task, double[] theta, int iteration) {
      this.task = task;
      this.theta = theta.clone();
      this.iteration = iteration;
    }

    @Override
    public <R> List<R> run(double[][] shared, RowPasses.Pass<R> pass) {
      double[][] withTheta = Arrays.copyOf(shared, shared.length + 1);
      withTheta[shared.length] = theta;
      List<R> results = all(withTheta, work(task, iteration, pass));
      ComputeThreads.setCount(pool.callersThreads());
      return results;
    }
  }

  /** Returns a worker's part of a pass; theta is the last of what is sent. */
  private static <R> WorkerPool.Work<double[][], R> work(
      Share task, int iteration, RowPasses.Pass<R> pass) {
    return (sent, worker) -> {
      int last = sent.length - 1;
      return pass.of(task.rows(sent[last], iteration), Arrays.copyOf(sent, last), worker);
    };
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
   * What a worker found: its result, or the residual that is not finite. A failed task would be
   * tried again, and Spark would tell of its failure in many lines.
   */
  private static final class Part<R> implements Serializable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Results of workers are serialisable.
    private final R result;

    private final NonFiniteResidualException failure;

    private Part(R result, NonFiniteResidualException failure) {
      this.result = result;
      this.failure = failure;
    }

    static <R> Part<R> of(Supplier<R> work) {
      try {
        return new Part<>(work.get(), null);
      } catch (NonFiniteResidualException e) {
        return new Part<>(null, e);
      }
    }

    R result() {
      return result;
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

    LinearSums linearise(double[] theta, int iteration, Factorisation factorisation, int worker) {
      return residuals(iteration).linearise(theta, of(iteration, false, worker), factorisation);
    }

    RowShares rows(double[] theta, int iteration) {
      return new RowShares(
          residuals(iteration), theta, workers, other -> of(iteration, false, other));
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
