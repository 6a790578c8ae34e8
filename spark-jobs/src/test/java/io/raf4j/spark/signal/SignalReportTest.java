package io.raf4j.spark.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.audio.Audio;
import io.raf4j.datasets.audio.AudioReader;
import io.raf4j.datasets.image.Image;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.page.Sound;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.signal.Envelope.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of images and sounds: what they say, show and play. */
class SignalReportTest {

  @TempDir private Path folder;

  private static void assertInOrder(String text, String... parts) {
    int from = 0;
    for (String part : parts) {
      int found = text.indexOf(part, from);
      assertThat(found).as("%s after position %d", part, from).isNotNegative();
      from = found + part.length();
    }
  }

  @Test
  void imagePageHasEveryPartInOrder() {
    assertInOrder(
        SampleSignal.image().page().html(),
        "learned dunes &lt;1&gt;.png by heart",
        "160 x 96 pixels",
        "41.10 dB: typically a colour is off by 0.881 %",
        "0.9780",
        "<h2>Image</h2>",
        "alt=\"Original of the image\"",
        "Error, amplified",
        "<label for=\"slider:1\">Border of the original</label>",
        "<h2>One row of it</h2>",
        "<h2>Training</h2>",
        "PSNR, dB against steps:",
        "PSNR, dB against seconds:",
        "<h2>Learned activations</h2>",
        "<h2>How it was made</h2>",
        "<h2>Ask your own questions</h2>");
  }

  @Test
  void audioPageHasEveryPartInOrder() {
    assertInOrder(
        SampleSignal.audio().page().html(),
        "learned chime &lt;1&gt;.wav by heart",
        "2.0 seconds of sound",
        "33.20 dB",
        "8.75 dB",
        "<h2>Listen</h2>",
        "<audio controls",
        "<audio controls",
        "<h2>Waveform</h2>",
        "Original, left",
        "Reconstruction - original, right",
        "<h2>Spectrogram</h2>",
        "Sound, right",
        "<h2>Training</h2>",
        "<h2>How it was made</h2>",
        "<h2>Ask your own questions</h2>");
  }

  @Test
  void notesOnTheInputStandAboveTheFigures() {
    AudioReport run = SampleSignal.audio();
    Map<String, ?> input = Map.of("notes", List.of("0.35 s of silence at 1 s <here>", "a second"));
    AudioReport noted =
        new AudioReport(
            run.manifest().with(RunManifest.Section.INPUT, Fields.of(input)),
            run.name(),
            run.network(),
            run.metrics(),
            run.quality(),
            run.original(),
            run.reconstruction(),
            run.activations(),
            run.configuration());
    assertInOrder(
        noted.page().html(),
        "by heart",
        "<p class=\"remark\">Note: 0.35 s of silence at 1 s &lt;here&gt;</p>",
        "<p class=\"remark\">Note: a second</p>",
        "<dl class=\"headlines\">");
    assertThat(run.page().html()).doesNotContain("Note: ");
  }

  @Test
  void onePixelHasAPageToo() {
    Image pixel = new Image(1, 1, 1, 16, new float[] {0.25f});
    ImageReport run = SampleSignal.image();
    String html =
        new ImageReport(
                run.manifest(),
                "dot",
                "n",
                List.of(),
                new ImageRow("r", 1, 1, 1, 0, Double.POSITIVE_INFINITY, Double.NaN, 0.1),
                pixel,
                pixel,
                List.of(),
                "")
            .page()
            .html();
    assertThat(html)
        .contains("infinite dB", "<h2>Image</h2>")
        .doesNotContain("SSIM", "<h2>One row of it</h2>", "<h2>Training</h2>", "NaN");
  }

