package io.raf4j.datasets.image;

import io.raf4j.datasets.media.HeapRoom;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.MediaFile;
import io.raf4j.datasets.media.Orientation;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.media.Reading;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Pictures from files: PNG, JPEG, BMP, TIFF and whatever else ImageIO of this Java reads.
 *
 * <p>Grey files and palettes of greys alone give one channel, all others three; files with 16 bits
 * a component keep them. Transparency is dropped, which leaves the colour that lies beneath it.
 *
 * <p>Components are those of sRGB, whatever the format: where a file embeds an ICC profile they are
 * converted by it, as {@link ColourProfile} says, the tone curve of grey pictures included; where
 * it embeds none they are taken as they are stored. A PNG's gAMA chunk alone is not applied. Where
 * a file says how the picture has to be turned (Exif, TIFF) it is turned, unless it is asked for as
 * it is stored. Each of these is noted, and so is a profile that cannot be used.
 *
 * <p>Memory is asked for before it is taken: the decoded picture, and 4 bytes a component, twice
 * for a picture that is turned. Stateless and thread-safe. The same file gives the same bits.
 */
public final class ImageReader {

  private static final double STANDARD_GAMMA = 1 / 2.2;
  private static final double GAMMA_TOLERANCE = 0.01;

  private ImageReader() {}

  /**
   * Reads a picture as it is shown.
   *
   * @throws MediaException when there is no such file, it is empty, no picture, damaged or cut off,
   *     its colours are neither grey nor RGB, or it does not fit into memory
   */
  public static Reading<Image> read(Path path) {
    return read(path, OrientationRule.SHOWN);
  }

  /**
   * Reads a picture.
   *
   * @param rule whether it is turned as its file says
   * @throws MediaException as {@link #read(Path)}
   */
  public static Reading<Image> read(Path path, OrientationRule rule) {
    MediaFile.require(path);
    try (ImageInputStream file = new FileImageInputStream(path.toFile())) {
      PictureTags tags = PictureTags.of(file);
      return read(path, tags.unconverted(file), tags, rule);
    } catch (IOException e) {
      throw new MediaException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Reading<Image> read(
      Path path, ImageInputStream stream, PictureTags tags, OrientationRule rule) {
    Iterator<javax.imageio.ImageReader> readers = ImageIO.getImageReaders(stream);
    if (!readers.hasNext()) {
      throw new MediaException(
          path + " is no picture in a format that is read; expected PNG, JPEG, BMP or TIFF");
    }
    javax.imageio.ImageReader reader = readers.next();
    try {
      reader.setInput(stream, true, true);
      return finish(image(decode(path, reader, tags), path), tags, rule);
    } finally {
      reader.dispose();
    }
  }

  /** Gives components their colours and turns the picture. */
  private static Reading<Image> finish(Image stored, PictureTags tags, OrientationRule rule) {
    List<String> notes = new ArrayList<>();
    tags.profile().ifPresent(icc -> convert(stored, icc, notes));
    tags.gamma()
        .filter(gamma -> Math.abs(gamma - STANDARD_GAMMA) > GAMMA_TOLERANCE)
        .ifPresent(
            gamma ->
                notes.add(
                    "the image states a gamma of "
                        + gamma
                        + " (gAMA), which is not applied: its components are taken as sRGB"));
    if (tags.orientation() == Orientation.UPRIGHT) {
      return new Reading<>(stored, notes);
    }
    boolean isTurned = rule == OrientationRule.SHOWN;
    notes.add(
        isTurned
            ? "the image is " + tags.orientation().inWords() + ", as its file says"
            : "the image is left as it is stored; shown it is " + tags.orientation().inWords());
    return new Reading<>(isTurned ? stored.turned(tags.orientation()) : stored, notes);
  }

  /** Converts the components of an image that nobody else has, in place. */
  private static void convert(Image image, byte[] icc, List<String> notes) {
    try {
      ColourProfile profile = ColourProfile.of(icc, image.channels());
      if (!profile.isStandard()) {
        profile.convert(image.values());
        notes.add("the colours are converted to sRGB from the profile that the image embeds");
      }
    } catch (IllegalArgumentException e) {
      notes.add(
          "the colour profile that the image embeds cannot be used ("
              + e.getMessage()
              + "): its components are taken as sRGB");
    }
  }

  private static BufferedImage decode(
      Path path, javax.imageio.ImageReader reader, PictureTags tags) {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    BufferedImage image;
    try {
      requireRoom(path, reader, tags);
      image = reader.read(0);
    } catch (MediaException e) {
      throw e;
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

  /** Refuses a picture by its header, before its pixels are allocated. */
  private static void requireRoom(Path path, javax.imageio.ImageReader reader, PictureTags tags)
      throws IOException {
    int height = reader.getHeight(0);
    int width = reader.getWidth(0);
    ImageTypeSpecifier raw = reader.getRawImageType(0);
    ImageTypeSpecifier type = raw == null ? reader.getImageTypes(0).next() : raw;
    SampleModel samples = type.getSampleModel();
    long pixels = (long) height * width;
    int channels = samples.getNumBands() == 1 && !isPalette(type) ? 1 : 3;
    String what = path + ", an image of " + width + " x " + height + " pixels,";
    if (pixels * Math.max(channels, samples.getNumBands()) > HeapRoom.MOST_ELEMENTS) {
      throw new MediaException(
          String.format(
              "%s has more than the %,d components that fit into an array; make it smaller first",
              what, HeapRoom.MOST_ELEMENTS));
    }
    long decoded =
        (long) samples.getNumDataElements()
            * DataBuffer.getDataTypeSize(samples.getDataType())
            / Byte.SIZE;
    // A palette's colours are taken apart from whole numbers of 4 bytes.
    long perPixel = decoded + (isPalette(type) ? Integer.BYTES : 0);
    int copies = tags.orientation() == Orientation.UPRIGHT ? 1 : 2;
    HeapRoom.require(
        pixels * (perPixel + (long) Float.BYTES * channels * copies),
        what,
        "make it smaller first with another program");
  }

  private static boolean isPalette(ImageTypeSpecifier type) {
    return type.getColorModel() instanceof IndexColorModel;
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
