package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.raf4j.datasets.video.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is refused, with exit code 2, before Spark starts and anything is written.
 *
 * <p>Every command names a master that does not exist: one that reached Spark would exit with 1.
 */
class RefusalTest {

  private static final String NOWHERE = "nowhere://no-such-master";

  @TempDir static Path folder;

  private static Path clip;
  private static Path shards;
  private static Path run;

  @BeforeAll
  static void prepare() throws IOException {
    clip = folder.resolve("clip.mp4");
    SampleClip.write(clip, new SampleClip.Options(4, 24, 32, 7));
    Files.writeString(folder.resolve("text.mp4"), "this is no video\n".repeat(100));
    Files.write(folder.resolve("empty.mp4"), new byte[0]);
    Files.createDirectories(folder.resolve("taken"));
    Files.writeString(folder.resolve("taken/precious.txt"), "keep me");
    Files.writeString(folder.resolve("unknown.conf"), "widht = 3");
    Files.write(folder.resolve("large.conf"), new byte[(1 << 20) + 1]);
    shards = folder.resolve("shards");
    run = folder.resolve("run");
    RafResult.figures("shard", "--input", clip, "--output", shards);
    RafResult.figures("train", "--input", shards, "--output", run);
    RafResult.figures(
        "shard", "--input", clip, "--output", folder.resolve("part"), "--frames", "1:");
    Files.createDirectories(folder.resolve("half/shard-00000"));
  }

