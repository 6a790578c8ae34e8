package io.raf4j.spark.video;

import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.SignalOptions;

/**
 * What part of a clip is reconstructed, and at what size.
 *
 * @param frames the range, {@link FrameRange#ALL} for the whole clip
 * @param scale factor of both sides of a frame, 0.01 to 1
 * @param grey whether colours are dropped
 * @param orientation whether frames are turned as the clip says
 * @param allowDamaged whether a clip of which some is missing or damaged is learned
 * @param shards files that the pixels are cut into
 * @param reportFrames frames shown in the report
 */
public record VideoOptions(
    FrameRange frames,
    double scale,
    boolean grey,
    OrientationRule orientation,
    boolean allowDamaged,
    int shards,
    int reportFrames) {

  /** Checks every number. */
  public VideoOptions {
    Key.SCALE.require(scale);
    Key.SHARDS.require(shards);
    Key.REPORT_FRAMES.require(reportFrames);
  }

  /** Reads the options from settings. */
  public static VideoOptions of(Settings settings) {
    return new VideoOptions(
        range(settings.text(Key.FRAMES)),
        settings.decimal(Key.SCALE),
        settings.flag(Key.GREY),
        SignalOptions.orientation(settings.text(Key.ORIENTATION)),
        settings.flag(Key.ALLOW_DAMAGED),
        settings.integer(Key.SHARDS),
        settings.integer(Key.REPORT_FRAMES));
  }

  private static FrameRange range(String text) {
    try {
      return text.isBlank() ? FrameRange.ALL : FrameRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--frames is " + text + ": " + e.getMessage(), e);
    }
  }

  /** Returns the channels of a decoded frame. */
  public int channels() {
    return grey ? 1 : 3;
  }
}
