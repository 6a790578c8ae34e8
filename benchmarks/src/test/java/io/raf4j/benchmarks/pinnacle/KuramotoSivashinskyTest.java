package io.raf4j.benchmarks.pinnacle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The spectral reference of chaos: its equation, its order, what it keeps. */
class KuramotoSivashinskyTest {

  private static final int POINTS = 64;

  private static double difference(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  @Test
  void beginsWithTheInitialValuesAndTheEquation() {
    int count = 1000;
    double[][] u = new KuramotoSivashinsky(20).solve(count, 1, POINTS);
    for (int i = 0; i <= POINTS; i++) {
      double x = 2 * Math.PI * i / POINTS;
      double value = Math.cos(x) * (1 + Math.sin(x));
      double slope = -Math.sin(x) + Math.cos(2 * x);
      double second = -Math.cos(x) - 2 * Math.sin(2 * x);
      double fourth = Math.cos(x) + 8 * Math.sin(2 * x);
      assertThat(u[0][i]).isCloseTo(value, within(1e-12));
      double rate = (-3 * u[0][i] + 4 * u[1][i] - u[2][i]) * count / 2;
      double stated = -6.25 * value * slope - 0.390625 * second - 0.00152587890625 * fourth;
      assertThat(rate).isCloseTo(stated, within(5e-3));
    }
  }

  @Test
  void stepsAreOfFourthOrder() {
    double[] coarse = new KuramotoSivashinsky(40).solve(10, 40, POINTS)[1];
    double[] middle = new KuramotoSivashinsky(40).solve(10, 80, POINTS)[1];
    double[] fine = new KuramotoSivashinsky(40).solve(10, 160, POINTS)[1];
    assertThat(difference(coarse, middle) / difference(middle, fine)).isBetween(11.0, 23.0);
  }

  @Test
  void theMeanStaysAndMoreModesChangeNothing() {
    double[][] u = new KuramotoSivashinsky(85).solve(10, 50, POINTS);
    for (double[] row : u) {
      double mean = Arrays.stream(row).limit(POINTS).average().getAsDouble();
      assertThat(mean).isCloseTo(0, within(1e-11));
      assertThat(row[POINTS]).isCloseTo(row[0], within(1e-11));
    }
    double[] more = new KuramotoSivashinsky(170).solve(10, 50, POINTS)[2];
    assertThat(difference(u[2], more)).isLessThan(1e-6);
  }
}
