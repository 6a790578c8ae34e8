package io.raf4j.spark.conf;

import io.raf4j.datasets.media.OrientationRule;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of an image or a sound is learned.
 *
 * @param height rows to resize an image to, or nothing to keep them
 * @param width columns to resize an image to, or nothing to keep them
 * @param grey whether an image's colours are dropped
 * @param orientation whether an image is turned as its file says
 * @param allowDamaged whether a sound of which some is missing or damaged is learned
 * @param fromSecond where a sound begins
 * @param seconds how long a sound lasts, or nothing for all of the rest
 */
public record SignalOptions(
    OptionalInt height,
    OptionalInt width,
    boolean grey,
    OrientationRule orientation,
    boolean allowDamaged,
    double fromSecond,
    OptionalDouble seconds) {

  /** Pixels that an image is resized to at most. */
  private static final int MOST_PIXELS = 100_000_000;

  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,5})(?:x([1-9]\\d{0,5}))?");

  /** Checks the times. */
  public SignalOptions {
    Key.FROM_SECOND.require(fromSecond);
    seconds.ifPresent(Key.SECONDS::require);
    long pixels = (long) height.orElse(1) * width.orElse(1);
    if (pixels > MOST_PIXELS) {
      throw new SettingsException(
          "--size is "
              + height.orElse(1)
              + "x"
              + width.orElse(1)
              + ", "
              + pixels
              + " pixels; expected at most "
              + MOST_PIXELS);
    }
  }

  /** Reads the options from settings. */
  public static SignalOptions of(Settings settings) {
    return of(
        settings.text(Key.SIZE),
        settings.flag(Key.GREY),
        orientation(settings.text(Key.ORIENTATION)),
        settings.flag(Key.ALLOW_DAMAGED),
        settings.decimal(Key.FROM_SECOND),
        settings.optionalDecimal(Key.SECONDS));
  }

  /** Returns whether pictures are turned as their files say. */
  public static OrientationRule orientation(String text) {
    return switch (text) {
      case "shown" -> OrientationRule.SHOWN;
      case "stored" -> OrientationRule.STORED;
      default ->
          throw new SettingsException("--orientation is " + text + "; expected shown or stored");
    };
  }

  /**
   * Returns options whose size is a text.
   *
   * @param size {@code HEIGHTxWIDTH}, one number for both, or an empty text to keep the image's
   * @throws SettingsException if it is none of these, or a time is out of range
   */
  static SignalOptions of(
      String size,
      boolean grey,
      OrientationRule orientation,
      boolean allowDamaged,
      double fromSecond,
      OptionalDouble seconds) {
    Matcher sides = SIZE.matcher(size.trim());
    boolean isGiven = !size.isBlank();
    if (isGiven && !sides.matches()) {
      throw new SettingsException(
          "--size is " + size + "; expected HEIGHTxWIDTH such as 256x256, or one number for both");
    }
    return new SignalOptions(
        isGiven ? OptionalInt.of(Integer.parseInt(sides.group(1))) : OptionalInt.empty(),
        isGiven
            ? OptionalInt.of(Integer.parseInt(sides.group(sides.group(2) == null ? 1 : 2)))
            : OptionalInt.empty(),
        grey,
        orientation,
        allowDamaged,
        fromSecond,
        seconds);
  }
}
