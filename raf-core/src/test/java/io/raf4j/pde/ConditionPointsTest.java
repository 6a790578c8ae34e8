package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.random.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Points of conditions: which, how many, in which order, and how much they weigh. */
final class ConditionPointsTest {

  private static final int SEED = 7;

  /** A rectangle of area 6 with a condition of every place. */
  private static final class Rectangle implements ScalarProblem {

    private static final Observations DATA =
        new Observations(2, new double[] {1, 1, 2, 0.5, 0.3, 1.9}, 1, new double[] {5, 6, 7});

    private final Shape domain = new Box(new double[] {0, 0}, new double[] {3, 2});

    @Override
    public String name() {
      return "rectangle";
    }

    @Override
    public String equation() {
      return "-Lap u = 0";
    }

    @Override
    public Domain domain() {
      return domain;
    }

    @Override
    public Coordinates coordinates() {
      return Coordinates.space("x", "y");
    }

    @Override
    public Dual operator(double[] x, Field u) {
      return u.laplacian().negate();
    }

    @Override
    public List<Condition> conditions() {
      return List.of(
          Condition.value(domain.part("low 0"), 0, x -> 0).weighted(2),
          Condition.measured("data", DATA, 0.5, 0).weighted(5),
          Condition.flux(domain.part("high 1"), 0, x -> 0),
          Condition.inside("symmetry", (where, u, c) -> new Dual[] {u[0].derivative(0)}));
    }
  }

  private final Rectangle problem = new Rectangle();
  private final PdeResidual residual = new PdeResidual(problem);

  private Points draw(Sampler sampler, int inside, long seed, long step, int shard) {
    return residual.withConditions(
        sampler.draw(problem.domain(), seed, Purpose.COLLOCATION, step, shard, inside),
        sampler,
        seed,
        Purpose.COLLOCATION,
        step,
        shard);
  }

  private static int[] of(Points points, int condition) {
    return IntStream.range(0, points.count())
        .filter(p -> points.sites().condition(p) == condition)
        .toArray();
  }

  @ParameterizedTest
  @EnumSource(Sampler.class)
  void thoseInsideComeFirstAndTheConditionsFollowInTheirOrder(Sampler sampler) {
    Points points = draw(sampler, 256, SEED, 3, 0);
    assertThat(points.sites().conditions()).isSorted();
    assertThat(points.insideCount()).isEqualTo(256);
    Points inside = sampler.draw(problem.domain(), SEED, Purpose.COLLOCATION, 3, 0, 256);
    assertThat(Arrays.copyOf(points.coordinates(), 512)).isEqualTo(inside.coordinates());
    assertThat(Arrays.copyOf(points.weights(), 256)).isEqualTo(inside.weights());
  }

  @ParameterizedTest
  @CsvSource({"1, 16", "192, 16", "480, 40", "4800, 400"})
  void conditionsShareAQuarterAndHaveSixteenAtLeast(int inside, int each) {
    Points points = draw(Sampler.SOBOL, inside, SEED, 0, 0);
    for (int condition : new int[] {1, 3, 4}) {
      assertThat(of(points, condition)).hasSize(each);
    }
    assertThat(of(points, 2)).hasSize(3);
    assertThat(new PdeResidual(problem).count(inside)).isEqualTo(points.count());
  }

  @Test
  void pointsAreOnTheirPartWithItsNormal() {
    Points points = draw(Sampler.SOBOL, 200, SEED, 0, 0);
    for (int p : of(points, 1)) {
      assertThat(points.point(p)[0]).isZero();
      assertThat(points.point(p)[1]).isBetween(0.0, 2.0);
      assertThat(points.sites().numbers(p)).containsExactly(-1, 0);
    }
    for (int p : of(points, 3)) {
      assertThat(points.point(p)[1]).isEqualTo(2);
      assertThat(points.sites().numbers(p)).containsExactly(0, 1);
    }
    for (int p : of(points, 4)) {
      assertThat(problem.domain().contains(points.point(p))).isTrue();
    }
    // Those inside of a condition are others than those of the equation.
    List<double[]> first = new ArrayList<>();
    for (int p : of(points, 0)) {
      first.add(points.point(p));
    }
    assertThat(first).doesNotContain(points.point(of(points, 4)[0]));
  }

