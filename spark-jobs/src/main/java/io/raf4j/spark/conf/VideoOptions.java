package io.raf4j.spark.conf;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What part of a clip is reconstructed, and at what size.
 *
 * @param frames the range, or nothing for the whole clip
 * @param scale factor of both sides of a frame, above 0 and at most 4
 * @param grey whether colours are dropped
 * @param shards files that the pixels are cut into
 * @param reportFrames frames shown in the report
 */
public record VideoOptions(
    Optional<FrameRange> frames, double scale, boolean grey, int shards, int reportFrames) {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9}):(\\d{1,9})");

  /**
   * Frames from {@code first} (included) to {@code end} (excluded), counted from 0.
   *
   * @param first not negative
   * @param end above first
   */
  public record FrameRange(int first, int end) {
    /** Checks the order. */
    public FrameRange {
      if (first < 0 || end <= first) {
        throw new SettingsException(
            "--frames is " + first + ":" + end + "; expected A:B with 0 <= A < B");
      }
    }

    /** Returns how many frames there are. */
    public int count() {
      return end - first;
    }

    @Override
    public String toString() {
      return first + ":" + end;
    }
  }

  /** Checks every number. */
  public VideoOptions {
    if (!(scale > 0 && scale <= 4)) {
      throw new SettingsException("--scale is " + scale + "; expected above 0 and at most 4");
    }
    if (shards < 1) {
      throw new SettingsException("--set shards=" + shards + ": expected at least 1");
    }
    if (reportFrames < 1) {
      throw new SettingsException("--set report-frames=" + reportFrames + ": expected at least 1");
    }
  }

  /** Reads the options from settings. */
  public static VideoOptions of(Settings settings) {
    return new VideoOptions(
        range(settings.text(Key.FRAMES)),
        settings.decimal(Key.SCALE),
        settings.flag(Key.GREY),
        settings.integer(Key.SHARDS),
        settings.integer(Key.REPORT_FRAMES));
  }

  private static Optional<FrameRange> range(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    Matcher matcher = RANGE.matcher(text.trim());
    if (!matcher.matches()) {
      throw new SettingsException(
          "--frames is " + text + "; expected A:B, two frame numbers with 0 <= A < B");
    }
    return Optional.of(
        new FrameRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
  }

  /**
   * Returns the range within a clip.
   *
   * @param clipFrames frames of the clip
   * @throws SettingsException when the range leaves the clip
   */
  public FrameRange within(int clipFrames) {
    FrameRange range = frames.orElse(new FrameRange(0, clipFrames));
    if (range.end() > clipFrames) {
      throw new SettingsException(
          "--frames is " + range + ", but the clip has " + clipFrames + " frames (0:" + clipFrames
              + ")");
    }
    return range;
  }
}
