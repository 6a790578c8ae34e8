package io.raf4j.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.Orientation;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.media.Reading;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that say how they are to be turned and which colours their components are. */
class PictureTagsTest {

  private static final int HEIGHT = 24;
  private static final int WIDTH = 32;

  @TempDir private Path folder;

  /** Smooth colours, which JPEG keeps well. */
  private static BufferedImage picture() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, (60 + 4 * x) << 16 | (70 + 5 * y) << 8 | (200 - 3 * x - y));
      }
    }
    return image;
  }

  private static byte[] bytes(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /** Puts a chunk behind a PNG's header. */
  private static byte[] withChunk(byte[] png, String type, byte[] content) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + content.length);
    chunk.putInt(content.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, 4 + content.length);
    chunk.putInt((int) sum.getValue());
    return inserted(png, 33, chunk.array());
  }

  /** Puts a segment behind a JPEG's first marker. */
  private static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    ByteBuffer segment = ByteBuffer.allocate(4 + content.length);
    segment.putShort((short) marker).putShort((short) (2 + content.length)).put(content);
    return inserted(jpeg, 2, segment.array());
  }

  private static byte[] inserted(byte[] bytes, int at, byte[] more) {
    ByteBuffer all = ByteBuffer.allocate(bytes.length + more.length);
    return all.put(bytes, 0, at).put(more).put(bytes, at, bytes.length - at).array();
  }

  private static byte[] exif(int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26);
    tiff.putShort((short) 0x4d4d).putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation);
    return tiff.array();
  }

  private static byte[] joined(String name, byte[] content) {
    byte[] start = name.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(start.length + content.length).put(start).put(content).array();
  }

  private static byte[] iccChunk(byte[] icc) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(icc);
    }
    return joined("name\0\0", packed.toByteArray());
  }

  /** The picture with a profile, as PNG, JPEG (in two segments) or TIFF. */
  private Path withProfile(BufferedImage image, String format, byte[] icc) throws IOException {
    byte[] plain = bytes(image, format);
    byte[] with =
        switch (format) {
          case "png" -> withChunk(plain, "iCCP", iccChunk(icc));
          case "jpg" -> {
            int half = icc.length / 2;
            byte[] first = Arrays.copyOf(icc, half);
            byte[] second = Arrays.copyOfRange(icc, half, icc.length);
            byte[] end = withSegment(plain, 0xffe2, joined("ICC_PROFILE\0\2\2", second));
            yield withSegment(end, 0xffe2, joined("ICC_PROFILE\0\1\2", first));
          }
          default -> TiffTag.with(plain, 34_675, 7, icc);
        };
    return Files.write(folder.resolve("profile." + format), with);
  }

  private Path plain(BufferedImage image, String format) throws IOException {
    return Files.write(folder.resolve("plain." + format), bytes(image, format));
  }

  @ParameterizedTest
  @EnumSource(Orientation.class)
  void pictureIsTurnedAsItsFileSays(Orientation orientation) throws IOException {
    byte[] exif = exif(orientation.ordinal() + 1);
    byte[] segment = joined("Exif\0\0", exif);
    Path jpeg = plain(picture(), "jpg");
    Path png = plain(picture(), "png");
    Image ofJpeg = ImageReader.read(jpeg).value();
    Image ofPng = ImageReader.read(png).value();
    Files.write(jpeg, withSegment(Files.readAllBytes(jpeg), 0xffe1, segment));
    Files.write(png, withChunk(Files.readAllBytes(png), "eXIf", exif));
    Path tiff = folder.resolve("turned.tif");
    byte[] tag = {0, (byte) (orientation.ordinal() + 1)};
    Files.write(tiff, TiffTag.with(bytes(picture(), "tif"), 274, 3, tag));
    assertTurned(ImageReader.read(jpeg), ofJpeg, orientation);
    assertTurned(ImageReader.read(png), ofPng, orientation);
    assertTurned(ImageReader.read(tiff), ofPng, orientation);
    Reading<Image> stored = ImageReader.read(png, OrientationRule.STORED);
    assertThat(stored.value().values()).containsExactly(ofPng.values());
    assertThat(stored.notes()).hasSize(orientation == Orientation.UPRIGHT ? 0 : 1);
  }

  private static void assertTurned(Reading<Image> read, Image plain, Orientation orientation) {
    Image image = read.value();
    boolean swaps = orientation.ordinal() >= 4;
    assertThat(image.height()).isEqualTo(swaps ? WIDTH : HEIGHT);
    // Exif names the corner at which the first stored pixel is shown: rows, then columns.
    boolean atBottom = Arrays.asList(3, 4, 7, 8).contains(orientation.ordinal() + 1);
    boolean atRight = Arrays.asList(2, 3, 6, 7).contains(orientation.ordinal() + 1);
    int row = atBottom ? image.height() - 1 : 0;
    int column = atRight ? image.width() - 1 : 0;
    int at = 3 * (row * image.width() + column);
    assertThat(Arrays.copyOfRange(image.values(), at, at + 3))
        .containsExactly(Arrays.copyOf(plain.values(), 3));
    if (orientation == Orientation.UPRIGHT) {
      assertThat(read.notes()).isEmpty();
    } else {
      assertThat(read.notes())
          .containsExactly("the image is " + orientation.inWords() + ", as its file says");
    }
  }

  @Test
  void rubbishInTagsLeavesThePictureUpright() throws IOException {
    byte[] jpeg = bytes(picture(), "jpg");
    Image plain = ImageReader.read(plain(picture(), "jpg")).value();
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      byte[] exif = exif(6);
      if (i % 2 == 0) {
        exif = Arrays.copyOf(exif, random.nextInt(18));
      } else {
        exif[random.nextInt(14)] ^= (byte) (1 + random.nextInt(255));
      }
      byte[] bytes = withSegment(jpeg, 0xffe1, joined("Exif\0\0", exif));
      Path file = Files.write(folder.resolve("rubbish.jpg"), bytes);
      assertThat(ImageReader.read(file).value().values()).hasSameSizeAs(plain.values());
    }
    Path none = folder.resolve("none.jpg");
    Files.write(none, withSegment(jpeg, 0xffe1, joined("Exif\0\0", exif(9))));
    assertThat(ImageReader.read(none).notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "tif"})
  void coloursOfAnEmbeddedProfileBecomeThoseOfSrgb(String format) throws IOException {
    BufferedImage picture = picture();
    Image plain = ImageReader.read(plain(picture, format)).value();
    Reading<Image> read = ImageReader.read(withProfile(picture, format, Profiles.displayP3()));
    assertThat(read.notes())
        .containsExactly(
            "the colours are converted to sRGB from the profile that the image embeds");
    for (int i = 0; i < plain.values().length; i += 3) {
      double[] expected = Profiles.srgbOfDisplayP3(plain.values(), i);
      for (int k = 0; k < 3; k++) {
        assertThat(Math.abs(read.value().values()[i + k] - expected[k])).isLessThan(1e-3);
      }
    }
  }

  @Test
  void sixteenBitsStaySixteen() throws IOException {
    Path file = folder.resolve("deep.png");
    float[] values = new float[3 * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = (20_000 + 100 * i) / 65_535f;
    }
    ImageWriter.write(file, new Image(8, 8, 3, 16, values));
    Files.write(file, withChunk(Files.readAllBytes(file), "iCCP", iccChunk(Profiles.displayP3())));
    Image read = ImageReader.read(file).value();
    assertThat(read.bits()).isEqualTo(16);
    for (int i = 0; i < values.length; i += 3) {
      double[] expected = Profiles.srgbOfDisplayP3(values, i);
      for (int k = 0; k < 3; k++) {
        assertThat(Math.abs(read.values()[i + k] - expected[k])).isLessThan(2e-4);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "tif"})
  void profileOfSrgbChangesNoBit(String format) throws IOException {
    Image plain = ImageReader.read(plain(picture(), format)).value();
    byte[] java = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    for (byte[] icc : new byte[][] {java, Profiles.srgb()}) {
      Reading<Image> read = ImageReader.read(withProfile(picture(), format, icc));
      assertThat(read.value().values()).containsExactly(plain.values());
      assertThat(read.notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "tif"})
  void greyOfItsOwnToneCurveBecomesThatOfSrgb(String format) throws IOException {
    BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      grey.getRaster().setSample(i % WIDTH, i / WIDTH, 0, 7 * (i % WIDTH));
    }
    Image plain = ImageReader.read(plain(grey, format)).value();
    Image read = ImageReader.read(withProfile(grey, format, Profiles.grey(1.8))).value();
    assertThat(read.channels()).isEqualTo(1);
    for (int i = 0; i < read.values().length; i++) {
      double expected = ToneCurve.srgb(Math.pow(plain.values()[i], 461 / 256d));
      assertThat(Math.abs(read.values()[i] - expected)).isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "tif"})
  void profileThatCannotBeUsedIsTold(String format) throws IOException {
    Image plain = ImageReader.read(plain(picture(), format)).value();
    byte[] half = Arrays.copyOf(Profiles.displayP3(), 200);
    for (byte[] icc : new byte[][] {half, new byte[300], Profiles.grey(2)}) {
      Reading<Image> read = ImageReader.read(withProfile(picture(), format, icc));
      assertThat(read.value().values()).containsExactly(plain.values());
      assertThat(read.notes()).hasSize(1);
      assertThat(read.notes().get(0))
          .startsWith("the colour profile that the image embeds cannot be used");
    }
  }

  @Test
  void gammaOfPngAloneIsToldAndNotApplied() throws IOException {
    byte[] png = bytes(picture(), "png");
    Path file = folder.resolve("gamma.png");
    Image plain = ImageReader.read(plain(picture(), "png")).value();
    for (int gamma : new int[] {100_000, 45_455}) {
      byte[] content = ByteBuffer.allocate(4).putInt(gamma).array();
      Files.write(file, withChunk(png, "gAMA", content));
      Reading<Image> read = ImageReader.read(file);
      assertThat(read.value().values()).containsExactly(plain.values());
      assertThat(read.notes()).hasSize(gamma == 100_000 ? 1 : 0);
    }
  }

  @Test
  void pictureThatDoesNotFitIsRefusedByItsHeader() throws IOException {
    byte[] png = bytes(picture(), "png");
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 60_000).putInt(20, 60_000);
    CRC32 sum = new CRC32();
    sum.update(png, 12, 17);
    header.putInt(29, (int) sum.getValue());
    Path file = Files.write(folder.resolve("huge.png"), png);
    assertThatThrownBy(() -> ImageReader.read(file))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("an image of 60000 x 60000 pixels, has more than the 2,147,483,639");
  }
}
