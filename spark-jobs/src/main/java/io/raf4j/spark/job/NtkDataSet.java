package io.raf4j.spark.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.video.VideoInfo;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.report.InputFile;
import io.raf4j.spark.shard.LocalClip;
import io.raf4j.spark.shard.ShardManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The grid of a data set, whose samples are the points of a kernel.
 *
 * @param name for people
 * @param grid of its samples
 * @param channels values of a sample
 * @param tensor its structure tensor where it is at hand, for first layers that are fitted to it
 * @param input what {@code run.json} says of it
 */
record NtkDataSet(
    String name,
    CoordinateGrid grid,
    int channels,
    Optional<double[]> tensor,
    Map<String, Object> input) {

  /**
   * Looks at a clip.
   *
   * @throws SettingsException if there is no such file or it is no clip
   */
  static NtkDataSet of(String input, Configuration hadoop) {
    try {
      Path path = new Path(input);
      InputFile file = InputFile.of(path, hadoop);
      VideoInfo info = VideoInfo.probe(LocalClip.of(path, hadoop));
      CoordinateGrid grid = CoordinateGrid.of(1, info.frames(), info.height(), info.width());
      return new NtkDataSet(path.getName(), grid, 3, Optional.empty(), file.section());
    } catch (IOException | RuntimeException e) {
      throw new SettingsException("--input " + input + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns the data that a training run learned, where it left word of it.
   *
   * @throws SettingsException if it cannot be read
   */
  static Optional<NtkDataSet> of(RunFolder run) {
    try {
      if (run.has(run.clip())) {
        ShardManifest clip = ShardManifest.readFile(run.clip(), run.hadoop());
        return Optional.of(
            new NtkDataSet(
                "the training run's clip",
                clip.grid(),
                clip.channels(),
                Optional.empty(),
                Map.of()));
      }
      Path signal = new Path(run.model().getParent(), "signal.json");
      return run.has(signal) ? Optional.of(signal(run, signal)) : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      throw new SettingsException("--checkpoints " + run.root() + ": " + e.getMessage(), e);
    }
  }

  private static NtkDataSet signal(RunFolder run, Path file) throws IOException {
    try (InputStream in = run.files().open(file)) {
      JsonNode json = new ObjectMapper().readTree(in);
      int[] extents = new int[json.required("extents").size()];
      for (int i = 0; i < extents.length; i++) {
        extents[i] = json.get("extents").get(i).asInt();
      }
      return new NtkDataSet(
          "the training run's " + json.required("kind").asText(),
          CoordinateGrid.of(json.required("bound").asDouble(), extents),
          json.required("channels").asInt(),
          Optional.empty(),
          Map.of());
    }
  }
}
