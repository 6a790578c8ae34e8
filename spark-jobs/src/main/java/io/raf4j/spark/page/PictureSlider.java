package io.raf4j.spark.page;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * An original, its reconstruction and where they differ, for {@link HtmlPage}.
 *
 * <p>On paper and where no scripts run the three stand side by side. On a screen they lie on one
 * another: what is left of a border is the original, what is right of it one of the others, as the
 * reader chooses. The border moves by a slider, that is by keys too, and under the pointer. Each
 * picture is in the page once.
 *
 * @param original what was to be reproduced
 * @param reconstruction what came of it, of the same size
 * @param error where they differ, of the same size
 */
public record PictureSlider(Picture original, Picture reconstruction, Picture error) {

  /** Checks that the pictures cover one another. */
  public PictureSlider {
    for (Picture other : List.of(reconstruction, error)) {
      if (!size(other).equals(size(original))) {
        throw new IllegalArgumentException(
            other.alternative() + " has " + size(other) + " pixels; expected " + size(original));
      }
    }
  }

  /**
   * Makes one of a frame.
   *
   * @param shown the frame
   * @param factor by which errors are amplified
   * @param subject what is shown, for the texts that stand for the pictures, such as {@code frame
   *     7}
   */
  public static PictureSlider of(FrameComparison shown, int factor, String subject) {
    return new PictureSlider(
        Picture.of(shown.original(), "Original", "Original of " + subject),
        Picture.of(shown.reconstructed(), "Reconstruction", "Reconstruction of " + subject),
        new Picture(
            ErrorMap.draw(shown.original(), shown.reconstructed(), factor),
            "Error, amplified " + factor + " times",
            "Map of the absolute error of " + subject + ", amplified " + factor + " times"));
  }

  private static String size(Picture picture) {
    return picture.image().getWidth() + " x " + picture.image().getHeight();
  }

  /**
   * Returns pictures and slider.
   *
   * @param id of the slider, as no other element of the page has
   */
  String html(String id) {
    BufferedImage image = original.image();
    return String.format(
            Locale.ROOT,
            "<div class=\"slider\" style=\"--ratio:%.4f;--columns:%d\">",
            (double) image.getWidth() / image.getHeight(),
            image.getWidth())
        + "<div class=\"pictures\">"
        + original.figure("original")
        + reconstruction.figure("reconstruction")
        + error.figure("error")
        + "</div>"
        + controls(id)
        + "</div>";
  }

  /** The script shows what is hidden here: without it nothing would happen. */
  private String controls(String id) {
    return "<div class=\"controls\" hidden><label for=\""
        + id
        + "\">Border of the original</label><input type=\"range\" id=\""
        + id
        + "\" min=\"0\" max=\"100\" value=\"50\" autocomplete=\"off\">"
        + "<fieldset><legend>Right of it</legend>"
        + choice(id, "reconstruction", reconstruction, " checked")
        + choice(id, "error", error, "")
        + "</fieldset></div>";
  }

  private static String choice(String id, String value, Picture picture, String checked) {
    return "<label><input type=\"radio\" name=\""
        + id
        + "-right\" value=\""
        + value
        + "\" autocomplete=\"off\""
        + checked
        + "> "
        + Html.escape(picture.caption())
        + "</label>";
  }
}
