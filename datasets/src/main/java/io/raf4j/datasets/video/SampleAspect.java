package io.raf4j.datasets.video;

import java.io.Serializable;

/**
 * The shape in which a sample of a picture is shown: its width divided by its height.
 *
 * <p>Films of DVDs and some cameras keep fewer columns than they show, 16:15 or 4:3 for instance.
 *
 * @param width 1 or more
 * @param height 1 or more
 */
public record SampleAspect(int width, int height) implements Serializable {

  /** Samples as wide as they are high. */
  public static final SampleAspect SQUARE = new SampleAspect(1, 1);

  /** Checks that both are positive. */
  public SampleAspect {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "sample aspect ratio is " + width + ":" + height + "; expected positive whole numbers");
    }
  }

  /** Returns whether samples are as wide as they are high. */
  public boolean isSquare() {
    return width == height;
  }
}
