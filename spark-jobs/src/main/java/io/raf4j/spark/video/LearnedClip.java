package io.raf4j.spark.video;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.VideoIndex;
import io.raf4j.datasets.video.VideoReader;
import io.raf4j.spark.conf.FilePart;
import io.raf4j.spark.files.InputFile;
import io.raf4j.spark.files.LocalClip;
import io.raf4j.spark.rows.EvaluationMetrics;
import io.raf4j.spark.run.DataSet;
import io.raf4j.spark.run.IncompatibleDataException;
import io.raf4j.spark.run.Learned;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A clip that a model has learned. Colours of data sets are dropped where the model's were.
 *
 * @param kind its name
 * @param channels 1 (grey) or 3 (RGB)
 * @param orientation whether the model's clip was turned as it asked
 */
record LearnedClip(String kind, int channels, OrientationRule orientation) implements Learned {

  /**
   * A clip that models are evaluated on, with what decoding all of it found.
   *
   * @param part what of the file is taken
   */
  record Film(InputFile file, FilePart part, VideoIndex index) implements DataSet {

    @Override
    public String name() {
      return file.path() + part;
    }

    @Override
    public String sha256() {
      return file.sha256();
    }

    @Override
    public List<String> notes() {
      return index.notes();
    }

    private FrameRange range() {
      try {
        return part.frames().within(index.frames());
      } catch (IllegalArgumentException e) {
        throw new IncompatibleDataException(e.getMessage());
      }
    }
  }

  @Override
  public boolean takes(DataSet data) {
    return data instanceof Film;
  }

  @Override
  public EvaluationMetrics evaluate(MultiLayerNetwork network, DataSet data, Configuration hadoop) {
    Film film = (Film) data;
    VideoIndex index = film.index().as(orientation);
    FrameRange range = film.range();
    VideoReader.Options reading = new VideoReader.Options(range, film.part().scale(), channels);
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
                "batch",
                i,
                range.from() + i,
                score.mse(),
                score.psnr(),
                score.ssim(),
                score.msSsim(),
                0));
      }
    }
    return EvaluationMetrics.ofGrid(
            grid.size(),
            frames.stream().mapToDouble(FrameRow::mse).average().orElseThrow(),
            frames.stream().mapToDouble(FrameRow::psnr).average().orElseThrow(),
            frames.stream().mapToDouble(FrameRow::ssim).average().orElseThrow())
        .withWorstFrame(frames.stream().mapToDouble(FrameRow::psnr).min().orElseThrow());
  }
}
