package io.raf4j.datasets.video;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A half-open range of frames, {@code from} included and {@code to} excluded.
 *
 * @param from 0 or more
 * @param to above {@code from}; {@link #END} stands for the end of the clip
 */
public record FrameRange(int from, int to) implements Serializable {

  /** The value of {@link #to} that stands for the end of the clip, whatever its length. */
  public static final int END = Integer.MAX_VALUE;

  /** Every frame of a clip. */
  public static final FrameRange ALL = new FrameRange(0, END);

  private static final Pattern SYNTAX = Pattern.compile("(\\d{0,9}):(\\d{0,9})");

  /** Checks that the range holds at least one frame. */
  public FrameRange {
    if (from < 0) {
      throw new IllegalArgumentException("from is " + from + "; expected 0 or more");
    }
    if (to <= from) {
      throw new IllegalArgumentException(
          "to is " + to + "; expected more than from, which is " + from);
    }
  }

  /**
   * Reads {@code A:B}, {@code A:}, {@code :B} or {@code :}.
   *
   * @throws IllegalArgumentException when the text has another form or the range is empty
   */
  public static FrameRange parse(String text) {
    Matcher matcher = SYNTAX.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "frame range is '" + text + "'; expected A:B with whole numbers, B excluded");
    }
    return new FrameRange(number(matcher.group(1), 0), number(matcher.group(2), END));
  }

  private static int number(String digits, int absent) {
    return digits.isEmpty() ? absent : Integer.parseInt(digits);
  }

  /**
   * Returns this range with its end resolved for a clip.
   *
   * @param frames the number of frames of the clip
   * @throws IllegalArgumentException when the range leaves the clip
   */
  public FrameRange within(int frames) {
    int end = to == END ? frames : to;
    if (from >= frames || end > frames) {
      throw outside(frames);
    }
    return new FrameRange(from, end);
  }

  /** Returns the error of asking for this range of a clip that is too short for it. */
  IllegalArgumentException outside(int frames) {
    return new IllegalArgumentException(
        "frame range is " + this + "; expected a range within 0:" + frames);
  }

  /** Returns the range as it is parsed. */
  @Override
  public String toString() {
    return from + ":" + (to == END ? "" : to);
  }
}
