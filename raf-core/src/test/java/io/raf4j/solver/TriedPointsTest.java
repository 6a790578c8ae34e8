package io.raf4j.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.geometry.Points;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriedPointsTest {

  @ParameterizedTest
  @CsvSource({"4096, 1, 1024", "1000, 1, 512", "300, 1, 300", "1000, 2, 256", "1, 1000, 1"})
  void aQuarterAndNoLessThanItsShareOfTheLeast(int count, int workers, int tried) {
    double[] x = IntStream.range(0, count).asDoubleStream().toArray();
    double[] weights = new double[count];
    Arrays.fill(weights, 2);

    Points some = TriedPoints.of(new Points(1, x, weights), workers);

    assertThat(some.coordinates()).isEqualTo(Arrays.copyOf(x, tried));
    assertThat(some.weights()).containsOnly(2);
  }
}
