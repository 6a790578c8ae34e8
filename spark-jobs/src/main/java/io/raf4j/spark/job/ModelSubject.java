package io.raf4j.spark.job;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.signal.Signal;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.VideoIndex;
import io.raf4j.datasets.video.VideoReader;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.ProblemReference.Kind;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.collocation.CollocationPoints;
import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.report.EigenvalueRow;
import io.raf4j.spark.report.EvaluationMetrics;
import io.raf4j.spark.report.FrameRow;
import io.raf4j.spark.report.ProblemRow;
import io.raf4j.spark.shard.LocalClip;
import io.raf4j.spark.shard.ShardManifest;
import io.raf4j.spark.signal.SignalFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What a model has learned, and so how it is compared with a data set: on the data set's own grid
 * of coordinates, by the metrics of its kind.
 */
sealed interface ModelSubject extends Serializable {

  /** Returns the kind of the model in the table. */
  String kind();

  /** Returns whether a data set is of the model's kind; it may still be incompatible. */
  boolean takes(EvaluationData data);

  /**
   * Compares a model with a data set that it takes.
   *
   * @param network the model
   * @throws IncompatibleDataException if the data set has other values than the model
   */
  EvaluationMetrics evaluate(MultiLayerNetwork network, EvaluationData data, Configuration hadoop);

  /**
   * A clip. Colours of data sets are dropped where the model's were.
   *
   * @param channels 1 (grey) or 3 (RGB)
   * @param orientation whether the model's clip was turned as it asked
   */
  record Clip(int channels, OrientationRule orientation) implements ModelSubject {

    @Override
    public String kind() {
      return JobKind.VIDEO.label();
    }

    @Override
    public boolean takes(EvaluationData data) {
      return data instanceof EvaluationData.Film;
    }

    @Override
    public EvaluationMetrics evaluate(
        MultiLayerNetwork network, EvaluationData data, Configuration hadoop) {
      EvaluationData.Film film = (EvaluationData.Film) data;
      VideoIndex index = film.index().as(orientation);
      FrameRange range = range(film);
      VideoReader.Options reading =
          new VideoReader.Options(range, film.file().part().scale(), channels);
      int height = reading.scaled(index.height());
      int width = reading.scaled(index.width());
      CoordinateGrid grid = ShardManifest.grid(index.times().part(range), height, width);
      FrameScorer scorer = new FrameScorer(network, grid, height, width, channels);
      List<FrameRow> frames = new ArrayList<>();
      java.nio.file.Path local = LocalClip.of(new Path(film.file().path()), hadoop);
      try (VideoReader reader = VideoReader.open(local, index, reading)) {
        for (int i = 0; i < range.to() - range.from(); i++) {
          FrameScorer.Score score = scorer.of(i, reader.next());
          frames.add(
              new FrameRow(
                  "batch", i, range.from() + i, score.mse(), score.psnr(), score.ssim(), 0));
        }
      }
      return EvaluationMetrics.ofVideo(grid.size(), frames);
    }

    private static FrameRange range(EvaluationData.Film film) {
      try {
        return film.file().part().frames().within(film.index().frames());
      } catch (IllegalArgumentException e) {
        throw new IncompatibleDataException(e.getMessage());
      }
    }
  }

  /**
   * An image or a sound. Colours of data sets are dropped where the model's were.
   *
   * @param jobKind {@link JobKind#IMAGE} or {@link JobKind#AUDIO}
   * @param channels values of a sample
   * @param grey whether an image's colours were dropped
   */
  record Sampled(JobKind jobKind, int channels, boolean grey) implements ModelSubject {

    @Override
    public String kind() {
      return jobKind.label();
    }

    @Override
    public boolean takes(EvaluationData data) {
      return data instanceof EvaluationData.MediaFile file && file.kind() == jobKind;
    }

    @Override
    public EvaluationMetrics evaluate(
        MultiLayerNetwork network, EvaluationData data, Configuration hadoop) {
      EvaluationData.MediaFile source = (EvaluationData.MediaFile) data;
      SignalFile file = SignalPlan.file(jobKind, source.file(), source.part().signal(grey), hadoop);
      if (file.channels() != channels) {
        throw new IncompatibleDataException(
            "the data set has "
                + file.channels()
                + " values at a sample; expected the model's "
                + channels);
      }
      Signal signal = file.read(hadoop);
      float[] values = GridValues.of(network, signal.grid(), channels, 0, signal.samples());
      SignalQuality quality = new SignalQuality(file, signal.values(), values);
      return jobKind == JobKind.IMAGE
          ? EvaluationMetrics.ofImage(
              signal.samples(), quality.mse(), quality.psnr(), quality.ssim())
          : EvaluationMetrics.ofAudio(
              signal.samples(),
              quality.mse(),
              quality.psnr(),
              quality.signalToNoise(),
              quality.logSpectralDistance());
    }
  }

  /**
   * The solution of an equation, or eigenfunctions.
   *
   * @param problem which
   */
  record Equation(ProblemReference problem) implements ModelSubject {

    @Override
    public String kind() {
      return (problem.kind() == Kind.PDE ? JobKind.PDE : JobKind.EIGEN).label();
    }

    @Override
    public boolean takes(EvaluationData data) {
      return data instanceof EvaluationData.TestPoints;
    }

    @Override
    public EvaluationMetrics evaluate(
        MultiLayerNetwork network, EvaluationData data, Configuration hadoop) {
      EvaluationData.TestPoints test = (EvaluationData.TestPoints) data;
      Points points =
          new CollocationPoints(problem, Sampler.UNIFORM, test.seed()).test(test.points());
      if (problem.kind() == Kind.PDE) {
        return EvaluationMetrics.ofProblem(
            new SolveEvaluation(problem, network, points).problemRow("batch", 0, Double.NaN),
            List.of());
      }
      requireIndependent(network, test.points());
      EigenEvaluation evaluation = new EigenEvaluation(problem, network, points);
      ProblemRow errors = evaluation.problemRow("batch", 0, Double.NaN);
      List<EigenvalueRow> eigenvalues = evaluation.eigenvalues("batch");
      return EvaluationMetrics.ofProblem(errors, eigenvalues);
    }

    private static void requireIndependent(MultiLayerNetwork network, int points) {
      long functions = TrialLayer.of(network.getLayerWiseConfigurations()).getNOut();
      if (points < functions) {
        throw new IncompatibleDataException(
            "points is "
                + points
                + "; expected at least one for each of "
                + functions
                + " functions");
      }
    }
  }
}
