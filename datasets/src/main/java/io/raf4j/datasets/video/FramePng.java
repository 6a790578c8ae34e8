package io.raf4j.datasets.video;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Frames as PNG files in memory, lossless, grey with 8 bits or RGB with 24 bits a pixel.
 *
 * <p>Stateless and thread-safe.
 */
public final class FramePng {

  private FramePng() {}

  /** Returns a frame as the bytes of a PNG file. */
  public static byte[] encode(Frame frame) {
    boolean grey = frame.channels() == 1;
    int type = grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage image = new BufferedImage(frame.width(), frame.height(), type);
    int[] samples = new int[frame.pixels().length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = frame.pixels()[i] & 0xff;
    }
    image.getRaster().setPixels(0, 0, frame.width(), frame.height(), samples);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // ImageIO.write to a plain stream would put a cache file on disk.
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the frame of a PNG file: grey files of 8 or 16 bits give one channel, all others three.
   *
   * <p>Sixteen bits a component are cut to eight and transparency is dropped.
   *
   * @throws IllegalArgumentException when the bytes are no PNG
   */
  public static Frame decode(byte[] png) {
    BufferedImage image = read(png);
    int width = image.getWidth();
    int height = image.getHeight();
    int channels = image.getColorModel().getNumColorComponents() == 1 ? 1 : 3;
    byte[] pixels = new byte[height * width * channels];
    if (channels == 1) {
      int excessBits = image.getSampleModel().getSampleSize(0) - 8;
      int[] samples = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (samples[i] >> excessBits);
      }
    } else {
      int[] colours = image.getRGB(0, 0, width, height, null, 0, width);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (colours[i / channels] >> 16 - 8 * (i % channels));
      }
    }
    return new Frame(height, width, channels, pixels);
  }

  private static BufferedImage read(byte[] png) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      if (image == null) {
        throw new IllegalArgumentException("png is " + png.length + " bytes that hold no picture");
      }
      return image;
    } catch (IOException e) {
      throw new IllegalArgumentException("png is damaged: " + e.getMessage(), e);
    }
  }
}
