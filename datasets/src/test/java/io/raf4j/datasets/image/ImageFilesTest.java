package io.raf4j.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.media.MediaException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures through files and back, written by this library and by ImageIO. */
class ImageFilesTest {

  @TempDir private Path folder;

  private static Image noise(int height, int width, int channels, int bits) {
    Random random = new Random(5);
    float[] values = new float[height * width * channels];
    int levels = 1 << bits;
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(levels) / (levels - 1f);
    }
    return new Image(height, width, channels, bits, values);
  }

  private static void assertSame(Image read, Image expected) {
    assertThat(new int[] {read.height(), read.width(), read.channels(), read.bits()})
        .containsExactly(expected.height(), expected.width(), expected.channels(), expected.bits());
    assertThat(read.values()).containsExactly(expected.values());
  }

  private Path written(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("picture." + format);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 8",
    "1, 9, 3, 8",
    "7, 13, 1, 16",
    "7, 13, 3, 16",
    "13, 1, 3, 16",
    "64, 50, 3, 8"
  })
  void pngComesBackExactly(int height, int width, int channels, int bits) {
    Image image = noise(height, width, channels, bits);
    Path file = folder.resolve("own.png");
    ImageWriter.write(file, image);
    assertSame(ImageReader.read(file).value(), image);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY
      })
  void bufferedImagesOfEveryLayoutAreReadComponentByComponent(int type) throws IOException {
    BufferedImage image = new BufferedImage(5, 3, type);
    int channels = image.getRaster().getNumBands();
    int bits = type == BufferedImage.TYPE_USHORT_GRAY ? 16 : 8;
    Image expected = noise(3, 5, channels, bits);
    float largest = (1 << bits) - 1;
    for (int i = 0; i < expected.values().length; i++) {
      int level = Math.round(expected.values()[i] * largest);
      image.getRaster().setSample(i / channels % 5, i / channels / 5, i % channels, level);
    }
    assertSame(ImageReader.read(written(image, "png")).value(), expected);
    if (bits == 8) {
      assertSame(ImageReader.read(written(image, "bmp")).value(), expected);
    }
  }

  @Test
  void transparencyIsDropped() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00ff8000);
    image.setRGB(1, 0, 0x80336699);
    Image read = ImageReader.read(written(image, "png")).value();
    assertThat(read.channels()).isEqualTo(3);
    assertThat(read.values()).containsExactly(1, 128 / 255f, 0, 0.2f, 0.4f, 0.6f);
  }

  @Test
  void paletteOfGreysIsGreyAndOneOfColoursIsNot() throws IOException {
    byte[] ramp = {0, 85, (byte) 170, (byte) 255};
    byte[] other = {0, 85, (byte) 170, 0};
    for (byte[] blue : new byte[][] {ramp, other}) {
      IndexColorModel palette = new IndexColorModel(2, 4, ramp, ramp, blue);
      BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
      for (int x = 0; x < 4; x++) {
        image.getRaster().setSample(x, 0, 0, x);
      }
      Image read = ImageReader.read(written(image, "png")).value();
      assertThat(read.channels()).isEqualTo(blue == ramp ? 1 : 3);
      assertThat(read.values()[read.channels()]).isEqualTo(85 / 255f);
    }
  }

  @Test
  void blackAndWhitePngIsGrey() throws IOException {
    BufferedImage image = new BufferedImage(9, 2, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(3, 1, 0xffffff);
    Image read = ImageReader.read(written(image, "png")).value();
    assertThat(read.channels()).isEqualTo(1);
    assertThat(read.values()[12]).isEqualTo(1);
    assertThat(read.values()[11]).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY})
  void jpegIsCloseToThePicture(int type) throws IOException {
    BufferedImage image = new BufferedImage(48, 32, type);
    for (int i = 0; i < 48 * 32; i++) {
      int level = 40 + i % 48 * 3 + i / 48;
      for (int band = 0; band < image.getRaster().getNumBands(); band++) {
        image.getRaster().setSample(i % 48, i / 48, band, level);
      }
    }
    Image read = ImageReader.read(written(image, "jpg")).value();
    assertThat(read.channels()).isEqualTo(image.getRaster().getNumBands());
    for (int i = 0; i < 48 * 32; i++) {
      float level = (40 + i % 48 * 3 + i / 48) / 255f;
      assertThat(Math.abs(read.values()[i * read.channels()] - level)).isLessThan(0.03f);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp"})
  void pictureThatEndsEarlyIsRefused(String format) throws IOException {
    Random random = new Random(1);
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, random.nextInt());
    }
    byte[] bytes = Files.readAllBytes(written(image, format));
    for (int cut : new int[] {bytes.length / 2, bytes.length * 9 / 10, 30}) {
      Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, cut));
      assertThatThrownBy(() -> ImageReader.read(file))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining("is damaged");
    }
  }

  @Test
  void whatIsNoPictureIsNamed() throws IOException {
    Path missing = folder.resolve("missing.png");
    assertRefused(missing, "no such file: " + missing);
    Path empty = Files.createFile(folder.resolve("empty.png"));
    assertRefused(empty, empty + " is empty (0 bytes)");
    Path text = Files.writeString(folder.resolve("text.png"), "This is not a picture.\n");
    assertRefused(
        text, text + " is no picture in a format that is read; expected PNG, JPEG, BMP or TIFF");
  }

  @Test
  void writerLeavesNothingBehindAndWritesTheSameBytes() throws IOException {
    Path file = folder.resolve("own.png");
    Image image = noise(4, 6, 3, 16);
    ImageWriter.write(file, image);
    assertThat(Files.readAllBytes(file)).isEqualTo(ImageWriter.png(image));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThatThrownBy(() -> ImageWriter.write(folder.resolve("missing/own.png"), image))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("cannot be written");
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> ImageReader.read(file))
        .isInstanceOf(MediaException.class)
        .hasMessage(message);
  }
}
