package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.raf4j.datasets.video.SampleClip;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people get wrong, of every kind: each ends with 1 or 2 and one sentence on one line, never
 * with a stack trace.
 *
 * <p>The master does not exist, so that what is not refused before ends there; {@code F} is a
 * folder with the files that the table names.
 */
class BadInputsTest {

  private static final String IMAGE = "reconstruct image --output F/new --input ";
  private static final String VIDEO = "reconstruct video --output F/new --input ";
  private static final String SOUND = "reconstruct audio --output F/new --input ";
  private static final String PDE = "solve pde --output F/new --problem heat ";
  private static final String NOWHERE = " --master nowhere://no-such-master";

  @TempDir static Path folder;

  @BeforeAll
  static void makeFiles() throws IOException {
    SampleClip.write(folder.resolve("clip.mp4"), new SampleClip.Options(4, 24, 32, 7));
    byte[] clip = Files.readAllBytes(folder.resolve("clip.mp4"));
    Files.write(folder.resolve("half.mp4"), Arrays.copyOf(clip, clip.length / 2));
    Files.write(folder.resolve("film.png"), clip);
    for (String ending : List.of("mp4", "png", "jpg", "tiff", "wav", "conf")) {
      Files.writeString(folder.resolve("text." + ending), "this is something else\n".repeat(99));
      Files.write(folder.resolve("empty." + ending), new byte[0]);
    }
    Files.write(folder.resolve("huge.png"), png(100_000, 100_000));
    Files.write(folder.resolve("nothing.png"), png(0, 16));
    byte[] tone = wav(4000);
    Files.write(folder.resolve("tone.wav"), tone);
    Files.write(folder.resolve("head.wav"), Arrays.copyOf(tone, 20));
    Files.write(folder.resolve("silent.wav"), wav(0));
    Files.writeString(folder.resolve("unknown.conf"), "widht = 3");
    Files.writeString(folder.resolve("open.conf"), "a { b {");
    Files.writeString(folder.resolve("loop.conf"), "steps = ${steps}");
    Files.writeString(folder.resolve("deep.conf"), "a={".repeat(100_000));
    Files.write(folder.resolve("binary.conf"), clip);
    Files.createDirectories(folder.resolve("run/model"));
    Files.writeString(folder.resolve("run/run.json"), "{\"status\": ");
    Files.writeString(folder.resolve("run/model/model.zip"), "no zip");
  }

  static Stream<Arguments> commands() {
    return Stream.of(
            kind(
                "arguments",
                "",
                "reconstruct",
                "reconstruct vidio",
                "reconstruct image --no-such-option",
                "reconstruct image --input",
                "evaluate",
                "report --input F --output F/page.html --format pdf",
                "plan image --cores 0 --input F/clip.mp4",
                "plan pde --bandwidth fast",
                "sample clip --frames 0 --output F/sample.mp4",
                "sample clip --frames many --output F/sample.mp4",
                "sample chirp --output F/clip.mp4"),
            kind(
                "settings",
                PDE + "--steps -1",
                PDE + "--seed 1e99",
                PDE + "--learning-rate 0",
                PDE + "--learning-rate NaN",
                PDE + "--width 2147483647",
                PDE + "--workers 2147483647",
                PDE + "--batch 99999999999",
                PDE + "--activation none-such",
                PDE + "--problem none-such",
                PDE + "--set steps",
                PDE + "--dtype half"),
            kind(
                "configuration files",
                PDE + "--config F/absent.conf",
                PDE + "--config F",
                PDE + "--config F/unknown.conf",
                PDE + "--config F/open.conf",
                PDE + "--config F/loop.conf",
                PDE + "--config F/deep.conf",
                PDE + "--config F/binary.conf",
                PDE + "--config F/text.conf",
                "evaluate --config F/deep.conf",
                "evaluate --config F/empty.conf",
                "compare none-such --output F/new"),
            kind(
                "paths",
                VIDEO + "F/absent.mp4",
                VIDEO + "F",
                VIDEO + "hdfs:///clip.mp4",
                VIDEO + "nowhere://host/clip.mp4",
                VIDEO + "~/clip.mp4",
                "reconstruct video --input F/clip.mp4 --output F/run",
                "reconstruct video --input F/clip.mp4 --output F/clip.mp4/run",
                "reconstruct video --input F/clip.mp4 --output nowhere://host/run",
                "reconstruct video --input F/clip.mp4 --output F/" + "x".repeat(300),
                "reconstruct video --input F/clip.mp4 --output F/a\nb",
                "report --input F/run --output F"),
            kind(
                "films",
                VIDEO + "F/text.mp4",
                VIDEO + "F/empty.mp4",
                VIDEO + "F/half.mp4",
                VIDEO + "F/tone.wav",
                VIDEO + "F/clip.mp4 --frames 9:",
                VIDEO + "F/clip.mp4 --scale 0"),
            kind(
                "pictures",
                IMAGE + "F/text.png",
                IMAGE + "F/empty.jpg",
                IMAGE + "F/text.tiff",
                IMAGE + "F/huge.png",
                IMAGE + "F/nothing.png",
                IMAGE + "F/film.png"),
            kind(
                "sounds",
                SOUND + "F/text.wav",
                SOUND + "F/empty.wav",
                SOUND + "F/head.wav",
                SOUND + "F/silent.wav",
                SOUND + "F/clip.mp4",
                SOUND + "F/tone.wav --from 60"),
            kind(
                "clusters",
                PDE,
                PDE + "--master local[x]",
                PDE + "--master local[0]",
                PDE + "--master local[99999999999]",
                PDE + "-Dspark.task.cpus=99 --master local[2]",
                PDE + "-Dspark.task.cpus=many",
                PDE + "-Dspark.kryo.registrationRequired=true",
                PDE + "-Dspark.serializer=org.apache.spark.serializer.JavaSerializer"),
            kind(
                "models and runs",
                "evaluate video --input F/absent",
                "evaluate video --input F/run",
                "train video --input F --output F/new",
                "train video --input F/run --output F/new",
                PDE.replace("F/new", "F/run") + "--resume",
                "ntk --checkpoints F/run --output F/new",
                "report --input F/run --output F/page.html"))
        .flatMap(stream -> stream);
  }

