package io.raf4j.spark.page;

import io.raf4j.datasets.video.Frame;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/**
 * A picture with a caption, for {@link HtmlPage}; it travels inside the page as a PNG.
 *
 * @param image the pixels; not copied
 * @param caption the line under it
 * @param alternative the text that stands for it where it cannot be seen
 */
public record Picture(BufferedImage image, String caption, String alternative) {

  /** Pictures of fewer columns are enlarged so much that pixels are better seen as squares. */
  private static final int NARROW = 200;

  /** Checks that there is a text that stands for the picture. */
  public Picture {
    if (alternative.isBlank()) {
      throw new IllegalArgumentException("alternative is blank; expected a description");
    }
  }

  /**
   * Makes a picture of a frame.
   *
   * @param frame grey or RGB
   * @param caption the line under it
   * @param alternative the text that stands for it
   */
  public static Picture of(Frame frame, String caption, String alternative) {
    BufferedImage image =
        new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
    byte[] pixels = frame.pixels();
    int channels = frame.channels();
    for (int i = 0; i < frame.width() * frame.height(); i++) {
      int red = pixels[i * channels] & 0xff;
      int green = pixels[i * channels + (channels == 3 ? 1 : 0)] & 0xff;
      int blue = pixels[i * channels + (channels == 3 ? 2 : 0)] & 0xff;
      image.setRGB(i % frame.width(), i / frame.width(), red << 16 | green << 8 | blue);
    }
    return new Picture(image, caption, alternative);
  }

  /**
   * Returns the picture with its caption.
   *
   * @param style class of the element; empty for none
   */
  String figure(String style) {
    return (style.isEmpty() ? "<figure>" : "<figure class=\"" + style + "\">")
        + "<img"
        + (image.getWidth() < NARROW ? " class=\"tiny\"" : "")
        + " width=\""
        + image.getWidth()
        + "\" height=\""
        + image.getHeight()
        + "\" alt=\""
        + Html.escape(alternative)
        + "\" src=\""
        + dataUri()
        + "\">"
        + Html.text("figcaption", caption)
        + "</figure>";
  }

  /** Returns the picture as a data URI. */
  String dataUri() {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", png)) {
        throw new IllegalStateException("this JVM has no PNG writer; expected java.desktop's");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a picture", e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }
}
