package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fast transforms against the sums that they stand for. */
final class CosineSeriesTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 32, 256})
  void valuesAreSumsOfCosines(int modes) {
    double[] coefficients = new Random(3).doubles(modes + 1, -1, 1).toArray();
    double[] values = new CosineSeries(modes).values(coefficients);
    assertThat(values).hasSize(modes + 1);
    for (int j = 0; j <= modes; j++) {
      double sum = 0;
      for (int n = 0; n <= modes; n++) {
        sum += coefficients[n] * Math.cos(Math.PI * n * j / modes);
      }
      assertThat(values[j]).isCloseTo(sum, within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 32, 256})
  void coefficientsAreThoseOfTheValues(int modes) {
    double[] coefficients = new Random(4).doubles(modes + 1, -1, 1).toArray();
    CosineSeries transform = new CosineSeries(modes);
    assertThat(transform.coefficients(transform.values(coefficients)))
        .containsExactly(coefficients, within(1e-13));
  }
}
