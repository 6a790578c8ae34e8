package io.raf4j.geometry;

import static io.raf4j.geometry.ShapeFixtures.at;
import static io.raf4j.geometry.ShapeFixtures.ball;
import static io.raf4j.geometry.ShapeFixtures.box;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.random.Purpose;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks combinations of shapes, the names of their parts, and what is refused. */
class CombinedTest {

  @Test
  void partsOfWhichNothingIsLeftAreNone() {
    Shape upper = Box.unit(2).difference(box(at(-1, -1), 2, 0.5).called("lower"));
    assertThat(upper.partNames())
        .containsExactlyInAnyOrder("low 0", "high 0", "high 1", "lower high 1");
    assertThat(upper.part("low 0").measure()).isCloseTo(0.5, within(1e-15));
    assertThat(upper.bounds().low(1)).isCloseTo(0.5, within(1e-15));
    assertThatThrownBy(() -> upper.part("low 1"))
        .hasMessageStartingWith("unknown part of the boundary \"low 1\"; did you mean \"low 0\"?");
  }

  @Test
  void sharedSidesBelongToTheFirstShape() {
    Shape both = Box.unit(2).intersection(box(at(0, 0), 0.5, 1).called("left"));
    assertThat(both.partNames()).containsExactly("low 0", "low 1", "high 1", "left high 0");
    Shape cubes = Box.unit(3).union(box(at(1, 0, 0), 2, 1, 1).called("next"));
    assertThat(cubes.volume()).isCloseTo(2, within(1e-10));
    assertThat(cubes.boundaryMeasure()).isCloseTo(10, within(1e-9));
    assertThat(cubes.partNames()).doesNotContain("high 0", "next low 0");
    Shape same = Box.unit(2).union(Box.unit(2).called("again"));
    assertThat(same.partNames()).isEqualTo(Box.unit(2).partNames());
    assertThat(same.volume()).isCloseTo(1, within(1e-14));
  }

  @Test
  void manyHolesAreTakenOut() {
    Shape sieve = Box.unit(2);
    for (int i = 0; i < 9; i++) {
      sieve = sieve.difference(ball("hole " + i, 0.1, (i % 3 + 0.5) / 3, (i / 3 + 0.5) / 3));
    }
    assertThat(sieve.volume()).isCloseTo(1 - 0.09 * Math.PI, within(1e-13));
    assertThat(sieve.parts()).hasSize(13);
    assertThat(sieve.signedDistanceBound(at(0.5, 0.5))).isCloseTo(-0.1, within(1e-14));
    Shape one =
        sieve.naming(
            "holes", IntStream.range(0, 9).mapToObj(i -> "hole " + i).toArray(String[]::new));
    assertThat(one.part("holes").measure()).isCloseTo(1.8 * Math.PI, within(1e-12));
    assertThat(one.partNames()).containsExactly("low 0", "high 0", "low 1", "high 1", "holes");
  }

  @Test
  void tubesThroughACubeAreFound() {
    // Three balls in a row cut each other and two sides of the cube.
    Shape cheese =
        Box.cube(3, -1, 1)
            .difference(
                ball("a", 0.6, -1, 0, 0)
                    .union(ball("b", 0.6, 0, 0, 0))
                    .union(ball("c", 0.6, 1, 0, 0)));
    double half = 2 * Math.PI / 3 * 0.216;
    // A lens of two balls of radius r at distance d: pi (4 r + d) (2 r - d)^2 / 12.
    double lens = Math.PI * (2.4 + 1) * 0.2 * 0.2 / 12;
    assertThat(cheese.volume()).isCloseTo(8 - 4 * half + 2 * lens, within(1e-10));
    // A ball's cap of height h has the area 2 pi r h.
    double cap = 2 * Math.PI * 0.6 * 0.1;
    double whole = 4 * Math.PI * 0.36;
    assertThat(cheese.part("b").measure()).isCloseTo(whole - 2 * cap, within(1e-10));
    assertThat(cheese.part("a").measure()).isCloseTo(whole / 2 - cap, within(1e-10));
    assertThat(cheese.part("low 0").measure()).isCloseTo(4 - 0.36 * Math.PI, within(1e-10));
  }

  @Test
  void combinationsOfCombinationsNest() {
    Shape ring = ball("outer", 2, 0, 0).difference(ball("inner", 1, 0, 0));
    Shape half = ring.intersection(HalfSpace.through(at(0, 0), 0, -1).named("base"));
    Shape arch = half.union(box(at(-2, -1), 2, 0).called("block"));
    assertThat(arch.volume()).isCloseTo(1.5 * Math.PI + 4, within(1e-12));
    assertThat(arch.part("block high 1").measure()).isCloseTo(2, within(1e-12));
    // What the arch stands on is inside, whichever of the two owns it.
    assertThat(arch.partNames()).doesNotContain("base");
    assertThat(arch.contains(at(1.5, 0))).isTrue();
    assertThat(arch.contains(at(0.5, 0.5))).isFalse();
    assertThat(half.difference(HalfSpace.through(at(0, 0), 1, 0)).volume())
        .isCloseTo(0.75 * Math.PI, within(1e-12));
  }

  @Test
  void smallShapesFarFromTheOriginAreMeasuredAsLargeOnes() {
    double size = 1e-3;
    double far = 1000;
    Shape plate =
        box(at(far, -far), far + size, size - far)
            .difference(Ball.around(0.3 * size, far + size / 2, size / 2 - far));
    assertThat(plate.volume() / (size * size)).isCloseTo(1 - 0.09 * Math.PI, within(1e-8));
    assertThat(plate.part("sphere").measure() / size).isCloseTo(0.6 * Math.PI, within(1e-8));
    Shape block =
        box(at(far, far, far), far + size, far + size, far + size)
            .difference(Ball.around(0.3 * size, far, far, far));
    double hole = Math.PI / 6 * 0.027;
    assertThat(block.volume() / Math.pow(size, 3)).isCloseTo(1 - hole, within(1e-8));
  }

