package io.raf4j.datasets.image;

import io.raf4j.datasets.media.Orientation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What the file of a picture says beside its pixels: how it has to be turned and which colours its
 * components are.
 *
 * <p>JPEG keeps them in its segments APP1 (Exif) and APP2 (ICC), PNG in its chunks eXIf, iCCP, gAMA
 * and sRGB, TIFF in its tags 274 and 34675. What is damaged counts as not being there; of a damaged
 * profile that is said.
 *
 * @param orientation upright where there is no word of it
 * @param profile bytes of the embedded ICC profile; empty bytes where it is damaged
 * @param gamma of a PNG that states one and neither a profile nor sRGB: the power by which
 *     components come from light
 */
record PictureTags(Orientation orientation, Optional<byte[]> profile, Optional<Double> gamma) {

  static final PictureTags NONE =
      new PictureTags(Orientation.UPRIGHT, Optional.empty(), Optional.empty());

  private static final int JPEG = 0xffd8;
  private static final int PNG = 0x8950;

  /** Reads the tags of a file from its first byte; the stream is left anywhere. */
  static PictureTags of(ImageInputStream in) throws IOException {
    in.setByteOrder(ByteOrder.BIG_ENDIAN);
    in.seek(0);
    int magic = in.length() < 8 ? 0 : in.readUnsignedShort();
    return switch (magic) {
      case JPEG -> new JpegSegments(in).tags();
      case PNG -> new PngChunks(in).tags();
      case TiffTags.LITTLE_ENDIAN, TiffTags.BIG_ENDIAN -> ofTiff(in);
      default -> NONE;
    };
  }

  /** Returns a file, at its first byte, as ImageIO gives its components without converting them. */
  ImageInputStream unconverted(ImageInputStream in) throws IOException {
    in.setByteOrder(ByteOrder.BIG_ENDIAN);
    in.seek(0);
    boolean isJpeg = in.length() > 2 && in.readUnsignedShort() == JPEG;
    in.seek(0);
    return isJpeg && profile.isPresent() ? new JpegSegments(in).withoutProfile() : in;
  }

  private static PictureTags ofTiff(ImageInputStream in) {
    TiffTags tags = TiffTags.read(in);
    return new PictureTags(tags.orientation(), tags.profile(), Optional.empty());
  }

  /** Returns the orientation in an Exif block, upright where it cannot be read. */
  static Orientation ofExif(byte[] exif) {
    return TiffTags.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(exif)))
        .orientation();
  }
}
