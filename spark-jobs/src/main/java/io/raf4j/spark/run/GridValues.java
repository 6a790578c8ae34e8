package io.raf4j.spark.run;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.dl4j.CoordinateNetwork;
import io.raf4j.dl4j.Matrices;
import io.raf4j.dl4j.ModelArchive;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.WorkerPool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a network gives at the samples of a grid, a block of samples at a time. */
public final class GridValues {

  /** Samples of one task. */
  private static final long OF_A_TASK = 1 << 19;

  private GridValues() {}

  /**
   * Returns the values {@code [count, channels]} at samples first to first + count - 1.
   *
   * @param channels outputs of the network
   */
  public static float[] of(
      MultiLayerNetwork network, CoordinateGrid grid, int channels, long first, int count) {
    float[] values = new float[Math.multiplyExact(count, channels)];
    for (int start = 0; start < count; start += NetworkWork.EVALUATED_AT_ONCE) {
      int size = Math.min(NetworkWork.EVALUATED_AT_ONCE, count - start);
      INDArray block =
          CoordinateNetwork.evaluate(network, coordinates(network, grid, first + start, size));
      float[] found = block.dup('c').data().asFloat();
      System.arraycopy(found, 0, values, start * channels, found.length);
    }
    return values;
  }

  /** Returns the coordinates of samples first to first + count - 1, in the network's type. */
  static INDArray coordinates(
      MultiLayerNetwork network, CoordinateGrid grid, long first, int count) {
    float[] coordinates = new float[count * grid.axes()];
    grid.fill(first, count, coordinates);
    return Matrices.of(coordinates, grid.axes(), network.params().dataType());
  }

  /** Returns the values {@code [samples, channels]} at all samples, found by several workers. */
  public static float[] of(
      MultiLayerNetwork network, CoordinateGrid grid, int channels, WorkerPool pool) {
    int samples = Math.toIntExact(grid.size());
    int tasks = Math.toIntExact((samples + OF_A_TASK - 1) / OF_A_TASK);
    List<float[]> parts =
        pool.run(
            bytes(network),
            tasks,
            (model, task) -> {
              long first = task * OF_A_TASK;
              int count = (int) Math.min(OF_A_TASK, grid.size() - first);
              return of(restored(model), grid, channels, first, count);
            });
    float[] values = new float[Math.multiplyExact(samples, channels)];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, values, at, part.length);
      at += part.length;
    }
    return values;
  }

  /** Returns a network as DL4J writes it, without its updater. */
  public static byte[] bytes(MultiLayerNetwork network) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ModelArchive.write(network, bytes, false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the network into memory", e);
    }
    return bytes.toByteArray();
  }

  /** Returns the network that DL4J wrote as these bytes, without its updater. */
  public static MultiLayerNetwork restored(byte[] model) {
    try {
      return ModelArchive.read(new ByteArrayInputStream(model), false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot restore the network", e);
    }
  }
}
