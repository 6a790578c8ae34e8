package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.SampleClip;
import io.raf4j.datasets.video.VideoIndex;
import io.raf4j.datasets.video.VideoReader;
import io.raf4j.spark.record.FinishedModel;
import io.raf4j.spark.record.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a clip to a report, as the command line does it, on a clip of six small frames. */
class ReconstructionTest {

  @TempDir static Path folder;

  private static Path clip;
  private static Path run;
  private static JsonNode figures;

  @BeforeAll
  static void reconstruct() throws IOException {
    clip = folder.resolve("a clip.mp4");
    run = folder.resolve("run");
    SampleClip.write(clip, new SampleClip.Options(6, 24, 32, 7));
    figures = RafResult.figures("reconstruct", "--input", clip, "--output", run);
  }

  @Test
  void runLeavesEverythingThatIsPromisedAndNothingElse() throws IOException {
    assertThat(names(run))
        .containsExactlyInAnyOrder(
            "run.json",
            "_owner",
            "model",
            "checkpoints",
            "metrics",
            "report",
            "report.html",
            "reconstruction.mp4");
    assertThat(names(run.resolve("model"))).containsExactlyInAnyOrder("model.zip", "clip.json");
    assertThat(names(run.resolve("checkpoints"))).containsExactly("step-000000006");
    assertThat(Files.readString(run.resolve("report.html"))).contains("a clip.mp4", "<svg");
  }

  @Test
  void reconstructedClipHasTheSizeOfTheOriginal() {
    VideoIndex original = VideoIndex.scan(clip, OrientationRule.SHOWN, false, seen -> {});
    VideoIndex reconstructed =
        VideoIndex.scan(
            run.resolve("reconstruction.mp4"), OrientationRule.SHOWN, false, seen -> {});
    assertThat(reconstructed.frames()).isEqualTo(6);
    assertThat(reconstructed.height()).isEqualTo(original.height());
    assertThat(reconstructed.width()).isEqualTo(original.width());
    assertThat(reconstructed.frameRate()).isEqualTo(original.frameRate());
    assertThat(
            VideoReader.read(
                run.resolve("reconstruction.mp4"), VideoReader.Options.of(FrameRange.ALL)))
        .hasSize(6);
  }