  static Stream<Arguments> wrongSettings() {
    return Stream.of(
        arguments("--frames 0:9", "--frames: frame range is 0:9; expected a range within 0:4"),
        arguments("--frames 4:", "the clip has 4 frames"),
        arguments("--frames 3:2", "--frames is 3:2"),
        arguments("--frames two", "--frames is two"),
        arguments("--activation fited-poly-sine-gaussian", "fitted-poly-sine-gaussian"),
        arguments("--steps -1", "--steps is -1; expected at least 1"),
        arguments("--steps 1.5", "--steps is 1.5; expected a whole number"),
        arguments("--workers 0", "--workers is 0; expected at least 1"),
        arguments("--width 0", "width is 0; expected at least 1"),
        arguments("--depth -2", "depth is -2; expected at least 1"),
        arguments("--batch 50000000", "--batch needs about"),
        arguments("--batch 2000000000", "--batch is 2000000000; expected at most"),
        arguments("--batch many", "--batch is many; expected a whole number"),
        arguments("--dtype half", "--dtype is half; expected float or double"),
        arguments(
            "--set schedule=linear", "schedule=linear: expected constant, cosine, decay or step"),
        arguments("--learning-rate 0", "--learning-rate is 0; expected a positive number"),
        arguments("--scale 2", "--scale is 2; expected at most 1"),
        arguments("--set stepps=3", "did you mean \"steps\"?"),
        arguments("--set steps", "expected key=value"),
        arguments("--config FOLDER/unknown.conf", "did you mean \"width\"?"),
        arguments("--config FOLDER/absent.conf", "no such file"),
        arguments(
            "--size 9", "--size has no effect on raf reconstruct video: it is a setting of raf"),
        arguments("--set decay-every=9", "the schedule is not step; give --schedule step"),
        arguments("--learning-rate 1e-50", "--learning-rate is 1e-50; expected at least 1.2E-38"),
        arguments("--learning-rate 1e39", "--learning-rate is 1e39; expected at most 3.4E+38"),
        arguments("--workers 2147483647", "--workers is 2147483647; expected at most 65536"),
        arguments("--config FOLDER/large.conf", "has 1048577 bytes; expected at most 1048576"),
        arguments("--no-such-option", "--no-such-option"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongSettings")
  void wrongSettingIsRefused(String options, String message) throws IOException {
    requireRefusal(message, "reconstruct", "--input CLIP --output FOLDER/new " + options);
  }

  static Stream<Arguments> wrongPaths() {
    return Stream.of(
        arguments("--output FOLDER/new", "--input is missing"),
        arguments("--input CLIP", "--output is missing"),
        arguments("--input FOLDER/absent.mp4 --output FOLDER/new", "absent.mp4"),
        arguments("--input FOLDER/text.mp4 --output FOLDER/new", "text.mp4"),
        arguments("--input FOLDER/empty.mp4 --output FOLDER/new", "empty.mp4"),
        arguments("--input FOLDER --output FOLDER/new", "cannot read it"),
        arguments("--input nowhere://x/clip.mp4 --output FOLDER/new", "nowhere"),
        arguments("--input a:b --output FOLDER/new", "--input a:b"),
        arguments("--input CLIP --output ~/run", "$HOME"),
        arguments("--input CLIP --output nowhere://x/run", "nowhere"),
        arguments("--input CLIP --output FOLDER/taken", "exists; choose another folder"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongPaths")
  void wrongPathIsRefused(String options, String message) throws IOException {
    requireRefusal(message, "reconstruct", options);
    requireRefusal(message, "shard", options);
  }

  static Stream<Arguments> wrongTrainings() {
    return Stream.of(
        arguments("--input SHARDS --output FOLDER/new --batch 64", "give --batch 256"),
        arguments("--input CLIP --output FOLDER/new", "manifest"),
        arguments("--input SHARDS --output RUN --shards 2", "--shards has no effect on raf train"),
        arguments("--input FOLDER/half --output FOLDER/new", "sharding did not finish"),
        arguments("--input SHARDS --output RUN", "give --resume"),
        arguments("--input SHARDS --output RUN --resume --width 8", "width was 16 and is now 8"),
        arguments("--input SHARDS --output RUN --resume --seed 4", "seed was 3 and is now 4"),
        arguments("--input SHARDS --output RUN --resume --steps 9", "steps was 6 and is now 9"),
        arguments("--input FOLDER/part --output RUN --resume", "frames was 0:4 and is now 1:4"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongTrainings")
  void trainingThatDoesNotFitItsShardsOrItsRunIsRefused(String options, String message)
      throws IOException {
    requireRefusal(message, "train", options);
  }

  @Test
  void shardingNeverGoesOnInAFolderOfOtherThings() throws IOException {
    requireRefusal("other things", "shard", "--input CLIP --output FOLDER/taken --resume");
    assertThat(folder.resolve("taken/precious.txt")).hasContent("keep me");
    String options = "--input CLIP --output SHARDS --resume --batch ";
    requireRefusal("with other settings", "shard", options + 64);
  }

  @Test
  void evaluationNeedsATrainedRun() throws IOException {
    requireRefusal("--input is missing", "evaluate", "");
    requireRefusal("has no trained model", "evaluate", "--input FOLDER/taken");
    requireRefusal("has no trained model", "evaluate", "--input FOLDER/absent");
  }

  @Test
  void evaluationNeedsTheClipThatWasLearned() throws IOException {
    byte[] original = Files.readAllBytes(clip);
    try {
      SampleClip.write(clip, new SampleClip.Options(4, 24, 32, 8));
      requireRefusal("is not the clip any more", "evaluate", "--input RUN");
      Files.delete(clip);
      requireRefusal("cannot be read", "evaluate", "--input RUN");
    } finally {
      Files.write(clip, original);
    }
  }

  @Test
  void refusedDemonstrationLeavesNoFolder() throws IOException {
    for (String wrong : List.of("--steps=-1", "--activation=none-such", "--batch=50000000")) {
      List<String> before = tree();
      RafResult result =
          RafResult.of("demo", "--output", folder + "/demo", "--master", NOWHERE, wrong);
      assertThat(result.code()).as(result.errors()).isEqualTo(2);
      assertThat(tree()).isEqualTo(before);
    }
    RafResult taken = RafResult.of("demo", "--output", folder + "/taken");
    assertThat(taken.code()).isEqualTo(2);
    assertThat(taken.errors()).contains("taken exists");
  }

  @Test
  void commandWithoutASubjectShowsHowItIsUsed() {
    RafResult result = RafResult.of("reconstruct");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).startsWith("raf: ").contains("video", "raf reconstruct --help");
  }

  private static void requireRefusal(String message, String command, String options)
      throws IOException {
    List<String> before = tree();
    Object[] words =
        Stream.concat(
                Stream.of("--master", NOWHERE),
                Stream.of(options.split(" "))
                    .filter(word -> !word.isEmpty())
                    .map(word -> word.replace("FOLDER", folder.toString()))
                    .map(word -> word.replace("CLIP", clip.toString()))
                    .map(word -> word.replace("SHARDS", shards.toString()))
                    .map(word -> word.replace("RUN", run.toString())))
            .toArray();
    RafResult result = RafResult.of(RafResult.arguments(command, words));
    assertThat(result.code()).as(result.errors()).isEqualTo(2);
    assertThat(result.errors()).contains(message).doesNotContain("\tat ");
    assertThat(result.output()).isEmpty();
    assertThat(tree()).isEqualTo(before);
  }

  private static List<String> tree() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }
}
