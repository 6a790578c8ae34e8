package io.raf4j.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that {@link Ball} spreads points evenly. */
class BallTest {

  private static final int POINTS = 20_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 100})
  void meanSquareOfTheDistanceIsThatOfTheUniformDensity(int d) {
    Ball ball = new Ball(d, 2.5);
    RandomStream stream = RandomStream.of(3, Purpose.COLLOCATION, 0, 0);
    double[] cube = new double[d + 1];
    double[] x = new double[d];
    double[] mean = new double[d];
    double square = 0;
    for (int i = 0; i < POINTS; i++) {
      for (int k = 0; k <= d; k++) {
        cube[k] = stream.nextDouble();
      }
      assertThat(ball.place(cube, x)).isEqualTo(ball.volume());
      assertThat(ball.contains(x)).isTrue();
      for (int k = 0; k < d; k++) {
        mean[k] += x[k] / POINTS;
        square += x[k] * x[k] / POINTS;
      }
    }
    // Var r^2 = 4 d R^4 / ((d + 2)^2 (d + 4)); five standard errors.
    double deviation = 2.5 * 2.5 * 2 / (d + 2.0) * Math.sqrt(d / (d + 4.0) / POINTS);
    assertThat(square).isCloseTo(6.25 * d / (d + 2), within(5 * deviation));
    double coordinate = 2.5 / Math.sqrt((d + 2.0) * POINTS);
    for (double m : mean) {
      assertThat(m).isCloseTo(0, within(5 * coordinate));
    }
  }

  @Test
  void volumesAreThoseOfTheTextbook() {
    assertThat(Ball.unit(1).volume()).isEqualTo(2);
    assertThat(new Ball(2, 3).volume()).isCloseTo(9 * Math.PI, within(1e-13));
    assertThat(Ball.unit(3).volume()).isCloseTo(4 * Math.PI / 3, within(1e-15));
    assertThat(Ball.unit(10).volume()).isCloseTo(Math.pow(Math.PI, 5) / 120, within(1e-14));
  }

  @Test
  void cornersOfTheCubeStayInside() {
    Ball ball = new Ball(3, 7);
    double[] x = new double[3];
    double last = Math.nextDown(1.0);
    for (double p : new double[] {0, 0.5, last}) {
      ball.place(new double[] {p, p, p, last}, x);
      assertThat(ball.contains(x)).isTrue();
      assertThat(Math.hypot(Math.hypot(x[0], x[1]), x[2])).isCloseTo(7, within(1e-12));
    }
    assertThat(ball.contains(new double[] {0, 7.1, 0})).isFalse();
    assertThat(ball.bounds()).isEqualTo(Box.cube(3, -7, 7));
  }

  @Test
  void badSizesAreNamed() {
    assertThatThrownBy(() -> new Ball(0, 1)).hasMessage("dimension is 0; expected 1 or more");
    assertThatThrownBy(() -> new Ball(2, -1))
        .hasMessage("radius is -1.0; expected positive and finite");
  }
}