  @Test
  void largePictureIsShownSmaller() {
    ImageReport run = SampleSignal.image();
    Image large = SampleSignal.picture(300, 2000, 0);
    String html =
        new ImageReport(
                run.manifest(),
                "wide",
                "n",
                List.of(),
                new ImageRow("r", 300, 2000, 3, 1e-3, 30, 0.9, 0.1),
                large,
                large,
                List.of(),
                "")
            .page()
            .html();
    assertThat(html)
        .contains("2000 x 300 pixels", "shown smaller", "width=\"1024\" height=\"154\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 13, 207, 4098})
  void soundsOfEveryLengthHaveAPage(int length) {
    Audio sound = SampleSignal.chimes(length, 1, 0.01);
    AudioReport run = SampleSignal.audio();
    String html =
        new AudioReport(
                run.manifest(),
                "short",
                "n",
                List.of(),
                SampleSignal.AUDIO,
                sound,
                sound,
                List.of(),
                "")
            .page()
            .html();
    assertThat(html).contains("<h2>Spectrogram</h2>").doesNotContain(", left", "NaN");
  }

  @Test
  void playerPlaysTheSound() throws IOException {
    Audio sound = SampleSignal.chimes(1000, 2, 0);
    Matcher uri =
        Pattern.compile("src=\"data:audio/wav;base64,([^\"]+)\"")
            .matcher(new Sound(sound, "Chimes").html());
    assertThat(uri.find()).isTrue();
    Path file = Files.write(folder.resolve("played.wav"), Base64.getDecoder().decode(uri.group(1)));
    Audio played = AudioReader.read(file).value();
    assertThat(played.channels()).isEqualTo(2);
    assertThat(played.samples()).containsExactly(sound.samples(), within(1 / 60_000f));
  }

  @Test
  void longSoundIsPlayedInPart() {
    assertThat(Sound.secondsWithin(SampleSignal.chimes(44_100, 2, 0), 22_050 * 4)).isEqualTo(1);
    assertThat(Sound.secondsWithin(SampleSignal.chimes(44_100, 2, 0), 1 << 30)).isEqualTo(2);
  }

  @Test
  void envelopeKeepsTheExtremesOfLongSounds() {
    double[] wave = new double[100_000];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = Math.sin(i * i * 1e-5);
    }
    wave[54_321] = 5;
    wave[12_345] = -7;
    Series line = Envelope.of("wave", Role.MAIN, i -> wave[i], 0, wave.length, 1000);
    assertThat(line.x()).hasSizeLessThanOrEqualTo(600).isSorted();
    assertThat(Arrays.stream(line.y()).max().orElseThrow()).isEqualTo(5);
    assertThat(Arrays.stream(line.y()).min().orElseThrow()).isEqualTo(-7);
    List<Double> positions = new ArrayList<>();
    IntStream.range(0, line.y().length)
        .filter(i -> line.y()[i] == 5)
        .forEach(i -> positions.add(line.x()[i]));
    assertThat(positions).containsExactly(54.321);
  }

  @Test
  void envelopeOfAShortSoundIsTheSoundItself() {
    Audio sound = SampleSignal.chimes(13, 2, 0);
    Series line = Envelope.of("wave", Role.MAIN, Samples.of(sound, 1), 3, 13, 10);
    assertThat(line.x()[0]).isEqualTo(0.3);
    assertThat(line.y()).hasSize(10);
    assertThat(line.y()[0]).isEqualTo(sound.samples()[7]);
  }

  @Test
  void toneIsBrightestInTheCellOfItsFrequency() {
    float[] tone = new float[16_000];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (float) Math.sin(2 * Math.PI * 1000 * i / 8000);
    }
    SpectrogramMap map = SpectrogramMap.of(new Audio(8000, 1, 16, tone), 0);
    int columns = map.time().cells();
    for (int t = 0; t < columns; t++) {
      int brightest = 0;
      for (int row = 0; row < map.frequency().cells(); row++) {
        if (map.levels()[row * columns + t] > map.levels()[brightest * columns + t]) {
          brightest = row;
        }
      }
      assertThat(map.frequency().position(brightest)).isCloseTo(1, within(0.03));
    }
    assertThat(map.above(map, -90)).containsOnly(0);
    assertThat(map.time().low()).isNotNegative();
    assertThat(map.time().high()).isLessThanOrEqualTo(2);
  }

  @Test
  void soundsOfDifferentLengthsAreRefused() {
    AudioReport run = SampleSignal.audio();
    Audio shorter = SampleSignal.chimes(100, 2, 0);
    assertThatThrownBy(
            () ->
                new AudioReport(
                    run.manifest(),
                    "n",
                    "n",
                    List.of(),
                    SampleSignal.AUDIO,
                    run.original(),
                    shorter,
                    List.of(),
                    ""))
        .hasMessageStartingWith("reconstruction has 100 samples of 2 channels");
  }
}
