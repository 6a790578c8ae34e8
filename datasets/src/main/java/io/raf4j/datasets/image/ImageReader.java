package io.raf4j.datasets.image;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.MediaFile;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Pictures from files: PNG, JPEG, BMP and whatever else ImageIO of this Java reads.
 *
 * <p>Grey files and palettes of greys alone give one channel, all others three; files with 16 bits
 * a component keep them. Components are taken as they are stored: colour profiles are not applied,
 * and tags that turn the picture are ignored. Transparency is dropped, which leaves the colour that
 * lies beneath it.
 *
 * <p>Stateless and thread-safe. The same file gives the same bits.
 */
public final class ImageReader {

  private ImageReader() {}

  /**
   * Reads a picture.
   *
   * @throws MediaException when there is no such file, it is empty, no picture, damaged or cut off,
   *     or its colours are neither grey nor RGB
   */
  public static Image read(Path path) {
    MediaFile.require(path);
    try (ImageInputStream stream = new FileImageInputStream(path.toFile())) {
      Iterator<javax.imageio.ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new MediaException(
            path + " is no picture in a format that is read; expected PNG, JPEG or BMP");
      }
      javax.imageio.ImageReader reader = readers.next();
      try {
        return image(decode(path, reader, stream), path);
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw new MediaException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static BufferedImage decode(
      Path path, javax.imageio.ImageReader reader, ImageInputStream stream) {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    reader.setInput(stream, true, true);
    BufferedImage image;
    try {
      image = reader.read(0);
    } catch (IOException | RuntimeException e) {
      // ImageIO's readers meet damaged files with exceptions of many kinds.
      throw new MediaException(path + " is damaged or not supported: " + e.getMessage(), e);
    }
    for (String warning : warnings) {
      if (tellsDamage(warning)) {
        throw new MediaException(path + " is damaged: " + warning);
      }
    }
    return image;
  }

  /** The JPEG reader fills what is missing with grey and says so in a warning only. */
  private static boolean tellsDamage(String warning) {
    String words = warning.toLowerCase(Locale.ROOT);
    return words.contains("truncated") || words.contains("premature") || words.contains("corrupt");
  }

  private static Image image(BufferedImage picture, Path path) {
    ColorModel colours = picture.getColorModel();
    if (colours instanceof ComponentColorModel) {
      return components(picture, path);
    }
    int channels = colours instanceof IndexColorModel palette && isGrey(palette) ? 1 : 3;
    int height = picture.getHeight();
    int width = picture.getWidth();
    int[] packed = picture.getRGB(0, 0, width, height, null, 0, width);
    float[] values = new float[Math.multiplyExact(packed.length, channels)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (packed[i / channels] >> 16 - 8 * (i % channels) & 0xff) / 255f;
    }
    return new Image(height, width, channels, 8, values);
  }

  private static boolean isGrey(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }

  /** Takes the components themselves: getRGB would cut them to 8 bits and bend greys. */
  private static Image components(BufferedImage picture, Path path) {
    ColorModel colours = picture.getColorModel();
    int space = colours.getColorSpace().getType();
    int type = colours.getTransferType();
    if ((space != ColorSpace.TYPE_GRAY && space != ColorSpace.TYPE_RGB)
        || (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT)) {
      throw new MediaException(
          path + " has colours that are not supported; expected grey or RGB of 8 or 16 bits");
    }
    int channels = space == ColorSpace.TYPE_GRAY ? 1 : 3;
    int stored = colours.getComponentSize(0);
    int height = picture.getHeight();
    int width = picture.getWidth();
    float[] values = new float[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
    Raster raster = picture.getRaster();
    float largest = (1 << stored) - 1;
    int[] row = new int[width];
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < height; y++) {
        raster.getSamples(0, y, width, 1, channel, row);
        for (int x = 0; x < width; x++) {
          values[(y * width + x) * channels + channel] = row[x] / largest;
        }
      }
    }
    return new Image(height, width, channels, stored > 8 ? 16 : 8, values);
  }
}
