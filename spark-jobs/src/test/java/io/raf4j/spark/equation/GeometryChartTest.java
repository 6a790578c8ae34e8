package io.raf4j.spark.equation;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.pde.PdeCatalogue;
import io.raf4j.pde.PdeProblem;
import io.raf4j.spark.page.LineChart;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dots of a plane domain, in it and on the parts that they belong to. */
final class GeometryChartTest {

  private static PdeProblem problem(String name) {
    return PdeCatalogue.named(name).problem(PdeCatalogue.named(name).defaultDimension());
  }

  @Test
  void dotsLieInTheDomainAndOnTheCirclesOfTheirConditions() {
    LineChart chart = GeometryChart.of(problem("disc-with-hole")).orElseThrow();
    List<LineChart.Series> series = chart.series();
    assertThat(series).extracting(LineChart.Series::name).containsExactly("inside", "rim", "hole");
    assertThat(series).extracting(LineChart.Series::role).doesNotHaveDuplicates();
    assertDistances(series.get(1), 0, 0, 1);
    assertDistances(series.get(2), 0.2, 0.1, 0.3);
    LineChart.Series inside = series.get(0);
    assertThat(inside.x()).hasSize(512);
    for (int i = 0; i < inside.x().length; i += 2) {
      assertThat(Math.hypot(inside.x()[i], inside.y()[i])).isLessThanOrEqualTo(1);
      assertThat(Math.hypot(inside.x()[i] - 0.2, inside.y()[i] - 0.1)).isGreaterThan(0.2999);
    }
  }

  /** Every other point is a gap, so that dots are not joined. */
  private static void assertDistances(LineChart.Series dots, double x, double y, double distance) {
    assertThat(dots.x()).hasSizeGreaterThan(30);
    for (int i = 0; i < dots.x().length; i += 2) {
      assertThat(Math.abs(Math.hypot(dots.x()[i] - x, dots.y()[i] - y) - distance))
          .isLessThan(1e-12);
      assertThat(dots.y()[i + 1]).isNaN();
    }
  }

  @Test
  void boxesWithoutConditionsAndOtherDimensionsHaveNone() {
    assertThat(GeometryChart.of(problem("helmholtz"))).isEmpty();
    assertThat(GeometryChart.of(problem("poisson"))).isEmpty();
    assertThat(GeometryChart.of(problem("inverse-diffusion"))).isPresent();
  }
}
