package io.raf4j.datasets.image;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.PendingFile;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures as PNG files, lossless but for the rounding to 8 or 16 bits a component.
 *
 * <p>Stateless and thread-safe. The same picture gives the same bytes.
 */
public final class ImageWriter {

  private ImageWriter() {}

  /**
   * Writes a picture, under a temporary name until it is complete; a file of that name is replaced.
   *
   * @throws MediaException when the folder cannot be written to or the disk is full
   */
  public static void write(Path target, Image image) {
    PendingFile.write(target, file -> Files.write(file, png(image)));
  }

  /**
   * Returns a picture as the bytes of a PNG file, with the image's bits a component.
   *
   * <p>Components are clipped to [0, 1] and rounded to the nearest of the 2^bits levels.
   */
  public static byte[] png(Image image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // ImageIO.write to a plain stream would put a cache file on disk.
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture(image), "png", output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static BufferedImage picture(Image image) {
    int channels = image.channels();
    ColorSpace space =
        ColorSpace.getInstance(channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    int type = image.bits() == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
    ColorModel colours = new ComponentColorModel(space, false, false, Transparency.OPAQUE, type);
    WritableRaster raster = colours.createCompatibleWritableRaster(image.width(), image.height());
    int[] row = new int[image.width() * channels];
    for (int y = 0; y < image.height(); y++) {
      for (int i = 0; i < row.length; i++) {
        row[i] = level(image.values()[y * row.length + i], image.bits());
      }
      raster.setPixels(0, y, image.width(), 1, row);
    }
    return new BufferedImage(colours, raster, false, null);
  }

  private static int level(float value, int bits) {
    int largest = (1 << bits) - 1;
    return (int) Math.max(0, Math.min(largest, Math.round((double) value * largest)));
  }
}
