package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Ball;
import io.raf4j.geometry.BoundaryPart;
import io.raf4j.geometry.BoundaryPoints;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.HalfSpace;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Polygon;
import io.raf4j.geometry.Sampler;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Jet;
import io.raf4j.random.Purpose;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the factors of {@link BoundaryFactors} that belong to shapes. */
class ShapeFactorsTest {

  private static double[] at(double... x) {
    return x;
  }

  private static Shape ball(String name, double radius, double... centre) {
    return Ball.around(radius, centre).naming(name, Ball.SPHERE);
  }

  private static Polygon ell() {
    return Polygon.of(at(-1, -1), at(1, -1), at(1, 0), at(0, 0), at(0, 1), at(-1, 1));
  }

  private static Polygon regular(int n) {
    double[][] vertices = new double[n][];
    Arrays.setAll(
        vertices, i -> at(Math.cos(2 * Math.PI * i / n) + 5, Math.sin(2 * Math.PI * i / n) - 3));
    return Polygon.of(vertices);
  }

  private static Stream<Shape> shapes() {
    return Stream.of(
        new Box(at(-1), at(3)),
        new Box(at(1, 2, 3), at(2, 4, 6)),
        Ball.around(2, 1, -1),
        Ball.around(0.5, 1, 1, 1, 1),
        Polygon.of(at(0, 0), at(4, 0), at(0, 3)),
        Polygon.of(at(0, 0), at(0, 1), at(0, 3), at(2, 3), at(2, 0)),
        regular(40),
        Box.unit(2).difference(Ball.around(0.3, 0.5, 0.4)),
        Box.unit(2).difference(Ball.around(0.5, 0, 0)),
        Box.unit(2)
            .difference(ball("a", 0.1, 0.3, 0.3).union(ball("b", 0.15, 0.7, 0.6)))
            .naming("holes", "a", "b"),
        ball("left", 1, 0, 0).intersection(ball("right", 1, 1, 0)),
        Box.unit(3).difference(HalfSpace.through(at(0.5, 0, 0), 1, 1, 1)),
        Box.cube(3, -1, 1).difference(Ball.around(0.5, 0, 0, 0)),
        regular(6).intersection(Ball.around(1, 5.5, -3)).called("some"));
  }

  private static Points inside(Shape shape, int count) {
    return Sampler.SOBOL.draw(shape, 5, Purpose.COLLOCATION, 2, 1, count);
  }

  private static BoundaryPoints on(BoundaryPart part) {
    return Sampler.SOBOL.drawBoundary(part, 5, Purpose.COLLOCATION, 2, 1, 64);
  }

