package io.raf4j.datasets.image;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The colours that an embedded ICC profile gives to components, as components of sRGB.
 *
 * <p>Profiles of tone curves and a matrix (Display P3, Adobe RGB and nearly all others), and those
 * of a grey curve, are computed in double precision; those of tables by the colour management of
 * Java, with 16 bits. What lies outside sRGB is clipped. A profile that changes no component by
 * more than two and a half steps of 8 bits, as the roundings within profiles do, is taken for sRGB
 * itself, and changes nothing.
 *
 * <p>Immutable and thread-safe.
 */
final class ColourProfile {

  /** From light in the colours of sRGB to the connection space (XYZ under D50), by columns. */
  private static final double[][] SRGB = {
    {0.4360747, 0.2225045, 0.0139322},
    {0.3850649, 0.7168786, 0.0971045},
    {0.1430804, 0.0606169, 0.7141733}
  };

  private static final double TOLERANCE = 2.5 / 255;
  private static final int PROBES = 16;
  private static final int ROW = 1 << 14;

  private final int channels;
  private final Conversion conversion;

  /** Turns components of a profile into those of sRGB, in place. */
  @FunctionalInterface
  private interface Conversion {

    /** Converts whole pixels. */
    void apply(float[] components);
  }

  private ColourProfile(int channels, Conversion conversion) {
    this.channels = channels;
    this.conversion = conversion;
  }

  /**
   * Reads a profile.
   *
   * @param channels of the picture, 1 or 3
   * @throws IllegalArgumentException when it is damaged or not one for so many channels
   */
  static ColourProfile of(byte[] icc, int channels) {
    ICC_Profile profile;
    int components;
    try {
      profile = ICC_Profile.getInstance(icc);
      components = profile.getNumComponents();
    } catch (CMMException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    if (components != channels) {
      throw new IllegalArgumentException(
          "the profile is one of " + components + " components, the picture has " + channels);
    }
    boolean hasTables = profile.getData(ICC_Profile.icSigAToB0Tag) != null;
    boolean isOfLight = profile.getPCSType() == ColorSpace.TYPE_XYZ;
    if (hasTables || (channels == 3 && !isOfLight)) {
      return new ColourProfile(channels, tables(profile, channels));
    }
    return new ColourProfile(channels, channels == 1 ? grey(profile) : matrix(profile));
  }

  private static Conversion grey(ICC_Profile profile) {
    ToneCurve curve = ToneCurve.of(profile.getData(ICC_Profile.icSigGrayTRCTag));
    return components -> {
      for (int i = 0; i < components.length; i++) {
        components[i] = (float) ToneCurve.srgb(curve.light(components[i]));
      }
    };
  }

  private static Conversion matrix(ICC_Profile profile) {
    ToneCurve red = ToneCurve.of(profile.getData(ICC_Profile.icSigRedTRCTag));
    ToneCurve green = ToneCurve.of(profile.getData(ICC_Profile.icSigGreenTRCTag));
    ToneCurve blue = ToneCurve.of(profile.getData(ICC_Profile.icSigBlueTRCTag));
    double[][] columns = {
      colorant(profile, ICC_Profile.icSigRedColorantTag),
      colorant(profile, ICC_Profile.icSigGreenColorantTag),
      colorant(profile, ICC_Profile.icSigBlueColorantTag)
    };
    double[][] m = timesInverseOfSrgb(columns);
    return components -> {
      for (int i = 0; i < components.length; i += 3) {
        double r = red.light(components[i]);
        double g = green.light(components[i + 1]);
        double b = blue.light(components[i + 2]);
        for (int k = 0; k < 3; k++) {
          double light = m[0][k] * r + m[1][k] * g + m[2][k] * b;
          components[i + k] = (float) ToneCurve.srgb(light);
        }
      }
    };
  }

  private static double[] colorant(ICC_Profile profile, int tag) {
    byte[] data = profile.getData(tag);
    if (data == null || data.length < 20) {
      throw new IllegalArgumentException("the profile lacks a primary colour");
    }
    ByteBuffer bytes = ByteBuffer.wrap(data);
    return new double[] {
      bytes.getInt(8) / 65_536d, bytes.getInt(12) / 65_536d, bytes.getInt(16) / 65_536d
    };
  }

  /** Returns what the light of each primary is in that of sRGB, by Cramer's rule. */
  private static double[][] timesInverseOfSrgb(double[][] columns) {
    double whole = determinant(SRGB[0], SRGB[1], SRGB[2]);
    double[][] result = new double[3][];
    for (int i = 0; i < 3; i++) {
      double[] c = columns[i];
      result[i] =
          new double[] {
            determinant(c, SRGB[1], SRGB[2]) / whole,
            determinant(SRGB[0], c, SRGB[2]) / whole,
            determinant(SRGB[0], SRGB[1], c) / whole
          };
    }
    return result;
  }

  private static double determinant(double[] a, double[] b, double[] c) {
    return a[0] * (b[1] * c[2] - b[2] * c[1])
        - a[1] * (b[0] * c[2] - b[2] * c[0])
        + a[2] * (b[0] * c[1] - b[1] * c[0]);
  }

  private static Conversion tables(ICC_Profile profile, int channels) {
    ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    ColorConvertOp convert = new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null);
    return components -> {
      int pixels = components.length / channels;
      WritableRaster from = raster(pixels, channels);
      WritableRaster to = raster(pixels, 3);
      int[] levels = new int[components.length];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = Math.round(components[i] * 65_535);
      }
      from.setPixels(0, 0, pixels, 1, levels);
      convert.filter(from, to);
      for (int i = 0; i < components.length; i++) {
        components[i] = to.getSample(i / channels, 0, i % channels) / 65_535f;
      }
    };
  }

  private static WritableRaster raster(int pixels, int channels) {
    return Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, pixels, 1, channels, null);
  }

  /** Returns whether components are those of sRGB, as far as 8 bits tell. */
  boolean isStandard() {
    float[] probes = probes();
    float[] converted = probes.clone();
    conversion.apply(converted);
    for (int i = 0; i < probes.length; i++) {
      if (!(Math.abs(converted[i] - probes[i]) < TOLERANCE)) {
        return false;
      }
    }
    return true;
  }

  private float[] probes() {
    int side = channels == 1 ? 1 : PROBES;
    float[] probes = new float[channels * side * side * PROBES];
    for (int i = 0; i < probes.length / channels; i++) {
      int rest = i;
      for (int channel = 0; channel < channels; channel++) {
        probes[i * channels + channel] = rest % PROBES / (PROBES - 1f);
        rest /= PROBES;
      }
    }
    return probes;
  }

  /** Converts the components of a picture in place. */
  void convert(float[] values) {
    int step = ROW * channels;
    for (int from = 0; from < values.length; from += step) {
      float[] part = Arrays.copyOfRange(values, from, Math.min(values.length, from + step));
      conversion.apply(part);
      System.arraycopy(part, 0, values, from, part.length);
    }
  }
}
