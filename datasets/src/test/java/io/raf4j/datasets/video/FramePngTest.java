package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that frames survive PNG byte by byte. */
class FramePngTest {

  @ParameterizedTest
  @CsvSource({"1,1,1", "1,1,3", "7,13,1", "7,13,3", "64,33,3"})
  void framesComeBackAsTheyWere(int height, int width, int channels) {
    Frame frame = Clips.moving(1, height, width, channels).get(0);
    Frame back = FramePng.decode(FramePng.encode(frame));
    assertThat(back.height()).isEqualTo(height);
    assertThat(back.width()).isEqualTo(width);
    assertThat(back.channels()).isEqualTo(channels);
    assertThat(back.pixels()).isEqualTo(frame.pixels());
  }

  @Test
  void fileStartsWithTheSignatureOfPng() {
    byte[] png = FramePng.encode(Clips.plain(3, 3, 9));
    assertThat(png).startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n');
  }

  @Test
  void transparencyIsDropped() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x80_10_20_30);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    assertThat(FramePng.decode(bytes.toByteArray()).pixels()).containsExactly(0x10, 0x20, 0x30);
  }

  @Test
  void sixteenBitGreyIsCutToEight() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 0xffff);
    image.getRaster().setSample(1, 0, 0, 0x1234);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    assertThat(FramePng.decode(bytes.toByteArray()).pixels()).containsExactly(0xff, 0x12);
  }

  @Test
  void otherBytesAreRefused() {
    assertThatThrownBy(() -> FramePng.decode(new byte[100]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("png is 100 bytes that hold no picture");
  }
}
