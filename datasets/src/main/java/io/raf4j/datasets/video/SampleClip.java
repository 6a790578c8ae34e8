package io.raf4j.datasets.video;

import io.raf4j.datasets.video.VideoWriter.Format;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A clip that needs no download: textured discs and boxes that move over a landscape of waves while
 * the camera pans.
 *
 * <p>Everything moves by fractions of pixels and is computed analytically, so that the clip has the
 * smooth motion, sharp edges, shading and texture of a real one. The picture does not depend on its
 * size: a larger clip shows the same scene with more pixels. The same options give the same bytes
 * on any machine.
 *
 * <p>Cost: one to two microseconds a pixel. Immutable and thread-safe.
 */
public final class SampleClip {

  /** Frames a second at which the motion looks natural. */
  public static final double FRAME_RATE = 25;

  private static final int[][] LIGHT = {
    {255, 120, 92}, {255, 221, 120}, {236, 240, 245}, {140, 226, 150}, {120, 190, 255}
  };
  private static final int[][] DARK = {
    {150, 24, 58}, {38, 60, 110}, {110, 48, 140}, {20, 100, 92}, {28, 44, 130}
  };
  private static final double[] DEEP = {26, 66, 88};
  private static final double[] WARM = {222, 164, 108};
  // In picture heights per frame; about one pixel at the default size.
  private static final double PAN_X = 0.0113;
  private static final double SHADOW = 0.035;

  private final Options options;
  private final SampleTexture relief;
  private final SampleTexture tint;
  private final List<SampleSprite> sprites = new ArrayList<>();

  /**
   * Length, size and content of a clip.
   *
   * @param frames 1 or more
   * @param height rows, 1 or more
   * @param width columns, 1 or more
   * @param seed decides the landscape and the orbits
   */
  public record Options(int frames, int height, int width, long seed) {

    /** The clip that the first steps use: 48 frames of 96 x 160. */
    public static final Options DEFAULT = new Options(48, 96, 160, 7);

    /** Checks that there is at least one pixel. */
    public Options {
      requirePositive("frames", frames);
      requirePositive("height", height);
      requirePositive("width", width);
    }

    private static void requirePositive(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " is " + value + "; expected 1 or more");
      }
    }
  }

  /** Makes the clip of some options; nothing is drawn yet. */
  public SampleClip(Options options) {
    this.options = options;
    this.relief = new SampleTexture(stream(0), 14, 0.09, 0.9);
    this.tint = new SampleTexture(stream(1), 5, 0.8, 2.5);
    double aspect = (double) options.width() / options.height();
    for (int i = 0; i < LIGHT.length; i++) {
      double x = aspect * ((i + 0.5) / LIGHT.length - 0.5);
      sprites.add(new SampleSprite(stream(2 + i), i % 2 == 0, x, LIGHT[i], DARK[i]));
    }
  }

  private RandomStream stream(int shard) {
    return RandomStream.of(options.seed(), Purpose.SAMPLE_CLIP, 0, shard);
  }

  /** Writes the clip of some options as MP4. */
  public static void write(Path target, Options options) {
    SampleClip clip = new SampleClip(options);
    FrameTimes times = FrameTimes.atRate(options.frames(), FRAME_RATE);
    try (VideoWriter writer = VideoWriter.open(target, Format.MP4, times)) {
      for (int index = 0; index < options.frames(); index++) {
        writer.write(clip.frame(index));
      }
      writer.finish();
    }
  }

  /** Returns what the clip was made from. */
  public Options options() {
    return options;
  }

  /**
   * Draws one frame in RGB.
   *
   * @param index 0 to frames - 1
   * @throws IllegalArgumentException when the clip has no such frame
   */
  public Frame frame(int index) {
    if (index < 0 || index >= options.frames()) {
      throw new IllegalArgumentException(
          "index is " + index + "; expected 0 to " + (options.frames() - 1));
    }
    List<SampleSprite.Pose> poses = sprites.stream().map(sprite -> sprite.at(index)).toList();
    int height = options.height();
    int width = options.width();
    byte[] pixels = new byte[height * width * 3];
    double[] colour = new double[3];
    for (int i = 0; i < height * width; i++) {
      double x = (i % width + 0.5 - 0.5 * width) / height;
      double y = (i / width + 0.5 - 0.5 * height) / height;
      paintLandscape(colour, x, y, index);
      poses.forEach(pose -> paint(colour, pose, x, y));
      for (int channel = 0; channel < 3; channel++) {
        pixels[3 * i + channel] = (byte) Math.round(clamp(colour[channel], 0, 255));
      }
    }
    return new Frame(height, width, 3, pixels);
  }

  private void paintLandscape(double[] colour, double x, double y, double time) {
    double worldX = x + PAN_X * time;
    double worldY = y + 0.06 * StrictMath.sin(0.045 * time);
    double warmth = clamp(0.5 + 0.8 * tint.at(worldX, worldY), 0, 1);
    double height = 1.3 * relief.at(worldX, worldY);
    // A smooth limit instead of a cut keeps the landscape free of edges.
    double light = 0.82 + 0.42 * height / StrictMath.sqrt(1 + height * height);
    for (int channel = 0; channel < 3; channel++) {
      colour[channel] = light * (DEEP[channel] + (WARM[channel] - DEEP[channel]) * warmth);
    }
  }

  private void paint(double[] colour, SampleSprite.Pose pose, double x, double y) {
    double shadow = clamp(0.5 - pose.distance(x - 0.03, y - 0.045) / SHADOW, 0, 1);
    double cover = clamp(0.5 - pose.distance(x, y) * options.height(), 0, 1);
    for (int channel = 0; channel < 3; channel++) {
      double below = colour[channel] * (1 - 0.4 * shadow);
      double own = cover > 0 ? pose.component(x, y, channel) : 0;
      colour[channel] = below + (own - below) * cover;
    }
  }

  private static double clamp(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }
}