  @Test
  void whatIsEmptyIsRefused() {
    assertThatThrownBy(() -> Box.unit(2).intersection(box(at(2, 2), 3, 3).called("far")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is empty; give regions that overlap");
    assertThatThrownBy(() -> ball("a", 1, 0, 0).intersection(ball("b", 1, 1.9, 1.9)))
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> Box.unit(2).intersection(box(at(1, 0), 2, 1).called("next")))
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> Box.unit(3).difference(Ball.around(3, 0, 0, 0)))
        .hasMessageContaining("nothing is left of");
    assertThatThrownBy(() -> Box.unit(2).intersection(HalfSpace.through(at(0, -1), 0, 1)))
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> Box.unit(3).intersection(Ball.around(0.5, 3, 3, 3)))
        .hasMessageContaining("is empty");
  }

  @Test
  void whatCannotBeCombinedIsRefused() {
    assertThatThrownBy(() -> Box.unit(2).union(Ball.unit(3)))
        .hasMessage(
            "the union is of a shape of 2 dimensions and one of 3; expected 2 or 3, both the same");
    assertThatThrownBy(() -> Box.unit(1).union(Box.cube(1, 3, 4).called("b")))
        .hasMessageContaining("expected 2 or 3, both the same");
    assertThatThrownBy(() -> Ball.unit(2).union(Ball.around(1, 1, 1)))
        .hasMessageStartingWith(
            "the union would have two parts named \"sphere\"; rename one of them before");
    assertThatThrownBy(() -> Box.unit(1).overTime(0, 1).difference(Ball.unit(2)))
        .hasMessageContaining("a shape over time cannot be combined");
  }

  @Test
  void halfSpacesAreChecked() {
    HalfSpace half = new HalfSpace(at(3, 4), 10, "cut");
    assertThat(half.signedDistance(at(0, 0))).isEqualTo(2);
    assertThat(half.opposite().signedDistance(at(0, 0))).isEqualTo(-2);
    assertThat(half).isEqualTo(new HalfSpace(at(6, 8), 20, "cut"));
    assertThat(half.hashCode()).isEqualTo(new HalfSpace(at(6, 8), 20, "cut").hashCode());
    assertThatThrownBy(() -> new HalfSpace(at(0, 0), 1, "cut")).hasMessageContaining("not 0");
    assertThatThrownBy(() -> new HalfSpace(at(1), 1, "cut"))
        .hasMessageContaining("expected 2 or 3");
    assertThatThrownBy(() -> new HalfSpace(at(1, 0), 1, " ")).hasMessageContaining("named");
    assertThatThrownBy(() -> HalfSpace.through(at(1, 0), 1)).hasMessageContaining("as many");
  }

  @Test
  void namesAreChecked() {
    Box box = Box.unit(2);
    Shape named = box.naming("walls", "low 1", "high 1").naming("inlet", "low 0");
    assertThat(named.partNames()).containsExactly("inlet", "high 0", "walls");
    assertThat(named.part("walls").measure()).isEqualTo(2);
    assertThat(named.called("left").partNames())
        .containsExactly("left inlet", "left high 0", "left walls");
    assertThatThrownBy(() -> box.naming("a", "lo 0")).hasMessageContaining("did you mean");
    assertThatThrownBy(() -> box.naming("a", "low 0", "low 0"))
        .hasMessageContaining("is named twice");
    assertThatThrownBy(() -> box.naming("a")).hasMessageContaining("stands for no part");
    assertThatThrownBy(() -> box.naming("high 1", "low 0"))
        .hasMessageContaining("two parts named \"high 1\"");
    assertThat(box.naming("low 0", "low 0", "high 0").part("low 0").measure()).isEqualTo(2);
  }

  @Test
  void timeIsChecked() {
    assertThatThrownBy(() -> Box.unit(1).overTime(1, 1)).hasMessageContaining("low < high");
    assertThatThrownBy(() -> Box.unit(1).naming("start", "low 0").overTime(0, 1))
        .hasMessageContaining("two parts named \"start\"");
    TimeSpace tube = Ball.unit(2).overTime(0, 2);
    assertThat(tube.partNames()).containsExactly("start", "end", "sphere");
    assertThat(tube.part("start").measure()).isEqualTo(Math.PI);
    BoundaryPoints start =
        Sampler.SOBOL.drawBoundary(tube.part("start"), 1, Purpose.COLLOCATION, 0, 0, 9);
    for (int i = 0; i < start.count(); i++) {
      assertThat(start.point(i)[0]).isZero();
      assertThat(start.normal(i)).containsExactly(-1, 0, 0);
    }
    assertThat(tube.signedDistanceBound(at(1, 0, 0.5))).isEqualTo(0.5);
    assertThat(tube.signedDistanceBound(at(-3, 5, 0))).isEqualTo(-5);
  }

  @Test
  void boundaryPointsAreChecked() {
    assertThatThrownBy(
            () -> new BoundaryPoints("a", 2, new double[4], new double[2], new double[2]))
        .hasMessageContaining("expected 4 coordinates and normals");
    assertThatThrownBy(
            () ->
                Sampler.SOBOL.drawBoundary(
                    Box.unit(2).part("low 0"), 1, Purpose.COLLOCATION, 0, 0, -1))
        .hasMessage("count is -1; expected 0 or more");
    BoundaryPoints none =
        Sampler.SOBOL.drawBoundary(Box.unit(2).part("low 0"), 1, Purpose.COLLOCATION, 0, 0, 0);
    assertThat(none.points().count()).isZero();
  }
}
