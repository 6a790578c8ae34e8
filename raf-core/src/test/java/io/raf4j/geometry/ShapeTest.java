package io.raf4j.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.ShapeFixtures.Fixture;
import io.raf4j.geometry.ShapeFixtures.Flow;
import io.raf4j.random.Purpose;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what holds of every {@link Shape}. */
class ShapeTest {

  private static final int FEW = 1 << 10;
  private static final int MANY = 1 << 14;

  private static List<Fixture> shapes() {
    return ShapeFixtures.all();
  }

  private static Points inside(Shape shape, int count) {
    return Sampler.SOBOL.draw(shape, 5, Purpose.COLLOCATION, 2, 1, count);
  }

  private static BoundaryPoints on(BoundaryPart part, int count) {
    return Sampler.SOBOL.drawBoundary(part, 5, Purpose.COLLOCATION, 2, 1, count);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void volumesAndBoundariesAreThoseOfTheTextbook(Fixture fixture) {
    Shape shape = fixture.shape();
    assertThat(shape.volume()).isCloseTo(fixture.volume(), within(2e-10 * fixture.volume()));
    assertThat(shape.boundaryMeasure())
        .isCloseTo(fixture.boundary(), within(2e-10 * fixture.boundary()));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void weightsAverageToVolumesAndMeasures(Fixture fixture) {
    Shape shape = fixture.shape();
    for (double weight : inside(shape, FEW).weights()) {
      assertThat(weight).isCloseTo(shape.volume(), within(1e-9 * shape.volume()));
    }
    for (BoundaryPart part : shape.parts()) {
      for (double weight : on(part, 64).weights()) {
        assertThat(weight).isCloseTo(part.measure(), within(1e-9 * part.measure()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void pointsLieInsideTheirBounds(Fixture fixture) {
    Shape shape = fixture.shape();
    Points points = inside(shape, FEW);
    Box bounds = shape.bounds();
    double rounding = 1e-12 * bounds.diagonal();
    for (int i = 0; i < FEW; i++) {
      assertThat(shape.contains(points.point(i))).isTrue();
      assertThat(shape.signedDistanceBound(points.point(i))).isGreaterThan(-rounding);
      assertThat(bounds.signedDistanceBound(points.point(i))).isGreaterThan(-rounding);
    }
    double[] outside = bounds.high().clone();
    outside[outside.length - 1] += 1;
    assertThat(shape.contains(outside)).isFalse();
    assertThat(shape.signedDistanceBound(outside)).isNegative();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void normalsHaveLengthOneAndPointOut(Fixture fixture) {
    Shape shape = fixture.shape();
    double step = 1e-7 * shape.bounds().diagonal();
    for (BoundaryPart part : shape.parts()) {
      BoundaryPoints points = on(part, 256);
      assertThat(points.part()).isEqualTo(part.name());
      int wrong = 0;
      for (int i = 0; i < points.count(); i++) {
        double[] x = points.point(i);
        double[] n = points.normal(i);
        assertThat(Vectors.length(n)).isCloseTo(1, within(1e-14));
        assertThat(shape.signedDistanceBound(x)).isCloseTo(0, within(1e-5 * step));
        boolean isOut = !shape.contains(Vectors.plus(x, step, n));
        boolean isIn = shape.contains(Vectors.plus(x, -step, n));
        wrong += isOut && isIn ? 0 : 1;
      }
      // Within a step of a corner both may be on one side.
      assertThat(wrong).as(part.name()).isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatFlowsOutComesFromInside(Fixture fixture) {
    Shape shape = fixture.shape();
    for (Flow flow : ShapeFixtures.flows()) {
      double produced = mean(inside(shape, MANY), flow.source());
      double size = mean(inside(shape, FEW), x -> Math.abs(flow.source().apply(x)));
      double flux = 0;
      for (BoundaryPart part : shape.parts()) {
        BoundaryPoints points = on(part, MANY);
        for (int i = 0; i < points.count(); i++) {
          double[] field = flow.field().apply(points.point(i));
          flux += points.weights()[i] * Vectors.dot(field, points.normal(i)) / points.count();
          size += points.weights()[i] * Vectors.length(field) / points.count();
        }
      }
      assertThat(produced).as(flow.name()).isCloseTo(flux, within(1.5e-3 * size));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"disc", "L", "frame", "plate with a hole", "lens", "cube without a ball"})
  void integralsConvergeFasterThanByIndependentPoints(String name) {
    Shape shape =
        shapes().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow().shape();
    double[] gains = new double[2];
    for (Sampler sampler : new Sampler[] {Sampler.UNIFORM, Sampler.SOBOL}) {
      gains[sampler.ordinal()] = scatter(sampler, shape, 1 << 7) / scatter(sampler, shape, 1 << 13);
    }
    // 64 times as many points: 8 times for order 1/2; 64 for order 1, 23 for 3/4 at jumps.
    assertThat(gains[0]).isBetween(4.0, 16.0);
    assertThat(gains[1]).isGreaterThan(14);
  }

  /** Returns the deviation of the integral of a smooth function over 24 steps. */
  private static double scatter(Sampler sampler, Shape shape, int count) {
    double sum = 0;
    double squares = 0;
    for (int step = 0; step < 24; step++) {
      Points points = sampler.draw(shape, 5, Purpose.COLLOCATION, step, 0, count);
      double integral = mean(points, x -> Math.exp(0.5 * x[0] - 0.3 * x[1]));
      sum += integral / 24;
      squares += integral * integral / 24;
    }
    return Math.sqrt(squares - sum * sum);
  }

  private static double mean(Points points, Function<double[], Double> f) {
    double sum = 0;
    for (int i = 0; i < points.count(); i++) {
      sum += points.weights()[i] * f.apply(points.point(i)) / points.count();
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void distancesAreBoundsOfThoseFromTheBoundary(Fixture fixture) {
    Shape shape = fixture.shape();
    List<BoundaryPoints> boundary = shape.parts().stream().map(part -> on(part, FEW)).toList();
    Box bounds = shape.bounds();
    Box around =
        new Box(
            Vectors.plus(bounds.low(), -0.3, Vectors.minus(bounds.high(), bounds.low())),
            Vectors.plus(bounds.high(), 0.3, Vectors.minus(bounds.high(), bounds.low())));
    Points points = inside(around, 100);
    double spacing = 0;
    for (int i = 0; i < points.count(); i++) {
      double[] x = points.point(i);
      double least = Double.POSITIVE_INFINITY;
      for (BoundaryPoints part : boundary) {
        for (int j = 0; j < part.count(); j++) {
          least = Math.min(least, Vectors.length(Vectors.minus(part.point(j), x)));
        }
      }
      double bound = shape.signedDistanceBound(x);
      assertThat(Math.abs(bound)).isLessThanOrEqualTo(least * (1 + 1e-12));
      assertThat(bound > 0).isEqualTo(shape.contains(x));
      spacing = Math.max(spacing, least - Math.abs(bound));
    }
    if (shape.isDistanceExact() && shape.dimension() == 2 && !(shape instanceof TimeSpace)) {
      // The nearest of 1,024 points on each part is not the nearest of all.
      assertThat(spacing).isLessThan(0.02 * bounds.diagonal());
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void pointsAreTheSameForOneAddress(Fixture fixture) {
    Shape shape = fixture.shape();
    assertThat(inside(shape, 100).coordinates()).isEqualTo(inside(shape, 100).coordinates());
    BoundaryPart part = shape.parts().get(0);
    assertThat(on(part, 100).coordinates()).isEqualTo(on(part, 100).coordinates());
    assertThat(on(part, 100).normals()).isEqualTo(on(part, 100).normals());
    // The number of points changes none of them.
    assertThat(inside(shape, 100).coordinates()).startsWith(inside(shape, 40).coordinates());
    if (shape.dimension() > 1) {
      for (int shard : new int[] {0, 2}) {
        double[] other =
            Sampler.SOBOL.draw(shape, 5, Purpose.COLLOCATION, 2, shard, 100).coordinates();
        assertThat(other).doesNotContain(inside(shape, 100).coordinates());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everySamplerDrawsFromIt(Fixture fixture) {
    Shape shape = fixture.shape();
    for (Sampler sampler : Sampler.values()) {
      Points points = sampler.draw(shape, 1, Purpose.COLLOCATION, 0, 0, 700);
      double sum = mean(points, x -> x[0]);
      double exact = mean(inside(shape, MANY), x -> x[0]);
      double width = shape.bounds().diagonal();
      assertThat(sum).isCloseTo(exact, within(5 * width * shape.volume() / Math.sqrt(12 * 700)));
      BoundaryPart part = shape.parts().get(shape.parts().size() - 1);
      assertThat(sampler.drawBoundary(part, 1, Purpose.COLLOCATION, 0, 0, 50).count())
          .isEqualTo(50);
    }
  }
}
