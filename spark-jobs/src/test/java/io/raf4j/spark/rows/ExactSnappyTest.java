package io.raf4j.spark.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputDecompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

/** Pages that hold what their headers say, and others. */
class ExactSnappyTest {

  private static final byte[] PAGE =
      "a page of a column of a file of rows".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @EnumSource(names = {"SNAPPY", "UNCOMPRESSED"})
  void pageHoldsExactlyWhatItsHeaderSays(CompressionCodecName codec) throws IOException {
    BytesInputDecompressor unpacking = new ExactSnappy().getDecompressor(codec);
    byte[] stored = codec == CompressionCodecName.SNAPPY ? Snappy.compress(PAGE) : PAGE;
    assertThat(unpacking.decompress(BytesInput.from(stored), PAGE.length).toByteArray())
        .isEqualTo(PAGE);
    ByteBuffer out = ByteBuffer.allocate(PAGE.length);
    unpacking.decompress(ByteBuffer.wrap(stored), stored.length, out, PAGE.length);
    assertThat(out.array()).isEqualTo(PAGE);
    for (int other : new int[] {0, PAGE.length - 1, PAGE.length + 1}) {
      assertThatThrownBy(() -> unpacking.decompress(BytesInput.from(stored), other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a page holds 36 bytes; its header says " + other);
    }
  }

  @Test
  void pageThatSaysMoreOfItselfThanSnappyCanPackIsRefusedBeforeThereIsRoomForIt() {
    // The length of what is packed comes first, seven bits a byte.
    byte[] small = {(byte) 0x80, (byte) 0x80, (byte) 0x80, 1, 0, 0};
    BytesInputDecompressor unpacking =
        new ExactSnappy().getDecompressor(CompressionCodecName.SNAPPY);
    assertThatThrownBy(() -> unpacking.decompress(BytesInput.from(small), 1 << 21))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2097152 bytes of a page are packed in 6, which cannot be");
  }

  @Test
  void otherCodecsAreRefused() {
    assertThatThrownBy(() -> new ExactSnappy().getDecompressor(CompressionCodecName.GZIP))
        .hasMessageContaining("pages are packed by GZIP; expected SNAPPY");
  }
}
