package io.raf4j.spark.ntk;

import io.raf4j.ntk.NetworkFunction;
import io.raf4j.ntk.NtkSpectrum;
import io.raf4j.ntk.TangentKernel;
import io.raf4j.ntk.TileCut;
import io.raf4j.spark.training.WorkerPool;
import java.io.Serializable;
import java.util.List;
import java.util.function.LongConsumer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One kernel, whose tiles workers compute and whose spectrum the driver finds.
 *
 * <p>A round gives every worker a few neighbouring tiles; a tile's bits depend on the network, the
 * points and the size of tiles alone.
 *
 * @param configuration the network's, as JSON
 * @param parameters flat
 * @param coordinates {@code [N, d]}, row-major
 * @param tile points of a tile
 */
record NtkKernel(String configuration, double[] parameters, double[] coordinates, int tile)
    implements Serializable {

  /** Few, so that the driver shows progress and holds few of them; more would save little. */
  private static final int TILES_OF_A_WORKER = 8;

  static NtkKernel of(MultiLayerNetwork network, double[] coordinates, int tile) {
    INDArray flat = network.params().castTo(DataType.DOUBLE).dup();
    return new NtkKernel(
        network.getLayerWiseConfigurations().toJson(),
        flat.reshape(flat.length()).toDoubleVector(),
        coordinates,
        tile);
  }

  /** Returns the kernel on this machine. */
  TangentKernel kernel() {
    MultiLayerConfiguration network = MultiLayerConfiguration.fromJson(configuration);
    return new TangentKernel(NetworkFunction.of(network, coordinates), parameters, tile);
  }

  /** Returns the most tiles that the driver holds at a time. */
  static int tilesOfARound(int workers) {
    return workers * TILES_OF_A_WORKER;
  }

  /**
   * Computes the kernel and its eigenvalues.
   *
   * @param cut of the points
   * @param done is told how many tiles are there
   */
  NtkSpectrum spectrum(TileCut cut, int workers, WorkerPool pool, LongConsumer done) {
    double[] matrix = new double[Math.multiplyExact(cut.points(), cut.points())];
    int tiles = cut.tiles();
    for (int start = 0; start < tiles; start += tilesOfARound(workers)) {
      int end = Math.min(tiles, start + tilesOfARound(workers));
      place(cut, start, round(start, end, workers, pool), matrix);
      done.accept(end);
    }
    return NtkSpectrum.of(matrix, cut.points());
  }

  private List<List<double[]>> round(int start, int end, int workers, WorkerPool pool) {
    int share = Math.min(TILES_OF_A_WORKER, (end - start + workers - 1) / workers);
    int busy = (end - start + share - 1) / share;
    return pool.run(
        this,
        busy,
        (shared, worker) -> {
          int from = start + worker * share;
          return shared.kernel().tiles(from, Math.min(end, from + share));
        });
  }

  private static void place(TileCut cut, int start, List<List<double[]>> shares, double[] matrix) {
    int number = start;
    for (List<double[]> share : shares) {
      for (double[] tile : share) {
        cut.place(number++, tile, matrix);
      }
    }
  }
}
