package io.raf4j.spark.ntk;

import io.raf4j.ntk.TileCut;
import io.raf4j.spark.conf.SettingsException;
import org.bytedeco.javacpp.Pointer;

/** Refuses kernels whose matrix the driver cannot hold, before any work. */
final class NtkMemory {

  private NtkMemory() {}

  /**
   * Refuses what does not fit: the matrix and one round of tiles on the heap, as numbers and as
   * bytes; and outside the heap LAPACK's copy.
   *
   * @param workers tasks side by side
   * @throws SettingsException if the driver has less
   */
  static void require(TileCut cut, int workers) {
    require(cut, workers, Runtime.getRuntime().maxMemory(), Pointer.maxBytes());
  }

  static void require(TileCut cut, int workers, long heap, long outside) {
    int points = cut.points();
    long matrix = Double.BYTES * (long) points * points;
    long tile = Double.BYTES * (long) cut.tile() * cut.tile();
    long tiles = Math.min(cut.tiles(), NtkKernel.tilesOfARound(workers)) * tile;
    long needed = matrix + 3 * tiles;
    if (needed > heap) {
      throw new SettingsException(
          String.format(
              "--points is %d, whose kernel needs about %d MiB of heap on the driver, which has %d"
                  + " MiB; lower --points, --tile or --workers, or raise spark.driver.memory",
              points, needed >> 20, heap >> 20));
    }
    if (outside > 0 && matrix > outside) {
      throw new SettingsException(
          String.format(
              "--points is %d, whose eigenvalues need %d MiB outside the heap, where JavaCPP may take"
                  + " %d MiB; lower --points or raise -Dorg.bytedeco.javacpp.maxbytes",
              points, matrix >> 20, outside >> 20));
    }
  }
}
