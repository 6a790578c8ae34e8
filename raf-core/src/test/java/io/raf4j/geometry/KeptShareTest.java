package io.raf4j.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.random.Purpose;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks samples of domains that have a place for a part of the cube. */
class KeptShareTest {

  /** A quarter of the unit disc, by passing over the rest of the unit square. */
  private record Quarter(boolean isShareKnown) implements Domain {

    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public int cubeDimension() {
      return 2;
    }

    @Override
    public double place(double[] cube, double[] point) {
      point[0] = cube[0];
      point[1] = cube[1];
      return cube[0] * cube[0] + cube[1] * cube[1] < 1 ? 1 : 0;
    }

    @Override
    public OptionalDouble keptShare() {
      return isShareKnown ? OptionalDouble.of(Math.PI / 4) : OptionalDouble.empty();
    }

    @Override
    public boolean contains(double[] point) {
      return point[0] >= 0 && point[1] >= 0 && Math.hypot(point[0], point[1]) <= 1;
    }

    @Override
    public double volume() {
      return Math.PI / 4;
    }

    @Override
    public Box bounds() {
      return Box.unit(2);
    }
  }

  /** Twice as many points where x is small: cells of density 1.5 and 0.5. */
  private static final CubeDensity CELLS = CubeDensity.ofNumbers(0, 0.75, -1, 1.5, -1, 0.5);

  private static double integral(Points points) {
    double sum = 0;
    for (int i = 0; i < points.count(); i++) {
      sum += points.weights()[i] * points.point(i)[0] / points.count();
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void meansOverManyStepsAreTheIntegral(Sampler sampler) {
    for (Domain domain :
        new Domain[] {new Quarter(true), new Quarter(false), CELLS.over(new Quarter(true))}) {
      for (int count : new int[] {1, 5}) {
        int steps = 8000;
        double mean = 0;
        double square = 0;
        for (int step = 0; step < steps; step++) {
          double value = integral(sampler.draw(domain, 3, Purpose.COLLOCATION, step, 0, count));
          mean += value / steps;
          square += value * value / steps;
        }
        double error = Math.sqrt((square - mean * mean) / steps);
        if (sampler == Sampler.UNIFORM) {
          assertThat(mean).isCloseTo(1.0 / 3, within(4 * error));
        } else {
          // Even points are kept or passed over together: nearly without bias, for many points.
          assertThat(mean).isCloseTo(1.0 / 3, within(0.03));
        }
      }
    }
  }

  @Test
  void integralsConvergeFasterThanByIndependentPoints() {
    for (Domain domain :
        new Domain[] {new Quarter(true), new Quarter(false), CELLS.over(new Quarter(true))}) {
      assertThat(error(Sampler.SOBOL, domain)).isLessThan(error(Sampler.UNIFORM, domain) / 2);
    }
  }

  private static double error(Sampler sampler, Domain domain) {
    double error = 0;
    for (int step = 0; step < 32; step++) {
      Points points = sampler.draw(domain, 3, Purpose.COLLOCATION, step, 0, 8192);
      error += Math.pow(integral(points) - 1.0 / 3, 2) / 32;
    }
    return Math.sqrt(error);
  }

  @ParameterizedTest
  @EnumSource
  void pointsOfTheCubeGoWithThoseOfTheDomain(Sampler sampler) {
    Shape lens = ShapeFixtures.ball("a", 1, 0, 0).intersection(ShapeFixtures.ball("b", 1, 1, 0));
    for (CubeDensity density : new CubeDensity[] {CubeDensity.even(), CELLS}) {
      Points points = sampler.draw(density.over(lens), 4, Purpose.COLLOCATION, 1, 0, 300);
      Points cube = sampler.draw(density.over(lens.ofCube()), 4, Purpose.COLLOCATION, 1, 0, 300);
      double[] x = new double[2];
      for (int i = 0; i < 300; i++) {
        double weight = lens.place(cube.point(i), x);
        assertThat(x).isEqualTo(points.point(i));
        assertThat(points.weights()[i])
            .isCloseTo(cube.weights()[i] * weight, within(1e-12 * weight));
      }
    }
    Domain cube = lens.ofCube();
    assertThat(cube.volume()).isEqualTo(lens.keptShare().getAsDouble());
    assertThat(cube.bounds()).isEqualTo(Box.unit(3));
    assertThat(cube.contains(new double[] {2, 0, 0})).isFalse();
    assertThat(Box.unit(2).ofCube()).isEqualTo(Box.unit(2));
  }

  @Test
  void concentrationOnResidualsWorksOnCombinations() {
    Shape plate = ShapeFixtures.plate();
    Points cube = Sampler.SOBOL.draw(plate.ofCube(), 1, Purpose.COLLOCATION, 0, 0, 4096);
    double[] squares = new double[4096];
    double[] x = new double[2];
    for (int i = 0; i < squares.length; i++) {
      plate.place(cube.point(i), x);
      squares[i] = Math.exp(-200 * (x[0] - 0.1) * (x[0] - 0.1)) * plate.volume();
    }
    CubeDensity density = ResidualDensity.usual().of(cube, squares);
    Points points = Sampler.SOBOL.draw(density.over(plate), 1, Purpose.COLLOCATION, 1, 0, 4096);
    double volume = Arrays.stream(points.weights()).average().orElseThrow();
    assertThat(volume).isCloseTo(plate.volume(), within(0.01));
    long near = Arrays.stream(points.coordinates()).filter(c -> Math.abs(c - 0.1) < 0.05).count();
    assertThat(near).isGreaterThan(1200);
  }

  @Test
  void domainsWithoutPlacesAreRefused() {
    Domain nothing =
        new Domain() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public int cubeDimension() {
            return 1;
          }

          @Override
          public double place(double[] cube, double[] point) {
            return 0;
          }

          @Override
          public OptionalDouble keptShare() {
            return OptionalDouble.empty();
          }

          @Override
          public boolean contains(double[] point) {
            return false;
          }

          @Override
          public double volume() {
            return 0;
          }

          @Override
          public Box bounds() {
            return Box.unit(1);
          }
        };
    assertThatThrownBy(() -> Sampler.UNIFORM.draw(nothing, 1, Purpose.COLLOCATION, 0, 0, 1))
        .hasMessageContaining("10000000 points of the cube in a row belong to none of the domain");
  }
}
