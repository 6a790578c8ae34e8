package io.raf4j.spark.collocation;

import io.raf4j.geometry.CubeDensity;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.pde.PdeResidual;
import io.raf4j.random.Purpose;
import io.raf4j.solver.ProblemReference;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the points of a run come from: a description that any executor turns into the same points.
 *
 * <p>Minibatches have an address each, (step, worker). The points of a second-order iteration have
 * one address for all workers, each of which takes its share: how many workers there are changes
 * the order of sums and nothing else.
 *
 * @param problem whose domain the points lie in
 * @param sampler how they are drawn
 * @param seed of the run
 */
public record CollocationPoints(ProblemReference problem, Sampler sampler, long seed)
    implements Serializable {

  /** Steps beyond all of Adam's: where the addresses of second-order iterations begin. */
  private static final long SECOND_ORDER = 1L << 40;

  /** Steps beyond those of all iterations: where the addresses of pools begin. */
  private static final long POOLS = 1L << 41;

  /** Steps beyond those of all pools: where the addresses of competitions begin. */
  private static final long COMPETITIONS = 1L << 42;

  private Domain domain() {
    return problem.domain();
  }

  /** Returns the points of one step of one worker, those of conditions beside the count inside. */
  public Points minibatch(int step, int worker, int count) {
    return withConditions(
        sampler.draw(domain(), seed, Purpose.COLLOCATION, step, worker, count), step, worker);
  }

  /**
   * Adds the points of the equation's conditions to points inside.
   *
   * @param step and worker with which those were drawn
   */
  Points withConditions(Points inside, long step, int worker) {
    if (problem.kind() != ProblemReference.Kind.PDE || problem.pde().conditions().isEmpty()) {
      return inside;
    }
    return new PdeResidual(problem.pde())
        .withConditions(inside, sampler, seed, Purpose.COLLOCATION, step, worker);
  }

  /** Returns the points among which a worker chooses those of a round. */
  public Points pool(int firstStep, int worker, int count) {
    return sampler.draw(domain(), seed, Purpose.COLLOCATION, POOLS + firstStep, worker, count);
  }

  /**
   * Returns a worker's share of the points of a second-order iteration.
   *
   * @param isFresh whether these are the points on which steps are checked, instead of those on
   *     which they are computed
   * @param count points inside of all workers
   * @param density of the points over the domain's cube
   */
  public Points share(
      int iteration, boolean isFresh, int count, CubeDensity density, int worker, int workers) {
    Points all =
        withConditions(
            ofIteration(density.over(domain()), iteration, isFresh, count),
            address(iteration, isFresh),
            0);
    return all.only(
        IntStream.concat(
                share(0, count, worker, workers), share(count, all.count(), worker, workers))
            .toArray());
  }

  private static IntStream share(int from, int to, int worker, int workers) {
    long length = to - from;
    return IntStream.range(
        from + (int) (length * worker / workers), from + (int) (length * (worker + 1) / workers));
  }

  private static long address(int iteration, boolean isFresh) {
    return SECOND_ORDER + 2L * iteration + (isFresh ? 1 : 0);
  }

  /**
   * Returns where the training points of a second-order iteration, of all workers, lie in the
   * domain's cube, with weights 1 / density.
   */
  public Points cube(int iteration, int count, CubeDensity density) {
    return ofIteration(density.over(domain().ofCube()), iteration, false, count);
  }

  private Points ofIteration(Domain where, int iteration, boolean isFresh, int count) {
    return sampler.draw(where, seed, Purpose.COLLOCATION, address(iteration, isFresh), 0, count);
  }

  /** Returns the points on which starts are compared, on which none of them takes a step. */
  public Points competition(int round, int count) {
    long address = COMPETITIONS + round;
    return withConditions(
        sampler.draw(domain(), seed, Purpose.COLLOCATION, address, 0, count), address, 0);
  }

  /** Returns fixed points that training never sees, on which the solution is judged. */
  public Points test(int count) {
    return judging(0, count);
  }

  /**
   * Returns fixed points that training never sees in several samples, each with a random shift of
   * its own: the scatter of what they say tells its error.
   *
   * @param count points of all samples together
   * @param samples how many; fewer where there are fewer points
   */
  public List<Points> replicates(int count, int samples) {
    int replicates = Math.min(samples, count);
    return IntStream.range(0, replicates)
        .mapToObj(
            r -> {
              long first = (long) count * r / replicates;
              long end = (long) count * (r + 1) / replicates;
              return judging(r, (int) (end - first));
            })
        .toList();
  }

  private Points judging(int sample, int count) {
    Domain domain = domain();
    return problem
        .kind()
        .judging(domain.cubeDimension())
        .draw(domain, seed, Purpose.EVALUATION_SAMPLE, sample, 0, count);
  }
}