  @Test
  void lastLineHasTheFinalFigures() {
    for (String name : List.of("psnr_mean", "psnr_min", "ssim_mean", "mse", "seconds")) {
      assertThat(figures.get(name).isNumber()).as(name).isTrue();
    }
    assertThat(figures.get("examples_per_second").asDouble()).isPositive();
    assertThat(figures.get("params_sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(figures.get("steps").asInt()).isEqualTo(6);
    assertThat(figures.get("examples").asInt()).isEqualTo(6 * 2 * 256);
    assertThat(figures.get("stop_reason").asText()).isEqualTo("steps");
    assertThat(figures.get("psnr_min").asDouble())
        .isLessThanOrEqualTo(figures.get("psnr_mean").asDouble());
  }

  @Test
  void manifestSaysDoneAndHoldsTheSameFigures() throws IOException {
    JsonNode manifest = manifest(run);
    assertThat(manifest.get("status").asText()).isEqualToIgnoringCase("done");
    assertThat(manifest.get("figures")).isEqualTo(figures);
    assertThat(manifest.at("/configuration/width").asInt()).isEqualTo(16);
    assertThat(manifest.at("/input/frames").asInt()).isEqualTo(6);
    assertThat(manifest.at("/command").asText()).startsWith("raf reconstruct video --json");
  }

  @Test
  void everyRoundAndEveryFrameIsOneParquetRow() throws SQLException {
    assertThat(duckDb("SELECT count(*), max(step), count(DISTINCT run_id) FROM", run, "metrics"))
        .containsExactly(3L, 6L, 1L);
    assertThat(duckDb("SELECT count(*), max(frame), count(DISTINCT frame) FROM", run, "report"))
        .containsExactly(6L, 5, 6L);
    assertThat((Double) duckDb("SELECT avg(psnr) FROM", run, "report").get(0))
        .isEqualTo(
            figures.get("psnr_mean").asDouble(), org.assertj.core.api.Assertions.within(1e-9));
  }

  @Test
  void threeCommandsMakeTheSameNetworkAsOne() throws IOException {
    Path shards = folder.resolve("shards");
    Path trained = folder.resolve("trained");
    JsonNode cut = RafResult.figures("shard", "--input", clip, "--output", shards);
    assertThat(cut.get("pixels").asInt()).isEqualTo(6 * 24 * 32);
    assertThat(cut.get("minibatches").asInt()).isEqualTo(18);
    JsonNode training = RafResult.figures("train", "--input", shards, "--output", trained);
    assertThat(training.get("params_sha256")).isEqualTo(figures.get("params_sha256"));
    assertThat(names(shards)).contains("manifest.json");
    JsonNode evaluation = RafResult.figures("evaluate", "--input", trained);
    for (String name : List.of("psnr_mean", "psnr_min", "ssim_mean", "mse")) {
      assertThat(evaluation.get(name)).as(name).isEqualTo(figures.get(name));
    }
    assertThat(names(trained)).contains("report", "report.html", "reconstruction.mp4");
  }

  @Test
  void exchangedShardsAreInputThatIsWrong() throws IOException {
    Path shards = folder.resolve("exchanged");
    RafResult.figures("shard", "--input", clip, "--output", shards);
    Files.move(shards.resolve("shard-00000"), shards.resolve("aside"));
    Files.move(shards.resolve("shard-00001"), shards.resolve("shard-00000"));
    Files.move(shards.resolve("aside"), shards.resolve("shard-00001"));

    RafResult training =
        RafResult.of(
            RafResult.arguments(
                "train", "--input", shards, "--output", folder.resolve("of exchanged")));

    assertThat(training.code()).as(training.errors()).isEqualTo(2);
    assertThat(training.errors())
        .containsPattern("raf: .*shard-0000. is not shard \\d of the clip");
  }

  @Test
  void changedModelIsRefusedAndItsFiguresStay() throws IOException {
    Path changed = folder.resolve("changed");
    RafResult.figures("reconstruct", "--input", clip, "--output", changed);
    JsonNode before = manifest(changed);
    byte[] video = Files.readAllBytes(changed.resolve("reconstruction.mp4"));
    RunFolder files = RunFolder.of("output", changed.toUri().toString(), new Configuration());
    MultiLayerNetwork network = FinishedModel.of(files).network();
    network.params().addi(1e-3);
    files.writeModel(network);

    RafResult evaluation = RafResult.of(RafResult.arguments("evaluate", "--input", changed));

    assertThat(evaluation.code()).as(evaluation.errors()).isEqualTo(2);
    assertThat(evaluation.errors()).containsPattern("raf: .*model.zip has parameters of hash");
    assertThat(manifest(changed)).isEqualTo(before);
    assertThat(changed.resolve("reconstruction.mp4")).hasBinaryContent(video);
  }

  @Test
  void evaluatingAgainChangesNothing() throws IOException, SQLException {
    byte[] video = Files.readAllBytes(run.resolve("reconstruction.mp4"));
    JsonNode before = manifest(run);
    JsonNode again = RafResult.figures("evaluate", "--input", run);
    assertThat(again).isEqualTo(figures);
    assertThat(manifest(run)).isEqualTo(before);
    assertThat(run.resolve("reconstruction.mp4")).hasBinaryContent(video);
    assertThat(duckDb("SELECT count(*) FROM", run, "report")).containsExactly(6L);
    runLeavesEverythingThatIsPromisedAndNothingElse();
  }

  @Test
  void runOutOfTimeGoesOnToTheSameEnd() throws IOException, SQLException {
    Path cut = folder.resolve("cut");
    JsonNode first =
        RafResult.figures("reconstruct", "--input", clip, "--output", cut, "--max-seconds", "1e-6");
    assertThat(first.get("stop_reason").asText()).isEqualTo("time");
    assertThat(first.get("steps").asInt()).isEqualTo(2);
    JsonNode second =
        RafResult.figures(
            "reconstruct", "--input", clip, "--output", cut, "--max-seconds", "600", "--resume");
    assertThat(second.get("stop_reason").asText()).isEqualTo("steps");
    assertThat(second.get("params_sha256")).isEqualTo(figures.get("params_sha256"));
    assertThat(second.get("psnr_mean")).isEqualTo(figures.get("psnr_mean"));
    assertThat(second.get("run_id")).isEqualTo(first.get("run_id"));
    assertThat(duckDb("SELECT count(*) FROM", cut, "metrics")).containsExactly(3L);
  }

  @Test
  void greyFramesSmallerThanTheWindowOfSsimAreReconstructed() throws IOException {
    Path small = folder.resolve("small");
    JsonNode result =
        RafResult.figures(
            "reconstruct",
            "--input",
            clip,
            "--output",
            small,
            "--grey",
            "true",
            "--scale",
            "0.25",
            "--frames",
            "2:5",
            "--workers",
            "1",
            "--dtype",
            "double");
    assertThat(result.get("frames").asInt()).isEqualTo(3);
    assertThat(result.get("ssim_mean").isNull()).isTrue();
    assertThat(result.get("psnr_mean").asDouble()).isPositive();
    assertThat(manifest(small).at("/input/channels").asInt()).isEqualTo(1);
    assertThat(manifest(small).at("/input/height").asInt()).isEqualTo(6);
  }

  @Test
  void composedActivationTrainsAndResumes() throws IOException {
    Path composed = folder.resolve("composed");
    Path example = Path.of("..", "conf", "activation-example.conf");
    String[] arguments =
        RafResult.arguments(
            "reconstruct", "--input", clip, "--output", composed, "--config", example);
    RafResult first = RafResult.of(arguments);
    assertThat(first.code()).as(first.errors()).isZero();
    JsonNode again =
        RafResult.figures(
            "reconstruct", "--input", clip, "--output", composed, "--config", example, "--resume");
    assertThat(first.output()).contains(again.get("params_sha256").asText());
  }

  @Test
  void figuresWithoutJsonAreLinesOfNamesAndValues() {
    RafResult result =
        RafResult.of(
            "shard",
            "video",
            "--input",
            clip.toString(),
            "--output",
            folder.resolve("plain").toString(),
            "--batch",
            "512",
            "--master",
            "local[1]");
    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(result.output()).containsPattern("(?m)^minibatches +9$");
  }

  @Test
  void demonstrationRunsFromNothing() throws IOException {
    Path demo = folder.resolve("demo/here");
    RafResult result =
        RafResult.of(
            "demo",
            "--output",
            demo.toString(),
            "--steps",
            "2",
            "--width",
            "8",
            "--set",
            "depth=1",
            "--batch",
            "4096",
            "--master",
            "local[2]",
            "--json");
    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(names(demo)).containsExactlyInAnyOrder("clip.mp4", "run");
    JsonNode configuration = manifest(demo.resolve("run")).get("configuration");
    assertThat(configuration.get("depth").asInt()).isEqualTo(1);
    assertThat(configuration.get("encoding").asText()).isEqualTo("none");
    assertThat(demo.resolve("run/report.html")).exists();
  }

  private static JsonNode manifest(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("run.json").toFile());
  }

  /** Names without the checksums that Hadoop keeps beside its files. */
  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .toList();
    }
  }

  private static List<Object> duckDb(String query, Path run, String table) throws SQLException {
    String rows = " '" + run.resolve(table) + "/*.parquet'";
    List<Object> values = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result = statement.executeQuery(query + rows)) {
      result.next();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        values.add(result.getObject(i));
      }
    }
    return values;
  }
}
