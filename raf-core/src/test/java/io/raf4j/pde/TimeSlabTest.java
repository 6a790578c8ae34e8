package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.geometry.Ball;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSlabTest {

  /** Heat with conditions that a test chooses. */
  private record Warmth(Domain domain, List<Condition> conditions, Jet atStart)
      implements ScalarProblem {

    @Override
    public String name() {
      return "warmth";
    }

    @Override
    public String equation() {
      return "u_t = Lap u";
    }

    @Override
    public Coordinates coordinates() {
      return Coordinates.timeSpace(domain.dimension() - 1);
    }

    @Override
    public Dual operator(double[] x, Field u) {
      return u.derivative(0).minus(u.laplacian());
    }

    @Override
    public Jet boundaryFactor(Jet[] x) {
      return x[0].plus(atStart);
    }
  }

  private static final Jet NOTHING = Jet.constant(0);

  private static TimeSlab slab(PdeProblem problem, int number, Double... ends) {
    return new TimeSlab(problem, new SlabTimes(number, List.of(ends)));
  }

  @Test
  void conditionsAreThoseOfTheInterval() {
    Shape domain = Box.unit(2).naming("cold", "low 1");
    Observations readings =
        new Observations(2, new double[] {0, 0.5, 0.5, 0.5, 0.6, 0.5, 1, 0.5}, 1, new double[4]);
    Warmth problem =
        new Warmth(
            domain,
            List.of(
                Condition.value(domain.part("cold"), 0, x -> 0).weighted(3),
                Condition.measured("readings", readings, 0.1, 0),
                Condition.inside("also", (where, u, c) -> new Dual[] {u[0].value()})),
            NOTHING);
    TimeSlab first = slab(problem, 1, 0.5, 0.8, 1.0);
    assertThat(first.domain().bounds())
        .isEqualTo(new Box(new double[] {0, 0}, new double[] {0.5, 1}));
    assertThat(first.conditions())
        .extracting(Condition::name)
        .containsExactly("cold", "readings", "also");
    assertThat(first.conditions().get(0).weight()).isEqualTo(3);
    Condition.OnPart cold = (Condition.OnPart) first.conditions().get(0).place();
    double[] x = new double[2];
    cold.part().place(new double[] {0.999}, x, new double[2]);
    assertThat(x[0]).isLessThanOrEqualTo(0.5).isGreaterThan(0.49);
    assertThat(x[1]).isZero();
    assertThat(((Condition.AtPoints) first.conditions().get(1).place()).points().count())
        .isEqualTo(2);
    TimeSlab second = slab(problem, 2, 0.5, 0.8, 1.0);
    assertThat(((Condition.AtPoints) second.conditions().get(1).place()).points().coordinates())
        .containsExactly(0.6, 0.5);
    // Nothing was measured there.
    assertThat(slab(problem, 2, 0.6, 0.9, 1.0).conditions()).hasSize(2);
  }

  @Test
  void shapesOverTimeAreCut() {
    Warmth problem = new Warmth(Ball.unit(2).overTime(1, 3), List.of(), Jet.constant(-1));
    TimeSlab slab = slab(problem, 2, 2.0, 3.0);
    assertThat(slab.domain().bounds().low()).containsExactly(2, -1, -1);
    assertThat(slab.order(0)).isEqualTo(1);
    assertThat(slab.boundaryFactor(Jet.constants(new double[] {2.5, 0, 0})).value()).isEqualTo(1);
    assertThat(slab.features(Jet.constants(new double[] {2.5, 0, 0}))[0].value()).isEqualTo(2);
  }

  @Test
  void whatCannotBeSolvedInSlabsIsRefused() {
    assertThatThrownBy(() -> slab(PdeCatalogue.named("poisson-smooth").problem(2), 1, 0.5, 1.0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("poisson-smooth has the coordinates [x, y], none of which is time");
    assertThatThrownBy(() -> slab(new MeasuredDiffusion(1), 1, 0.5, 1.0))
        .hasMessageContaining("has unknown numbers");
    Shape box = Box.unit(2);
    assertThatThrownBy(() -> slab(new Warmth(box, List.of(), Jet.constant(1)), 1, 0.5, 1.0))
        .hasMessageContaining("no initial values are met exactly");
    List<Condition> end = List.of(Condition.value(box.part("high 0"), 0, x -> 0));
    assertThatThrownBy(() -> slab(new Warmth(box, end, NOTHING), 1, 0.5, 1.0))
        .hasMessageContaining("condition \"high 0\" where time begins or ends");
    Domain disc = Ball.unit(2).difference(Ball.around(0.1, 0, 0).called("inner"));
    assertThatThrownBy(() -> slab(new Warmth(disc, List.of(), NOTHING), 1, 0.5, 1.0))
        .hasMessageContaining("neither a box nor a shape over time");
  }

  @Test
  void timesThatAreNotTheProblemsAreRefused() {
    PdeProblem burgers = PdeCatalogue.named("burgers").problem(1);
    for (Double[] ends : new Double[][] {{0.5, 2.0}, {0.5, 0.9}, {-1.0, 1.0}, {0.0, 1.0}}) {
      assertThatThrownBy(() -> slab(burgers, 1, ends))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("burgers goes from t = 0.0 to 1.0");
    }
    assertThatThrownBy(() -> slab(burgers, 1, 0.5, 0.5, 1.0)).hasMessageContaining("each after");
    assertThatThrownBy(() -> slab(burgers, 1, 0.5, Double.NaN)).hasMessageContaining("finite");
    assertThatThrownBy(() -> slab(burgers, 3, 0.5, 1.0)).hasMessageContaining("slab 3 of 2");
    assertThatThrownBy(() -> slab(burgers, 1)).hasMessageContaining("0 slabs");
  }

  @Test
  void timesAreReadBackToTheBit() {
    SlabTimes times = SlabTimes.even(0, 1, 3).numbered(2);
    assertThat(SlabTimes.fromText(times.toText())).isEqualTo(times);
    assertThat(times.start(0)).isEqualTo(1 / 3.0);
    assertThat(times.at(0)).isEqualTo(1);
    assertThat(times.at(1 / 3.0)).isEqualTo(1);
    assertThat(times.at(0.5)).isEqualTo(2);
    assertThat(times.at(7)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "x of 1", "1 of y", "1 of", "3 of 0.5,1"})
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> SlabTimes.fromText(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
