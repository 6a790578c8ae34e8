package io.raf4j.spark.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.video.FrameTimes;
import io.raf4j.spark.page.ErrorMap;
import io.raf4j.spark.record.ActivationCurve;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.SampleRun;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page of a video run: what it says, and what it leaves out when there is nothing to say. */
class VideoReportTest {

  private static final FrameTimes ONE = FrameTimes.even(1, 1, 25);

  @Test
  void summarySaysWhatHowWellHowLongAndWhyItStopped() {
    String summary = new VideoSummary(SampleRun.report()).text();
    assertThat(summary)
        .contains(
            "4 layers of 128 neurons",
            "16 frames of harbour <take 2>.mp4 (320 x 136 pixels)",
            "31.43 dB",
            "5 min 22 s for 4,000 steps",
            "It stopped because it had taken all 4,000 steps that were asked for.");
  }

  @Test
  void typicalErrorIsTheRootMeanSquareThatThePsnrMeans() {
    VideoReport run = SampleRun.report();
    FrameRow row = new FrameRow("r", 0, 0, 4e-4, 40, 0.99, 0.995, 0.1);
    VideoReport exact =
        new VideoReport(
            run.manifest(), "c", ONE, "n", List.of(), List.of(row), List.of(), List.of(), "");
    assertThat(new VideoSummary(exact).text()).contains("40.00 dB", "off by 1.0 %");
  }

  @Test
  void pageHasEveryPartInOrder() {
    String html = SampleRun.report().page().html();
    assertInOrder(
        html,
        "<h2>Frames</h2>",
        "Frame 7 (frame 44 of the clip): 30.22 dB",
        "<h2>Training</h2>",
        "Loss (logarithmic)",
        "<h2>Frame by frame</h2>",
        "against the time at which the clip shows it.",
        "PSNR, dB against frame:",
        "PSNR, dB against seconds of the clip:",
        "SSIM against seconds of the clip:",
        "MS-SSIM against frame:",
        "MS-SSIM against seconds of the clip:",
        "<h2>Learned activations</h2>",
        "layer 1, neuron 13",
        "<h2>How it was made</h2>",
        "4812345 (4.6 MiB)",
        "averaging-frequency = 20",
        "<h2>Ask your own questions</h2>",
        "OUT/metrics/*.parquet");
  }

  @Test
  void framesAreShownWhenTheClipShowsThem() {
    // Frame 7 is frame 44 of a clip of 25 a second.
    assertInOrder(
        SampleRun.report().page().html(),
        "<td class=\"number\">7</td><td class=\"number\">44</td><td class=\"number\">1.760</td>");
  }

  @Test
  void everyShownFrameHasASliderOfItsOwn() {
    String html = SampleRun.report().page().html();
    assertInOrder(html, "id=\"slider:1\"", "id=\"slider:2\"", "id=\"slider:3\"");
    assertThat(html).doesNotContain("slider:4");
  }

  @Test
  void tableOfAWholeFilmHasTheFramesToLookAt() {
    VideoReport run = SampleRun.report();
    List<FrameRow> frames =
        IntStream.range(0, 1003)
            .mapToObj(i -> new FrameRow("r", i, i, 1e-3, i % 500 == 2 ? 50 : 30, 0.9, 0.9, 0.1))
            .toList();
    String html =
        new VideoReport(
                run.manifest(),
                "film",
                FrameTimes.even(1003, 1, 25),
                "n",
                List.of(),
                frames,
                List.of(),
                List.of(),
                "")
            .page()
            .html();
    assertThat(html)
        .contains("1003 frames of film", "The table has the 1,000 frames of lowest PSNR")
        .contains(row(1), row(3), row(1001))
        .doesNotContain(row(2), row(502), row(1002));
  }

  private static String row(int frame) {
    String cell = "<td class=\"number\">" + frame + "</td>";
    return "<tr>" + cell + cell;
  }

  @Test
  void factorOfTheErrorMapsIsStatedInTheTextAndUnderEachMap() {
    VideoReport run = SampleRun.report();
    int factor = ErrorMap.factor(run.comparisons());
    String html = run.page().html();
    assertThat(html).contains("amplified " + factor + " times: black is no difference");
    assertThat(html.split("<figcaption>Error, amplified " + factor + " times", -1)).hasSize(4);
  }

  @Test
  void runThatFailedBeforeItsFirstRoundStillHasAPage() {
    String html = SampleRun.empty().page().html();
    assertThat(html)
        .contains(
            "was to learn clip.mp4", "It stopped because an error ended it", "no &lt;clip&gt;")
        .doesNotContain("<h2>Training</h2>", "<h2>Frames</h2>", "not a number", "NaN");
  }

  @Test
  void runningRunSaysThatItHasNotEnded() {
    VideoReport running =
        new VideoReport(
            RunManifest.start("r", "raf"),
            "c",
            ONE,
            "n",
            SampleRun.metrics(1),
            List.of(),
            List.of(),
            List.of(),
            "");
    assertThat(running.page().html()).contains("had not ended", "running");
  }

  @Test
  void perfectReconstructionIsShownAsInfinitelyGood() {
    FrameRow exact = new FrameRow("r", 0, 0, 0, Double.POSITIVE_INFINITY, 1, Double.NaN, 0.1);
    RunManifest manifest =
        RunManifest.start("r", "raf")
            .done(new RunManifest.Stop("steps", "it was done"), Fields.of(Map.of()));
    VideoReport report =
        new VideoReport(
            manifest, "c", ONE, "n", List.of(), List.of(exact, exact), List.of(), List.of(), "");
    assertThat(report.page().html())
        .contains("infinite dB", "off by 0.0 %", "SSIM against seconds of the clip")
        .doesNotContain("MS-SSIM", "NaN");
  }

  @Test
  void curvesWithoutAValueForEveryInputAreRefused() {
    assertThatThrownBy(
            () -> new ActivationCurve("layer 1", new double[2], new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 2");
  }

  /** As AssertJ's containsSubsequence, which takes minutes over a page with pictures. */
  private static void assertInOrder(String text, String... parts) {
    int from = 0;
    for (String part : parts) {
      int found = text.indexOf(part, from);
      assertThat(found).as("%s after position %d", part, from).isNotNegative();
      from = found + part.length();
    }
  }
}
