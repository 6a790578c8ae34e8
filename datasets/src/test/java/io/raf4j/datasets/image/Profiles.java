package io.raf4j.datasets.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** ICC profiles made by hand, and what Display P3 is in sRGB by the published matrices. */
final class Profiles {

  private static final double[][] P3 = {
    {0.51512, 0.2412, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.1571, 0.06657, 0.78407}
  };
  private static final double[][] SRGB = {
    {0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.7141}
  };

  /** From linear Display P3 to linear sRGB, by rows (CSS Color 4, through XYZ under D65). */
  private static final double[][] P3_TO_SRGB = {
    {1.2249401762805587, -0.2249401762805587, 0},
    {-0.0420569547096881, 1.0420569547096881, 0},
    {-0.0196375545903344, -0.0786360454849105, 1.0982736000752449}
  };

  private Profiles() {}

  static byte[] displayP3() {
    return colours(P3);
  }

  static byte[] srgb() {
    return colours(SRGB);
  }

  static byte[] grey(double gamma) {
    Map<String, byte[]> tags = start();
    ByteBuffer curve = ByteBuffer.allocate(16).put(ascii("curv")).putInt(0).putInt(1);
    tags.put("kTRC", curve.putShort((short) Math.round(gamma * 256)).array());
    return profile("GRAY", tags);
  }

  private static byte[] colours(double[][] primaries) {
    Map<String, byte[]> tags = start();
    String[] names = {"r", "g", "b"};
    for (int i = 0; i < 3; i++) {
      tags.put(names[i] + "XYZ", xyz(primaries[i]));
      tags.put(names[i] + "TRC", curveOfSrgb());
    }
    return profile("RGB ", tags);
  }

  private static Map<String, byte[]> start() {
    Map<String, byte[]> tags = new LinkedHashMap<>();
    tags.put("wtpt", xyz(0.9642, 1, 0.8249));
    return tags;
  }

  private static byte[] curveOfSrgb() {
    ByteBuffer curve = ByteBuffer.allocate(32).put(ascii("para")).putInt(0);
    curve.putShort((short) 3).putShort((short) 0);
    for (double value : new double[] {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}) {
      curve.putInt(fixed(value));
    }
    return curve.array();
  }

  private static byte[] xyz(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(20).put(ascii("XYZ ")).putInt(0);
    for (double value : values) {
      bytes.putInt(fixed(value));
    }
    return bytes.array();
  }

  private static int fixed(double value) {
    return (int) Math.round(value * 65_536);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] profile(String space, Map<String, byte[]> tags) {
    int start = 132 + 12 * tags.size();
    int size = start + tags.values().stream().mapToInt(tag -> tag.length).sum();
    ByteBuffer all = ByteBuffer.allocate(size);
    all.putInt(size).putInt(0).putInt(0x0420_0000).put(ascii("mntr" + space + "XYZ "));
    all.putShort((short) 2026).putShort((short) 1).putShort((short) 1);
    all.position(36);
    all.put(ascii("acsp")).position(68);
    all.putInt(fixed(0.9642)).putInt(fixed(1)).putInt(fixed(0.8249)).position(128);
    all.putInt(tags.size());
    int at = start;
    for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
      all.put(ascii(tag.getKey())).putInt(at).putInt(tag.getValue().length);
      at += tag.getValue().length;
    }
    tags.values().forEach(all::put);
    return all.array();
  }

  /** Returns a pixel of Display P3 in sRGB, clipped. */
  static double[] srgbOfDisplayP3(float[] values, int at) {
    double[] result = new double[3];
    for (int k = 0; k < 3; k++) {
      double light = 0;
      for (int i = 0; i < 3; i++) {
        double v = values[at + i];
        double ofPrimary = v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
        light += P3_TO_SRGB[k][i] * ofPrimary;
      }
      double inside = Math.min(1, Math.max(0, light));
      result[k] = inside <= 0.0031308 ? 12.92 * inside : 1.055 * Math.pow(inside, 1 / 2.4) - 0.055;
    }
    return result;
  }
}