  private static Stream<Arguments> kind(String kind, String... commands) {
    return Stream.of(commands).map(command -> arguments(kind, command));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("commands")
  void oneSentenceAndNoTrace(String kind, String command) {
    List<String> properties =
        Stream.of(command.split(" ")).filter(word -> word.startsWith("-D")).toList();
    properties.forEach(
        word -> System.setProperty(key(word), word.substring(word.indexOf('=') + 1)));
    try {
      requireOneSentence(RafResult.of(words(command)));
    } finally {
      properties.forEach(word -> System.clearProperty(key(word)));
    }
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void silenceIsCalledSilence() throws IOException {
    byte[] quiet = wav(4000);
    Arrays.fill(quiet, 44, quiet.length, (byte) 0);
    Files.write(folder.resolve("quiet.wav"), quiet);
    RafResult result = RafResult.of(words(SOUND + "F/quiet.wav"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).contains("quiet.wav", "the sound is silent there");
  }

  private static String key(String word) {
    return word.substring("-D".length(), word.indexOf('='));
  }

  private static String[] words(String command) {
    boolean takesMaster =
        Stream.of("solve", "reconstruct video ", "reconstruct image ", "reconstruct audio ")
                .anyMatch(command::startsWith)
            && !command.contains("--master")
            && !command.endsWith("--input");
    return Stream.of((command + (takesMaster ? NOWHERE : "")).split(" "))
        .filter(word -> !word.isEmpty() && !word.startsWith("-D"))
        .map(word -> word.equals("F") || word.startsWith("F/") ? folder + word.substring(1) : word)
        .toArray(String[]::new);
  }

  private static void requireOneSentence(RafResult result) {
    String said = result.errors();
    assertThat(result.code()).as(said).isIn(1, 2);
    assertThat(said.lines().filter(line -> line.startsWith("raf: "))).as(said).hasSize(1);
    assertThat(said.lines().toList()).as(said).hasSizeLessThanOrEqualTo(2);
    assertThat(said).doesNotContainPattern("(?m)^\\s+at .*\\(.*\\)$|Exception in thread");
    assertThat(said)
        .doesNotContainPattern("(?:java|scala|org\\.apache)\\.[a-z.]+[A-Z]\\w+(?:Exception|Error)");
    assertThat(result.output()).isEmpty();
  }

  /** Returns a picture that is all head: its size and no rows. */
  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(new byte[] {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10});
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(head);
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(new byte[] {8, 2, 0, 0, 0});
    writeChunk(out, "IHDR", head.toByteArray());
    writeChunk(out, "IDAT", new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
    writeChunk(out, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static void writeChunk(DataOutputStream out, String name, byte[] content)
      throws IOException {
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.US_ASCII));
    sum.update(content);
    out.writeInt(content.length);
    out.writeBytes(name);
    out.write(content);
    out.writeInt((int) sum.getValue());
  }

  /** Returns silence of one channel at 8,000 samples a second. */
  private static byte[] wav(int samples) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeBytes("RIFF");
    out.writeInt(Integer.reverseBytes(36 + 2 * samples));
    out.writeBytes("WAVEfmt ");
    out.writeInt(Integer.reverseBytes(16));
    out.writeShort(0x0100);
    out.writeShort(0x0100);
    out.writeInt(Integer.reverseBytes(8000));
    out.writeInt(Integer.reverseBytes(16_000));
    out.writeShort(0x0200);
    out.writeShort(0x1000);
    out.writeBytes("data");
    out.writeInt(Integer.reverseBytes(2 * samples));
    out.write(new byte[2 * samples]);
    return bytes.toByteArray();
  }
}
