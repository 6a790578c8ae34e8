package io.raf4j.datasets.video;

/**
 * One picture of a clip, as bytes.
 *
 * <p>{@code pixels: [height, width, channels]}, row-major, channel last, each component 0 to 255 as
 * an unsigned byte; one channel is grey, three are red, green, blue. The array is not copied: a
 * frame belongs to whoever made it.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 (grey) or 3 (RGB)
 * @param pixels {@code height * width * channels} components
 */
public record Frame(int height, int width, int channels, byte[] pixels) {

  /** Checks that the picture has at least one pixel and as many bytes as its shape says. */
  public Frame {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "frame is " + height + " x " + width + "; expected at least 1 x 1");
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels is " + channels + "; expected 1 or 3");
    }
    if (pixels.length != height * width * channels) {
      throw new IllegalArgumentException(
          "pixels has " + pixels.length + " bytes; expected " + height * width * channels);
    }
  }

  /**
   * Returns one component scaled to [0, 1].
   *
   * @param row 0 to height - 1
   * @param column 0 to width - 1
   * @param channel 0 to channels - 1
   */
  public float component(int row, int column, int channel) {
    return (pixels[(row * width + column) * channels + channel] & 0xff) / 255f;
  }
}
