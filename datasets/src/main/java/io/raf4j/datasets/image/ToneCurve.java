package io.raf4j.datasets.image;

import java.nio.ByteBuffer;

/**
 * How light grows with a component, both in [0, 1]: a curve of an ICC profile, of type curv or para
 * (ICC.1:2022, 10.6 and 10.18).
 */
@FunctionalInterface
interface ToneCurve {

  /** The curve of sRGB (IEC 61966-2-1). */
  ToneCurve SRGB = v -> v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);

  /** Returns the light of a component. */
  double light(double component);

  /** Returns the component of sRGB for so much light, which is clipped to [0, 1]. */
  static double srgb(double light) {
    double inside = Math.min(1, Math.max(0, light));
    return inside <= 0.0031308 ? 12.92 * inside : 1.055 * Math.pow(inside, 1 / 2.4) - 0.055;
  }

  /**
   * Reads a curve.
   *
   * @throws IllegalArgumentException when it is neither of the types, or too short
   */
  static ToneCurve of(byte[] tag) {
    if (tag == null || tag.length < 12) {
      throw new IllegalArgumentException("a tone curve is missing or too short");
    }
    ByteBuffer bytes = ByteBuffer.wrap(tag);
    return switch (bytes.getInt(0)) {
      case 0x63757276 -> curve(bytes);
      case 0x70617261 -> parametric(bytes);
      default -> throw new IllegalArgumentException("a tone curve has an unknown type");
    };
  }

  private static ToneCurve curve(ByteBuffer bytes) {
    int count = bytes.getInt(8);
    if (count < 0 || bytes.limit() < 12 + 2L * count) {
      throw new IllegalArgumentException("a tone curve is too short");
    }
    if (count == 0) {
      return v -> v;
    }
    if (count == 1) {
      double gamma = bytes.getShort(12) / 256d;
      return v -> Math.pow(v, gamma);
    }
    double[] table = new double[count];
    for (int i = 0; i < count; i++) {
      table[i] = Short.toUnsignedInt(bytes.getShort(12 + 2 * i)) / 65_535d;
    }
    return v -> {
      double place = Math.min(1, Math.max(0, v)) * (count - 1);
      int below = Math.min(count - 2, (int) place);
      return table[below] + (place - below) * (table[below + 1] - table[below]);
    };
  }

  private static ToneCurve parametric(ByteBuffer bytes) {
    int type = bytes.getShort(8);
    int[] counts = {1, 3, 4, 5, 7};
    if (type < 0 || type >= counts.length || bytes.limit() < 12 + 4 * counts[type]) {
      throw new IllegalArgumentException("a tone curve has unknown parameters");
    }
    double[] p = new double[7];
    for (int i = 0; i < counts[type]; i++) {
      p[i] = bytes.getInt(12 + 4 * i) / 65_536d;
    }
    double gamma = p[0];
    return switch (type) {
      case 0 -> v -> Math.pow(v, gamma);
      case 1 -> v -> v >= -p[2] / p[1] ? Math.pow(p[1] * v + p[2], gamma) : 0;
      case 2 -> v -> v >= -p[2] / p[1] ? Math.pow(p[1] * v + p[2], gamma) + p[3] : p[3];
      default -> v -> v >= p[4] ? Math.pow(p[1] * v + p[2], gamma) + p[5] : p[3] * v + p[6];
    };
  }
}
