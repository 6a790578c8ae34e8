package io.raf4j.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.random.Purpose;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks combinations of primitives that lie on a coarse grid, so that sides coincide, circles
 * touch and corners meet more often than not.
 */
class RandomCombinationsTest {

  private final Random random = new Random(7);

  private double grid() {
    return (random.nextInt(9) - 4) / 2.0;
  }

  private double[] vector(int d, double scale) {
    double[] vector = new double[d];
    Arrays.setAll(vector, k -> scale * grid());
    return vector;
  }

  private Shape primitive(int d, String name) {
    return switch (random.nextInt(d == 2 ? 3 : 2)) {
      case 0 -> {
        double[] low = vector(d, 1);
        double[] high = low.clone();
        Arrays.setAll(high, k -> low[k] + 0.5 * (1 + random.nextInt(4)));
        yield new Box(low, high).called(name);
      }
      case 1 -> Ball.around(0.5 * (1 + random.nextInt(3)), vector(d, 0.5)).called(name);
      default -> polygon().called(name);
    };
  }

  private Polygon polygon() {
    while (true) {
      double[][] vertices = new double[3 + random.nextInt(4)][];
      Arrays.setAll(vertices, i -> vector(2, 1));
      try {
        return Polygon.of(vertices);
      } catch (IllegalArgumentException e) {
        // Edges cross: another one.
      }
    }
  }

  private HalfSpace half(int d, String name) {
    double[] normal = vector(d, 1);
    normal[0] = normal[0] == 0 ? 1 : normal[0];
    return HalfSpace.through(vector(d, 0.5), normal).named(name);
  }

  private Shape combined(int d) {
    Shape shape = primitive(d, "0");
    int operations = 1 + random.nextInt(4);
    for (int i = 1; i <= operations; i++) {
      String name = Integer.toString(i);
      try {
        shape =
            switch (random.nextInt(4)) {
              case 0 -> shape.union(primitive(d, name));
              case 1 -> shape.intersection(primitive(d, name));
              case 2 -> shape.difference(primitive(d, name));
              default -> shape.intersection(half(d, name));
            };
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageMatching("(?s).*(is empty|nothing is left).*");
      }
    }
    return shape;
  }

  @ParameterizedTest
  @CsvSource({"2, 300", "3, 40"})
  void boundariesAreClosedAndHoldTheVolume(int d, int count) {
    for (int i = 0; i < count; i++) {
      Shape shape = combined(d);
      double[] through = new double[d];
      double flux = 0;
      for (BoundaryPart part : shape.parts()) {
        BoundaryPoints points =
            Sampler.SOBOL.drawBoundary(part, 1, Purpose.COLLOCATION, 0, 0, 1 << (d == 2 ? 9 : 11));
        int wrong = 0;
        for (int p = 0; p < points.count(); p++) {
          double[] x = points.point(p);
          double[] n = points.normal(p);
          double weight = points.weights()[p] / points.count();
          for (int k = 0; k < d; k++) {
            through[k] += weight * n[k];
          }
          flux += weight * Vectors.dot(x, n) / d;
          boolean isRight =
              shape.contains(Vectors.plus(x, -1e-7, n))
                  && !shape.contains(Vectors.plus(x, 1e-7, n));
          wrong += isRight ? 0 : 1;
          assertThat(shape.signedDistanceBound(x)).isCloseTo(0, within(1e-9));
        }
        assertThat(wrong).as(part.name() + " of " + shape).isLessThan(4);
      }
      double area = shape.boundaryMeasure();
      assertThat(Vectors.length(through)).as(shape.toString()).isLessThan(0.01 * area);
      assertThat(flux).as(shape.toString()).isCloseTo(shape.volume(), within(0.02 * area));
    }
  }
}
