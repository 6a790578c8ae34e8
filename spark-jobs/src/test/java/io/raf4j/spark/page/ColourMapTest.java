package io.raf4j.spark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Colour maps: equal steps of a number are equal steps of colour, measured from the RGB values. */
class ColourMapTest {

  private static final int STEPS = 32;

  @ParameterizedTest
  @EnumSource(ColourMap.class)
  void equalStepsLookEquallyFarApart(ColourMap map) {
    double[] distances =
        IntStream.range(0, STEPS)
            .mapToDouble(i -> distance(map, (double) i / STEPS, (i + 1.0) / STEPS))
            .toArray();
    double mean = Arrays.stream(distances).average().getAsDouble();
    // One of 255 levels of a component is about a tenth of such a step.
    for (double distance : distances) {
      assertThat(distance / mean).isCloseTo(1, within(0.2));
    }
  }

  @Test
  void lightnessOfTheSequentialMapGrowsSteadily() {
    for (int i = 0; i <= STEPS; i++) {
      double share = (double) i / STEPS;
      assertThat(oklab(ColourMap.SEQUENTIAL.colour(share))[0])
          .isCloseTo(0.25 + 0.68 * share, within(0.01));
    }
  }

  @Test
  void divergingMapIsNeutralInTheMiddleAndEquallyStrongOnBothSides() {
    double[] middle = oklab(ColourMap.DIVERGING.colour(0.5));
    assertThat(Math.hypot(middle[1], middle[2])).isLessThan(0.005);
    for (int i = 0; i < STEPS / 2; i++) {
      double share = (double) i / STEPS;
      double[] below = oklab(ColourMap.DIVERGING.colour(share));
      double[] above = oklab(ColourMap.DIVERGING.colour(1 - share));
      assertThat(below[0]).isCloseTo(above[0], within(0.01));
      assertThat(Math.hypot(below[1], below[2]))
          .isCloseTo(Math.hypot(above[1], above[2]), within(0.01));
      assertThat(below[2]).isNegative();
      assertThat(above[1]).isPositive();
    }
  }

  private static double distance(ColourMap map, double from, double to) {
    double[] a = oklab(map.colour(from));
    double[] b = oklab(map.colour(to));
    return Math.sqrt(IntStream.range(0, 3).mapToDouble(k -> (a[k] - b[k]) * (a[k] - b[k])).sum());
  }

  /** The way back from sRGB, by its own matrices rather than by the inverses of the map's. */
  private static double[] oklab(int argb) {
    double r = linear(argb >> 16 & 0xff);
    double g = linear(argb >> 8 & 0xff);
    double b = linear(argb & 0xff);
    double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return new double[] {
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    };
  }

  private static double linear(int component) {
    double c = component / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
