package io.raf4j.spark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.video.Frame;
import io.raf4j.spark.run.SampleRun;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Pictures under a slider: what is there without a script, and what the script finds. */
class PictureSliderTest {

  private static final PictureSlider SLIDER =
      PictureSlider.of(SampleRun.comparison(7), 5, "frame 7");

  @Test
  void everyPictureIsThereOnceWithItsCaptionAndTheTextThatStandsForIt() {
    String html = SLIDER.html("s");
    assertThat(html.split("<img ", -1)).hasSize(4);
    assertThat(html)
        .containsSubsequence(
            "<figure class=\"original\">",
            "alt=\"Original of frame 7\"",
            "<figcaption>Original</figcaption>",
            "<figure class=\"reconstruction\">",
            "alt=\"Reconstruction of frame 7\"",
            "<figure class=\"error\">",
            "alt=\"Map of the absolute error of frame 7, amplified 5 times\"",
            "<figcaption>Error, amplified 5 times</figcaption>");
  }

  @Test
  void controlsHaveLabelsAndAreHiddenUntilTheScriptRuns() {
    String html = SLIDER.html("s");
    assertThat(html.substring(html.indexOf("<div class=\"controls\"")))
        .startsWith(
            "<div class=\"controls\" hidden><label for=\"s\">Border of the original</label>"
                + "<input type=\"range\" id=\"s\" min=\"0\" max=\"100\" value=\"50\"")
        .containsSubsequence(
            "<fieldset><legend>Right of it</legend>",
            "name=\"s-right\" value=\"reconstruction\"",
            " checked> Reconstruction</label>",
            "name=\"s-right\" value=\"error\"",
            "> Error, amplified 5 times</label></fieldset></div>");
  }

  @Test
  void styleSheetKnowsTheShapeOfThePictures() {
    assertThat(SLIDER.html("s"))
        .startsWith("<div class=\"slider\" style=\"--ratio:2.3529;--columns:320\">");
  }

  @Test
  void scriptAndStyleSheetMeetTheElementsThatThePageHas() {
    String page = HtmlPage.titled("", "t").slider("", SLIDER).build().html();
    for (String name : new String[] {"slider", "pictures", "controls", "reconstruction", "error"}) {
      assertThat(page).contains("class=\"" + name + "\"");
    }
    assertThat(PageScript.TEXT)
        .contains("\".slider\"", "\".pictures\"", "\".controls\"", "input[type=range]")
        .contains("input[value=error]", "\"sliding\"", "\"errors\"", "\"--at\"");
    String style = page.substring(page.indexOf("<style>"), page.indexOf("</style>"));
    assertThat(style)
        .contains(".sliding .reconstruction img", ".errors .error", "var(--at)", "var(--ratio)")
        // On paper pictures stand side by side, whatever the slider was at.
        .containsPattern(Pattern.compile("@media screen \\{\\s+\\.sliding"));
  }

  @Test
  void picturesOfDifferentSizesAreRefused() {
    Picture one = Picture.of(new Frame(1, 1, 1, new byte[1]), "", "one");
    Picture two = Picture.of(new Frame(1, 2, 1, new byte[2]), "", "two");
    assertThatThrownBy(() -> new PictureSlider(one, one, two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two has 2 x 1 pixels; expected 1 x 1");
  }
}
