package io.raf4j.solver;

import io.raf4j.linalg.KernelRows;
import io.raf4j.linalg.KernelTile;
import io.raf4j.linalg.LinearModel;
import io.raf4j.linalg.NormalEquations.Panel;
import io.raf4j.linalg.RemoteJacobian;
import io.raf4j.linalg.RemoteResidualModel;
import io.raf4j.linalg.RemoteSketchModel;
import io.raf4j.linalg.Sketch;
import io.raf4j.linalg.SketchModel;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Linearisations of many unknowns, by passes over the shares of an iteration's points: neither J
 * nor J^T J is anywhere.
 *
 * <p>The first pass sums up the squares of J's columns, of which the damping's scaling is made; it
 * multiplies nothing and costs what J costs. A sketch takes one more. The residual space takes some
 * for its kernel, a batch of tiles each, so that tiles on their way take little memory; one for the
 * steps of all dampings, and one for their reductions.
 *
 * <p>What shares send is put together in their order: bits depend on how many shares there are, and
 * that changes their rounding alone.
 */
public final class RowPasses {

  /** Neither a row's stream of hashes nor that of the columns' mixing. */
  private static final int SHARD = 2;

  /** Tiles of the kernel that are on their way at a time: 128 MiB. */
  private static final int BATCH = 16;

  /** Square matrices of a sketch's triangular factor and singular values. */
  private static final int SQUARES_OF_SKETCH = 9;

  private final Runner runner;
  private final long seed;

  /**
   * Makes linearisations.
   *
   * @param runner lets shares do their part
   * @param seed of sketches
   */
  public RowPasses(Runner runner, long seed) {
    this.runner = runner;
    this.seed = seed;
  }

  /** What lets every share do its part of a pass, here or elsewhere. */
  @FunctionalInterface
  public interface Runner {

    /**
     * Runs a pass.
     *
     * @param shared numbers that all shares read
     * @return the results in the order of the shares
     */
    <R> List<R> run(double[][] shared, Pass<R> pass);
  }

  /**
   * A share's part of a pass.
   *
   * @param <R> serialisable type of the result
   */
  @FunctionalInterface
  public interface Pass<R> extends Serializable {

    /** Returns a share's result, the same whenever and wherever it is asked for. */
    R of(RowShares rows, double[][] shared, int share);
  }

  /**
   * Returns the bytes outside the heap that a share takes.
   *
   * @param solver SKETCH or RESIDUAL_SPACE
   */
  public static long bytesOfShare(LinearSolver solver, int unknowns) {
    long beside =
        solver == LinearSolver.SKETCH
            ? Sketch.bytes(unknowns, SketchSize.of(unknowns).buckets())
            : KernelRows.bytes(Panel.MOST_ROWS, unknowns);
    return Panel.bytes(unknowns, Panel.MOST_ROWS) + beside;
  }

  /** Returns the bytes outside the heap that steps from a sketch take where they are solved for. */
  public static long bytesOfSketch(int unknowns) {
    SketchSize size = SketchSize.of(unknowns);
    long square = (long) size.columns() * size.columns();
    return ((size.columns() + 1L) * size.buckets() + SQUARES_OF_SKETCH * square) * Double.BYTES;
  }

  /**
   * Returns the bytes of the largest result of a share.
   *
   * @param solver SKETCH or RESIDUAL_SPACE
   */
  public static long bytesOfResult(LinearSolver solver, int unknowns) {
    SketchSize size = SketchSize.of(unknowns);
    long numbers =
        solver == LinearSolver.SKETCH
            ? (size.columns() + 1L) * size.buckets() + 2L * unknowns
            : (long) BATCH * Panel.MOST_ROWS * Panel.MOST_ROWS;
    return numbers * Double.BYTES;
  }

