package io.raf4j.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.random.Purpose;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ResidualDensityTest {

  /** A front of the width 0.01 across the square. */
  private static double front(double[] x) {
    double distance = (x[0] - 0.3 - 0.2 * x[1]) / 0.01;
    return Math.exp(-distance * distance);
  }

  private static Points cube(CubeDensity density, int step, int count) {
    return Sampler.SOBOL.draw(density.over(Box.unit(2)), 1, Purpose.COLLOCATION, step, 0, count);
  }

  private static double[] squares(Points cube, ToDoubleFunction<double[]> residual) {
    double[] squares = new double[cube.count()];
    for (int i = 0; i < squares.length; i++) {
      double r = residual.applyAsDouble(cube.point(i));
      squares[i] = cube.weights()[i] * r * r;
    }
    return squares;
  }

  /** Goes on from iteration to iteration, as a solver does. */
  private static CubeDensity after(int iterations, double evenShare) {
    CubeDensity density = CubeDensity.even();
    for (int i = 0; i < iterations; i++) {
      Points cube = cube(density, i, 1 << 12);
      density = new ResidualDensity(evenShare).of(cube, squares(cube, ResidualDensityTest::front));
    }
    return density;
  }

  @Test
  void pointsGatherAtAFront() {
    CubeDensity density = after(4, 0.3);
    Points points = cube(density, 9, 1 << 12);
    int atFront = 0;
    for (int i = 0; i < points.count(); i++) {
      atFront += front(points.point(i)) > 0.01 ? 1 : 0;
    }

    // 4 % of the square.
    assertThat(atFront / (double) points.count()).isGreaterThan(0.4);
  }

  /** What it is for: the loss is known better from as many points. */
  @Test
  void theSumOfSquaresScattersLess() {
    CubeDensity density = after(4, 0.3);

    assertThat(scatter(density)).isLessThan(scatter(CubeDensity.even()) / 4);
  }

  /** Root mean square error of the mean of r^2 over 16 samples. */
  private static double scatter(CubeDensity density) {
    double exact = 0.01 * Math.sqrt(Math.PI / 2);
    double sum = 0;
    for (int sample = 0; sample < 16; sample++) {
      Points cube = cube(density, 100 + sample, 1 << 10);
      double mean = 0;
      for (double square : squares(cube, ResidualDensityTest::front)) {
        mean += square / cube.count();
      }
      sum += (mean - exact) * (mean - exact) / 16;
    }
    return Math.sqrt(sum) / exact;
  }

  @Test
  void noWeightIsAboveTheInverseOfTheEvenShare() {
    for (double weight : cube(after(4, 0.25), 9, 1 << 12).weights()) {
      assertThat(weight).isLessThanOrEqualTo(4 * (1 + 1e-12));
    }
  }

  @Test
  void theDensityIsProportionalToTheResidual() {
    Points cube = cube(CubeDensity.even(), 0, 1 << 12);
    CubeDensity density = new ResidualDensity(0.5).of(cube, squares(cube, x -> x[0] < 0.5 ? 1 : 3));

    assertThat(density.place(new double[] {0.1, 0.1})).isCloseTo(0.5 + 0.5 / 2, within(1e-12));
    assertThat(density.place(new double[] {0.9, 0.1})).isCloseTo(0.5 + 1.5 / 2, within(1e-12));
  }

  @Test
  void whereNothingIsToBeSeenPointsAreEven() {
    Points cube = cube(CubeDensity.even(), 0, 256);

    assertThat(ResidualDensity.none().of(cube, new double[256])).isSameAs(CubeDensity.even());
    double[] infinite = new double[256];
    infinite[3] = Double.POSITIVE_INFINITY;
    assertThat(ResidualDensity.usual().of(cube, infinite)).isSameAs(CubeDensity.even());
    double[] moved = {0.2, 0.7};
    assertThat(ResidualDensity.usual().of(cube, new double[256]).place(moved)).isEqualTo(1);
    assertThat(moved[0]).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThatThrownBy(() -> new ResidualDensity(0)).hasMessageContaining("evenShare is 0.0");
    assertThatThrownBy(() -> new ResidualDensity(1.01)).hasMessageContaining("at most 1");
    Points cube = cube(CubeDensity.even(), 0, 4);
    assertThatThrownBy(() -> ResidualDensity.usual().of(cube, new double[3]))
        .hasMessageContaining("3 squares for 4 points");
  }
}
