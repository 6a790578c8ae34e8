package io.raf4j.spark.signal;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.signal.Signal;
import io.raf4j.spark.conf.FilePart;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.SignalOptions;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.files.InputFile;
import io.raf4j.spark.files.LocalClip;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.rows.EvaluationMetrics;
import io.raf4j.spark.run.DataSet;
import io.raf4j.spark.run.EncodingPlan;
import io.raf4j.spark.run.FileKind;
import io.raf4j.spark.run.GridValues;
import io.raf4j.spark.run.IncompatibleDataException;
import io.raf4j.spark.run.Inputs;
import io.raf4j.spark.run.Learned;
import io.raf4j.spark.run.NetworkPlan;
import io.raf4j.spark.run.Result;
import io.raf4j.spark.run.SampleRuns;
import io.raf4j.spark.run.Samples;
import io.raf4j.spark.run.Verb;
import io.raf4j.spark.training.RoundMeasure.Measured;
import io.raf4j.spark.training.Trained;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Learns all samples of a file that fits into memory, reconstructs the signal from the network and
 * judges the reconstruction.
 */
abstract class SignalKind implements FileKind {

  private static final long serialVersionUID = 1L;

  /** A signal, its reconstruction, and as many copies while these are compared and shown. */
  static final long BYTES_OF_VALUE = 8L * Float.BYTES;

  @Override
  public Optional<Verb> verb() {
    return Optional.of(Verb.RECONSTRUCT);
  }

  /**
   * Looks at a file.
   *
   * @param local the file on this machine
   * @throws MediaException if it cannot be decoded, or there is nothing to learn
   * @throws IllegalArgumentException if it has no such part
   * @throws UncheckedIOException if this machine cannot read it
   */
  abstract SignalFile look(InputFile input, SignalOptions options, java.nio.file.Path local);

  /**
   * Reads the samples.
   *
   * @throws UncheckedIOException if this machine cannot read the file
   */
  abstract Signal read(SignalFile file, Configuration hadoop);

  /**
   * Measures the progress of a training.
   *
   * @param original {@code [count, channels]} of the signal's first samples
   * @param values what they are given as
   */
  abstract Measured measured(SignalFile file, float[] original, float[] values);

  /** Judges a reconstruction of all samples. */
  abstract EvaluationMetrics metrics(SignalFile file, Signal original, float[] values);

  /**
   * Returns what a training came to.
   *
   * @param values {@code [samples, channels]} that the network gives
   * @param began when reconstructing and judging began, of {@link System#nanoTime}
   */
  abstract Result result(
      SignalPlan plan, Trained trained, String runId, Signal original, float[] values, long began);

  @Override
  public SignalPlan plan(Settings settings, Configuration hadoop) {
    SignalOptions options = SignalOptions.of(settings);
    InputFile input = Inputs.fingerprint(settings.required(Key.INPUT), hadoop);
    SignalFile file;
    try {
      file = look(input, options, hadoop);
    } catch (MediaException | IllegalArgumentException | UncheckedIOException e) {
      throw new SettingsException("--input " + input.path() + ": " + e.getMessage(), e);
    }
    Settings decided = EncodingPlan.decided(settings, file.grid(), file.channels());
    Settings complete = StepSamples.decided(decided, file.grid());
    NetworkPlan network =
        NetworkPlan.of(complete, TrainingOptions.of(complete), file.grid(), file.channels());
    if (network.isEncoded()) {
      SampleRuns.requireRuns(network.training().batch());
    }
    return new SignalPlan(this, file, complete, network);
  }

  private SignalFile look(InputFile input, SignalOptions options, Configuration hadoop) {
    return look(input, options, LocalClip.of(new Path(input.path()), hadoop));
  }

  @Override
  public Samples samples(Settings settings, Configuration hadoop) {
    SignalPlan plan = plan(settings, hadoop);
    return new Samples(
        new Path(plan.file().source()).getName(),
        plan.file().grid(),
        plan.file().channels(),
        Optional.of(plan.file().tensor()),
        Optional.of(plan.input()),
        plan.notes());
  }

  @Override
  public Optional<Samples> samples(RunFolder run) {
    try {
      return described(run)
          .map(
              file ->
                  new Samples(
                      "the training run's file",
                      file.grid(),
                      file.channels(),
                      Optional.of(file.tensor()),
                      Optional.empty(),
                      java.util.List.of()));
    } catch (IOException | UncheckedIOException e) {
      throw new SettingsException("--checkpoints " + run.root() + ": " + e.getMessage(), e);
    }
  }

  /** Returns what a run has learned, where it was of this kind. */
  private Optional<SignalFile> described(RunFolder run) throws IOException {
    return run.has(run.besideModel(SignalFile.NAME))
        ? Optional.of(SignalFile.readFile(run.besideModel(SignalFile.NAME), run.hadoop()))
            .filter(file -> file.kind().equals(name()))
        : Optional.empty();
  }

  @Override
  public DataSet dataSet(InputFile file, FilePart part, Configuration hadoop) {
    return new SignalSet(name(), file, part, look(file, part.signal(false), hadoop).notes());
  }

  @Override
  public Optional<Learned> learned(RunFolder run, Settings settings) {
    try {
      return described(run).map(file -> new LearnedSignal(this, file.channels(), file.grey()));
    } catch (IOException e) {
      throw new SettingsException(
          "the model of " + run.root() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * An image or a sound that models are evaluated on.
   *
   * @param kind its name
   * @param part what of the file is taken
   * @param notes what has to be known of it
   */
  private record SignalSet(String kind, InputFile file, FilePart part, java.util.List<String> notes)
      implements DataSet {

    @Override
    public String name() {
      return file.path() + part;
    }

    @Override
    public String sha256() {
      return file.sha256();
    }
  }

  /**
   * An image or a sound. Colours of data sets are dropped where the model's were.
   *
   * @param its kind
   * @param channels values of a sample
   * @param grey whether an image's colours were dropped
   */
  private record LearnedSignal(SignalKind its, int channels, boolean grey) implements Learned {

    @Override
    public String kind() {
      return its.name();
    }

    @Override
    public boolean takes(DataSet data) {
      return data instanceof SignalSet set && set.kind().equals(kind());
    }

    @Override
    public EvaluationMetrics evaluate(
        org.deeplearning4j.nn.multilayer.MultiLayerNetwork network,
        DataSet data,
        Configuration hadoop) {
      SignalSet set = (SignalSet) data;
      SignalFile file = its.look(set.file(), set.part().signal(grey), hadoop);
      if (file.channels() != channels) {
        throw new IncompatibleDataException(
            "the data set has "
                + file.channels()
                + " values at a sample; expected the model's "
                + channels);
      }
      Signal signal = its.read(file, hadoop);
      float[] values = GridValues.of(network, signal.grid(), channels, 0, signal.samples());
      return its.metrics(file, signal, values);
    }
  }
}
