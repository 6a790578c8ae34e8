package io.raf4j.ntk;

import io.raf4j.jetnet.JetNetwork;
import io.raf4j.jetnet.TangentFeatures;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The Gram matrix of the neural tangent kernel at some points, in double precision.
 *
 * <pre>
 *   K_ij = sum_o &lt;d f_o(x_i) / d theta, d f_o(x_j) / d theta&gt;        K: [N, N]
 * </pre>
 *
 * <p>theta are all parameters that training moves: weights, biases, learnable alpha and beta. f_o
 * are the network's outputs; K is the trace over outputs of the full kernel {@code [N, m, N, m]},
 * and the same as that for m = 1. Its eigenvalues are the rates at which gradient descent on half
 * the squared error learns the directions that belong to them, as long as the network stays near
 * its linearisation. Source: Jacot, Gabriel, Hongler, "Neural tangent kernel", 2018.
 *
 * <p>K is computed in square tiles of points from {@link TangentFeatures}, so memory beside K is
 * that of the factors of two rows of tiles, and the N x P Jacobian never exists. Tiles may be
 * computed anywhere and in any order: {@link #tiles} and {@link TileCut#place} are the two halves
 * of {@link #matrix}, and the matrix is the same to the last bit however the tiles are shared out
 * and however many threads compute them. Another size of tiles gives other roundings. K is
 * symmetric to the last bit. Immutable, thread-safe.
 */
public final class TangentKernel {

  private final NetworkFunction function;
  private final INDArray parameters;
  private final TileCut cut;

  /**
   * Makes a kernel.
   *
   * @param function the network's functions at the points
   * @param parameters flat, all of the network's; converted to double precision
   * @param tile points of a tile, 1 or more; 256 to 512 make products of full speed
   * @throws IllegalArgumentException if the number of parameters is not the network's
   */
  public TangentKernel(NetworkFunction function, double[] parameters, int tile) {
    long expected = function.network().parameters();
    if (parameters.length != expected) {
      throw new IllegalArgumentException(
          "parameters are " + parameters.length + "; expected the network's " + expected);
    }
    this.function = function;
    this.parameters = Nd4j.createFromArray(parameters).castTo(DataType.DOUBLE);
    this.cut = new TileCut(function.points(), tile);
  }

  /** Returns the cut into tiles. */
  public TileCut cut() {
    return cut;
  }

  /** Returns how many parameters training moves. */
  public long trainedParameters() {
    return TangentFeatures.trained(function.network());
  }

  /**
   * Returns the bytes outside the heap that computing takes at most: the factors of two rows of
   * tiles.
   */
  public static long bytes(JetNetwork network, int tile) {
    return 2 * TangentFeatures.bytes(network, tile);
  }

  /**
   * Computes some tiles, one after the other, each on all threads.
   *
   * @param from number of the first
   * @param to one past the number of the last
   * @return each {@code [size(row), size(column)]}, row-major
   */
  public List<double[]> tiles(int from, int to) {
    List<double[]> tiles = new ArrayList<>();
    int row = from;
    while (row < to) {
      int next = Math.min(to, row + cut.row(row) + 1 - cut.column(row));
      addRow(row, next, tiles);
      row = next;
    }
    return tiles;
  }

  /** Computes neighbouring tiles of one row, whose factors are computed once. */
  private void addRow(int from, int to, List<double[]> tiles) {
    int row = cut.row(from);
    try (TangentFeatures own = features(row)) {
      for (int number = from; number < to; number++) {
        int column = cut.column(number);
        if (column == row) {
          tiles.add(scaled(own.products(own), row, column));
        } else {
          try (TangentFeatures other = features(column)) {
            tiles.add(scaled(own.products(other), row, column));
          }
        }
      }
    }
  }

  private TangentFeatures features(int row) {
    int start = cut.start(row);
    JetNetwork.Inputs inputs = function.inputs();
    return TangentFeatures.of(
        function.network(),
        parameters,
        cut.size(row),
        (first, count, jets) -> inputs.fill(start + first, count, jets));
  }

  private double[] scaled(double[] tile, int row, int column) {
    int width = cut.size(column);
    for (int i = 0; i < cut.size(row); i++) {
      double factor = function.factor(cut.start(row) + i);
      for (int j = 0; j < width; j++) {
        tile[i * width + j] *= factor * function.factor(cut.start(column) + j);
      }
    }
    return tile;
  }

  /** Computes K, {@code [N, N]}, row-major. */
  public double[] matrix() {
    double[] matrix = new double[Math.multiplyExact(cut.points(), cut.points())];
    for (int number = 0; number < cut.tiles(); number++) {
      cut.place(number, tiles(number, number + 1).get(0), matrix);
    }
    return matrix;
  }
}
