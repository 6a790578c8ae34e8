package io.raf4j.spark.page;

/**
 * Colours for numbers, equally far apart to the eye for numbers equally far apart.
 *
 * <p>Both maps are lines through the colour space Oklab (Ottosson 2020: lightness L, and a, b), in
 * which distances are those that people see, so no edge appears where the numbers have none.
 */
public enum ColourMap {

  /** From dark violet over red to pale yellow: lightness grows steadily, the hue turns. */
  SEQUENTIAL {
    @Override
    int colour(double share) {
      return fromOklab(0.25 + 0.68 * share, 0.14, 280 + 185 * share);
    }
  },

  /** From blue over nearly white, in the middle, to red: for numbers on both sides of zero. */
  DIVERGING {
    @Override
    int colour(double share) {
      double distance = Math.abs(2 * share - 1);
      return fromOklab(0.95 - 0.53 * distance, 0.15 * distance, share < 0.5 ? 258 : 28);
    }
  };

  /**
   * Returns a colour.
   *
   * @param share of the scale, in [0, 1]
   * @return opaque ARGB
   */
  abstract int colour(double share);

  /** Returns the sRGB colour of lightness, chroma and hue in degrees; the maps stay within sRGB. */
  private static int fromOklab(double lightness, double chroma, double degrees) {
    double a = chroma * Math.cos(Math.toRadians(degrees));
    double b = chroma * Math.sin(Math.toRadians(degrees));
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    int red = component(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    int green = component(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    int blue = component(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    return 0xff << 24 | red << 16 | green << 8 | blue;
  }

  private static double cube(double value) {
    return value * value * value;
  }

  /** Returns a byte of sRGB from a linear component. */
  private static int component(double linear) {
    double in = Math.max(0, Math.min(1, linear));
    double encoded = in <= 0.0031308 ? 12.92 * in : 1.055 * Math.pow(in, 1 / 2.4) - 0.055;
    return (int) Math.round(255 * encoded);
  }
}
