package io.raf4j.spark.signal;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.signal.Signal;
import io.raf4j.dl4j.Matrices;
import io.raf4j.spark.run.SampleRuns;
import io.raf4j.spark.training.MinibatchSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The minibatches of an image or a sound.
 *
 * <p>Features {@code [batch, axes]} are coordinates, labels {@code [batch, channels]} values. Where
 * one worker takes all samples they come in their own order, the same at every step. Otherwise step
 * t of worker w takes places {@code (t workers + w) batch} and on of an endless sequence of epochs,
 * each of which runs through all samples in an order of its own; behind a grid encoding, through
 * all runs of neighbours.
 *
 * <p>An executor keeps the samples it has read while memory allows.
 */
final class SignalMinibatches implements MinibatchSource {

  private static final long serialVersionUID = 1L;

  private final SignalKind kind;
  private final SignalFile file;
  private final SerializableConfiguration hadoop;
  private final int workers;
  private final int batch;
  private final DataType type;
  private final SampleRuns runs;

  /**
   * Describes the minibatches.
   *
   * @param kind reads the file
   * @param workers logical workers that share an epoch
   * @param batch samples of one step of one worker
   * @param seed of the order of samples
   * @param type element type of features and labels
   * @param isInRuns whether minibatches are made of runs of neighbours, see {@link SampleRuns}
   */
  SignalMinibatches(
      SignalKind kind,
      SignalFile file,
      Configuration hadoop,
      int workers,
      int batch,
      long seed,
      DataType type,
      boolean isInRuns) {
    this.kind = kind;
    this.file = file;
    this.hadoop = new SerializableConfiguration(hadoop);
    this.workers = workers;
    this.batch = batch;
    this.type = type;
    this.runs =
        isInRuns ? SampleRuns.of(file.grid(), seed) : SampleRuns.ofSingles(file.samples(), seed);
  }

  @Override
  public Iterator<DataSet> minibatches(int worker, int firstStep, int steps) {
    Signal signal = SignalCache.of(kind, file, hadoop.value());
    if (workers == 1 && batch == file.samples()) {
      return Collections.nCopies(steps, dataSet(signal, ordered())).iterator();
    }
    return IntStream.range(firstStep, firstStep + steps)
        .mapToObj(step -> dataSet(signal, runs.samples((long) step * workers + worker, batch)))
        .iterator();
  }

  private long[] ordered() {
    long[] samples = new long[batch];
    for (int i = 0; i < batch; i++) {
      samples[i] = i;
    }
    return samples;
  }

  private DataSet dataSet(Signal signal, long[] samples) {
    CoordinateGrid grid = signal.grid();
    int channels = signal.channels();
    float[] coordinates = new float[samples.length * grid.axes()];
    grid.fill(samples, coordinates);
    float[] values = new float[samples.length * channels];
    for (int i = 0; i < samples.length; i++) {
      int from = Math.toIntExact(samples[i]) * channels;
      System.arraycopy(signal.values(), from, values, i * channels, channels);
    }
    return new DataSet(
        Matrices.of(coordinates, grid.axes(), type), Matrices.of(values, channels, type));
  }
}
