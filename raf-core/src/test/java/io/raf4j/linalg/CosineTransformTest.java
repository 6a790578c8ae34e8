package io.raf4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The cosine transform against its formula, and back. */
class CosineTransformTest {

  @Test
  void transformIsItsFormulaAndItsInverse() {
    for (int n : new int[] {1, 2, 3, 4, 7, 16, 30, 129, 1000}) {
      double[] x = new Random(n).doubles(n, -1, 1).toArray();
      double[] y = x.clone();
      CosineTransform transform = new CosineTransform(n);
      CosineTransform.Work work = transform.new Work();
      transform.apply(y, work);
      for (int k = 0; k < n; k++) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += x[i] * Math.cos(Math.PI * (2 * i + 1) * k / (2.0 * n));
        }
        assertThat(y[k])
            .isCloseTo(Math.sqrt((k == 0 ? 1.0 : 2.0) / n) * sum, within(1e-13 * Math.sqrt(n)));
      }
      transform.invert(y, work);
      assertThat(y).containsExactly(x, within(1e-13));
    }
  }
}