  /**
   * Returns a linearisation.
   *
   * @param solver SKETCH or RESIDUAL_SPACE
   * @param iteration whose sketch has hashes of its own
   * @throws NonFiniteResidualException naming a point whose residual is not finite
   */
  public Linearisation linearisation(LinearSolver solver, int iteration) {
    List<RowShares.Totals> totals =
        runner.run(new double[0][], (rows, shared, share) -> rows.totals(share));
    double[] diagonal = new double[totals.get(0).squares().length];
    double weight = 0;
    for (RowShares.Totals part : totals) {
      for (int j = 0; j < diagonal.length; j++) {
        diagonal[j] += part.squares()[j];
      }
      weight += part.weight();
    }
    double[] residuals =
        totals.stream().flatMapToDouble(part -> Arrays.stream(part.residuals())).toArray();
    int[] firstRows = new int[totals.size()];
    for (int share = 1; share < firstRows.length; share++) {
      firstRows[share] = firstRows[share - 1] + totals.get(share - 1).residuals().length;
    }
    LinearModel model =
        switch (solver) {
          case SKETCH -> sketched(diagonal, residuals, firstRows, iteration);
          case RESIDUAL_SPACE ->
              new RemoteResidualModel(
                  diagonal,
                  residuals,
                  new Remote(runner, firstRows, residuals.length, totals.get(0).equations()));
          default ->
              throw new IllegalArgumentException(
                  "linear solver is " + solver.label() + "; expected sketch or residual-space");
        };
    return new Linearisation(model, model.sumOfSquares() / weight, solver);
  }

  private LinearModel sketched(
      double[] diagonal, double[] residuals, int[] firstRows, int iteration) {
    long own = RandomStream.of(seed, Purpose.SKETCH, iteration, SHARD).nextLong();
    SketchSize size = SketchSize.of(diagonal.length);
    int columns = size.columns();
    int buckets = size.buckets();
    double sumOfSquares = 0;
    for (double residual : residuals) {
      sumOfSquares += residual * residual;
    }
    return new RemoteSketchModel(
        diagonal,
        sumOfSquares,
        scaling -> {
          List<SketchModel> parts =
              runner.run(
                  new double[][] {scaling},
                  (rows, shared, share) ->
                      rows.sketch(
                          share,
                          firstRows[share],
                          shared[0],
                          new SketchSize(columns, buckets),
                          own));
          SketchModel sum = parts.get(0);
          parts.subList(1, parts.size()).forEach(sum::add);
          return sum;
        });
  }

  /** Products by one pass each. */
  @SuppressWarnings("ArrayRecordComponent") // Numbers to compute with, never compared.
  private record Remote(Runner runner, int[] firstRows, int rows, int equations)
      implements RemoteJacobian {

    @Override
    public void kernel(double[] scaling, Consumer<KernelTile> taker) {
      int shares = firstRows.length;
      int tiles = RowShares.tiles(rows / equations, equations);
      int batch = Math.max(BATCH, shares);
      for (int start = 0; start < tiles; start += batch) {
        int first = start;
        int count = Math.min(batch, tiles - start);
        runner
            .run(
                new double[][] {scaling},
                (all, shared, share) ->
                    all.kernel(
                        shared[0],
                        first + (int) ((long) count * share / shares),
                        first + (int) ((long) count * (share + 1) / shares)))
            .forEach(some -> some.forEach(taker));
      }
    }

    @Override
    public double[][] times(double[][] vectors) {
      List<double[][]> parts =
          runner.run(vectors, (all, shared, share) -> all.times(share, shared));
      double[][] products = new double[vectors.length][rows];
      for (int share = 0; share < firstRows.length; share++) {
        for (int l = 0; l < products.length; l++) {
          double[] part = parts.get(share)[l];
          System.arraycopy(part, 0, products[l], firstRows[share], part.length);
        }
      }
      return products;
    }

    @Override
    public double[][] transposedTimes(double[][] vectors) {
      int[] starts = firstRows;
      List<double[][]> parts =
          runner.run(
              vectors, (all, shared, share) -> all.transposedTimes(share, starts[share], shared));
      double[][] sums = parts.get(0);
      for (double[][] part : parts.subList(1, parts.size())) {
        for (int l = 0; l < sums.length; l++) {
          for (int j = 0; j < sums[l].length; j++) {
            sums[l][j] += part[l][j];
          }
        }
      }
      return sums;
    }
  }
}