  @Test
  void givenPointsAreAllThereWithWhatWasMeasured() {
    for (int inside : new int[] {1, 1000}) {
      Points points = draw(Sampler.UNIFORM, inside, SEED, inside, 5);
      int[] given = of(points, 2);
      assertThat(given).hasSize(3);
      for (int i = 0; i < 3; i++) {
        assertThat(points.point(given[i])).isEqualTo(Rectangle.DATA.point(i));
        assertThat(points.sites().numbers(given[i])[0]).isEqualTo(5 + i);
      }
    }
  }

  /** The weighted sum over a condition, divided by the weights inside, is w times the mean. */
  @ParameterizedTest
  @EnumSource(Sampler.class)
  void weightsOfAConditionAreItsOwnTimesThoseInside(Sampler sampler) {
    Points points = draw(sampler, 300, SEED, 1, 2);
    double inside = sum(points, 0);
    assertThat(inside).isCloseTo(6 * 300, within(1e-9));
    double[] factors = {2, 5, 1, 1};
    for (int c = 1; c <= 4; c++) {
      assertThat(sum(points, c)).isCloseTo(factors[c - 1] * inside, within(1e-9 * inside));
    }
  }

  private static double sum(Points points, int condition) {
    return Arrays.stream(of(points, condition)).mapToDouble(p -> points.weights()[p]).sum();
  }

  @Test
  void anAddressHasItsPointsAndAnotherHasOthers() {
    Points once = draw(Sampler.SOBOL, 100, SEED, 4, 1);
    Points again = draw(Sampler.SOBOL, 100, SEED, 4, 1);
    assertThat(again.coordinates()).isEqualTo(once.coordinates());
    assertThat(again.weights()).isEqualTo(once.weights());
    assertThat(again.sites().numbers()).isEqualTo(once.sites().numbers());

    List<Points> others =
        List.of(
            draw(Sampler.SOBOL, 100, SEED + 1, 4, 1),
            draw(Sampler.SOBOL, 100, SEED, 5, 1),
            draw(Sampler.SOBOL, 100, SEED, 4, 2));
    for (Points other : others) {
      for (int condition : new int[] {1, 3, 4}) {
        assertThat(other.point(of(other, condition)[0]))
            .isNotEqualTo(once.point(of(once, condition)[0]));
      }
      assertThat(other.point(of(other, 2)[0])).isEqualTo(once.point(of(once, 2)[0]));
    }
  }

  @Test
  void aProblemWithoutConditionsHasItsPointsInsideAlone() {
    PdeProblem plain = new ExampleProblem(2);
    Points inside = Sampler.SOBOL.draw(plain.domain(), 1, Purpose.COLLOCATION, 0, 0, 9);
    assertThat(
            new PdeResidual(plain)
                .withConditions(inside, Sampler.SOBOL, 1, Purpose.COLLOCATION, 0, 0))
        .isSameAs(inside);
  }

  /** A second derivative of the probing functions is larger than their value or slope. */
  @Test
  void scalesBringConditionsToTheSizeOfTheEquation() {
    assertThat(residual.scale(0)).isEqualTo(1);
    assertThat(residual.scale(1)).isBetween(2.0, 20.0);
    // Measured values are divided by their noise, 0.5: their residuals are twice the values.
    assertThat(residual.scale(2)).isBetween(1.0, 10.0);
    assertThat(residual.scale(3)).isBetween(1.0, 10.0);
    double[] again = new double[5];
    PdeResidual same = new PdeResidual(new Rectangle());
    Arrays.setAll(again, same::scale);
    double[] first = new double[5];
    Arrays.setAll(first, residual::scale);
    assertThat(again).isEqualTo(first);
  }

  @Test
  void conditionsWithFewerResidualsThanTheEquationHaveZerosBehindThem() {
    PdeResidual cavity = new PdeResidual(PdeCatalogue.named("lid-driven-cavity").problem(2));
    assertThat(cavity.equations()).isEqualTo(3);
    assertThat(cavity.equations(0)).isEqualTo(3);
    assertThat(cavity.equations(1)).isEqualTo(1);
    double[] jets = new double[3 * cavity.shape().rows()];
    Arrays.fill(jets, 2);
    Dual[] pinned =
        cavity.at(
            new Location(1, new double[2], new double[1]), Field.of(jets, 0, 3, cavity.shape()));
    assertThat(pinned).extracting(Dual::value).containsExactly(2.0, 0.0, 0.0);
  }
}