  private static double value(Function<Jet[], Jet> factor, double[] x) {
    return factor.apply(Jet.constants(x)).value();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void factorsArePositiveInsideAndVanishOnTheBoundaryToFirstOrder(Shape shape) {
    Function<Jet[], Jet> factor = BoundaryFactors.of(shape);
    Points points = inside(shape, 1000);
    for (int i = 0; i < points.count(); i++) {
      assertThat(value(factor, points.point(i))).isPositive();
    }
    for (BoundaryPart part : shape.parts()) {
      BoundaryPoints boundary = on(part);
      int flat = 0;
      for (int i = 0; i < boundary.count(); i++) {
        Jet b = factor.apply(Jet.coordinates(boundary.point(i)));
        double slope = 0;
        for (int k = 0; k < shape.dimension(); k++) {
          slope += b.derivative(k) * boundary.normal(i)[k];
        }
        assertThat(b.value()).isCloseTo(0, within(1e-11));
        flat += slope < -1e-9 ? 0 : 1;
      }
      assertThat(flat).as(part.name()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void factorsOfAPartVanishOnThatPartAlone(Shape shape) {
    for (BoundaryPart part : shape.parts()) {
      Set<String> parts = new HashSet<>(Set.of(part.name()));
      if (shape instanceof Polygon && parts.contains("edge 0") && shape.parts().size() == 5) {
        // Two edges on one line.
        parts.add("edge 1");
      } else if (shape instanceof Polygon
          && parts.contains("edge 1")
          && shape.parts().size() == 5) {
        continue;
      }
      Function<Jet[], Jet> factor = BoundaryFactors.of(shape, parts.toArray(String[]::new));
      Points points = inside(shape, 200);
      for (int i = 0; i < points.count(); i++) {
        assertThat(value(factor, points.point(i))).isPositive();
      }
      for (BoundaryPart other : shape.parts()) {
        BoundaryPoints boundary = on(other);
        for (int i = 0; i < boundary.count(); i++) {
          double b = value(factor, boundary.point(i));
          if (parts.contains(other.name())) {
            assertThat(b).isCloseTo(0, within(1e-12));
          } else {
            assertThat(b).isPositive();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void laplaciansAreSquareIntegrable(Shape shape) {
    Function<Jet[], Jet> factor = BoundaryFactors.of(shape);
    double[] means = new double[3];
    for (int i = 0; i < means.length; i++) {
      means[i] = meanSquareLaplacian(factor, inside(shape, 1 << (12 + i)));
    }
    assertThat(means[1]).isCloseTo(means[0], within(0.06 * means[0]));
    assertThat(means[2]).isCloseTo(means[1], within(0.03 * means[1]));
  }

  private static double meanSquareLaplacian(Function<Jet[], Jet> factor, Points points) {
    double mean = 0;
    for (int i = 0; i < points.count(); i++) {
      Jet b = factor.apply(Jet.coordinates(points.point(i)));
      double laplacian = 0;
      for (int k = 0; k < points.dimension(); k++) {
        laplacian += b.second(k);
      }
      mean += laplacian * laplacian / points.count();
    }
    return mean;
  }

  @Test
  void derivativesAreThoseOfTheFormula() {
    Function<Jet[], Jet> factor =
        BoundaryFactors.of(Box.unit(2).difference(Ball.around(0.25, 0.5, 0.5)));
    Jet[] x = Jet.coordinates(at(0.2, 0.7));
    Jet sides = BoundaryFactors.unitCube(x).times(16);
    Jet hole = Jet.sumOfSquares(x[0].minus(0.5), x[1].minus(0.5)).times(16).minus(1);
    Jet formula = sides.times(hole);
    Jet found = factor.apply(x);
    assertThat(found.value()).isCloseTo(formula.value(), within(1e-14));
    for (int k = 0; k < 2; k++) {
      assertThat(found.derivative(k)).isCloseTo(formula.derivative(k), within(1e-13));
      assertThat(found.second(k)).isCloseTo(formula.second(k), within(1e-12));
    }
  }

  @Test
  void overTimeTheEndIsFree() {
    Shape tube = Ball.unit(2).overTime(1, 3);
    Function<Jet[], Jet> factor = BoundaryFactors.of(tube);
    assertThat(value(factor, at(1, 0.2, 0.3))).isZero();
    assertThat(value(factor, at(2, 0, 1))).isZero();
    assertThat(value(factor, at(3, 0, 0))).isEqualTo(1);
    Jet b = factor.apply(Jet.coordinates(at(2, 0.5, 0)));
    assertThat(b.derivative(0)).isCloseTo(0.375, within(1e-15));
    assertThat(b.derivative(1)).isCloseTo(-0.5, within(1e-15));
    assertThat(value(BoundaryFactors.of(tube, "end"), at(3, 0, 0))).isZero();
    assertThat(value(BoundaryFactors.of(tube, "start"), at(2, 0, 1))).isEqualTo(0.5);
    Shape named = tube.called("tube");
    assertThat(value(BoundaryFactors.of(named), at(3, 0, 0))).isEqualTo(1);
    assertThatThrownBy(() -> BoundaryFactors.of(tube.naming("all", "end", "sphere")))
        .hasMessageContaining("is the end of time together with others");
  }

  @Test
  void reEntrantCornersAreRefusedWithTheReason() {
    assertThatThrownBy(() -> BoundaryFactors.of(ell()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no smooth factor for \"edge 2\" from [1.0, 0.0] to [0.0, 0.0]: the shape goes"
                + " on behind it, beyond a re-entrant corner, where the Laplacian of whatever"
                + " vanishes on both sides of the corner is not square integrable; prescribe the"
                + " values there as residuals, or name parts for which there is a factor");
    assertThatThrownBy(() -> BoundaryFactors.of(ell().naming("notch", "edge 2", "edge 3")))
        .hasMessageContaining("\"notch\" from [1.0, 0.0]");
    assertThatThrownBy(() -> BoundaryFactors.of(ell().overTime(0, 1)))
        .hasMessageContaining("re-entrant");
    assertThatThrownBy(
            () -> BoundaryFactors.of(Box.unit(2).union(new Box(at(1, 0), at(2, 0.5)).called("b"))))
        .hasMessageContaining("of a union");
    assertThatThrownBy(
            () ->
                BoundaryFactors.of(
                    Box.unit(2).difference(new Box(at(0.4, 0.4), at(0.6, 0.6)).called("b"))))
        .hasMessageContaining("[b low 0, b high 0, b low 1, b high 1]")
        .hasMessageContaining("its corners are re-entrant");
    // Sides that have the whole shape before them may be named.
    Function<Jet[], Jet> some = BoundaryFactors.of(ell(), "edge 0", "edge 5");
    assertThat(value(some, at(0, 0))).isPositive();
    assertThat(value(some, at(-1, 0))).isZero();
  }

  @Test
  void partsThatHaveNoFactorOfTheirOwnAreRefused() {
    Polygon split = Polygon.of(at(0, 0), at(1, 0), at(2, 0), at(2, 2), at(0, 2));
    assertThatThrownBy(() -> BoundaryFactors.of(split, "edge 0"))
        .hasMessageContaining("\"edge 0\" without \"edge 1\", which lies on the same line");
    assertThatThrownBy(() -> BoundaryFactors.of(split, new String[0]))
        .hasMessageContaining("no part is named");
    assertThatThrownBy(() -> BoundaryFactors.of(split, "edge 9"))
        .hasMessageStartingWith("unknown part of the boundary \"edge 9\"; did you mean");
  }
}
