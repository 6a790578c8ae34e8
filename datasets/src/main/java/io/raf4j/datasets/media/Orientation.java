package io.raf4j.datasets.media;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a picture has to be turned or mirrored to be shown, as cameras note it beside pixels that
 * they store as the sensor gives them: the eight symmetries of a rectangle.
 *
 * <p>Numbered as in Exif 2.32, tag 0x0112, which PNG, TIFF and JPEG share; the display matrix of a
 * film says the same in another form.
 */
public enum Orientation {
  /** Shown as it is stored. */
  UPRIGHT("as it is stored", false, false, false),
  /** Left and right change places. */
  MIRRORED("mirrored", false, false, true),
  /** Turned by half a circle. */
  HALF_TURN("turned by 180 degrees", false, true, true),
  /** Top and bottom change places. */
  FLIPPED("flipped upside down", false, true, false),
  /** Rows become columns. */
  TRANSPOSED("mirrored and turned by 270 degrees clockwise", true, false, false),
  /** Turned by a quarter clockwise. */
  QUARTER_TURN("turned by 90 degrees clockwise", true, false, true),
  /** Rows become columns, and both change their direction. */
  TRANSVERSED("mirrored and turned by 90 degrees clockwise", true, true, true),
  /** Turned by a quarter counterclockwise. */
  THREE_QUARTER_TURN("turned by 270 degrees clockwise", true, true, false);

  private final String words;
  private final boolean transposes;
  private final boolean flipsRows;
  private final boolean flipsColumns;

  Orientation(String words, boolean transposes, boolean flipsRows, boolean flipsColumns) {
    this.words = words;
    this.transposes = transposes;
    this.flipsRows = flipsRows;
    this.flipsColumns = flipsColumns;
  }

  /**
   * Returns the orientation of an Exif tag.
   *
   * @param tag 1 to 8; nothing for any other number, which the standard reserves
   */
  public static Optional<Orientation> ofExif(int tag) {
    return tag >= 1 && tag <= 8 ? Optional.of(values()[tag - 1]) : Optional.empty();
  }

  /**
   * Returns the orientation of the upper left part {@code [a, b; c, d]} of a display matrix, which
   * takes the stored point (x, y) to (a x + c y, b x + d y), x to the right and y downwards (ISO
   * 14496-12, 8.3.2); nothing for a matrix that is no quarter turn or mirror image. Scales are
   * ignored.
   */
  public static Optional<Orientation> ofMatrix(int a, int b, int c, int d) {
    return Arrays.stream(values()).filter(turn -> turn.hasSigns(a, b, c, d)).findFirst();
  }

  private boolean hasSigns(int a, int b, int c, int d) {
    int x = flipsColumns ? -1 : 1;
    int y = flipsRows ? -1 : 1;
    return transposes
        ? a == 0 && d == 0 && Integer.signum(c) == x && Integer.signum(b) == y
        : b == 0 && c == 0 && Integer.signum(a) == x && Integer.signum(d) == y;
  }

  /** Returns whether the height that is shown is the width that is stored. */
  public boolean swapsSides() {
    return transposes;
  }

  /** Returns the orientation in words that follow "is". */
  public String inWords() {
    return words;
  }

  /**
   * Returns where a pixel that is shown lies among those that are stored, row by row.
   *
   * @param row of the picture as it is shown
   * @param column of the picture as it is shown
   * @param height rows of the picture as it is shown
   * @param width columns of the picture as it is shown
   */
  public int stored(int row, int column, int height, int width) {
    int y = flipsRows ? height - 1 - row : row;
    int x = flipsColumns ? width - 1 - column : column;
    return transposes ? x * height + y : y * width + x;
  }
}
