package io.raf4j.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.formula.ProblemText;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.jet.Partial;
import io.raf4j.pde.SlabTimes;
import io.raf4j.random.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Solutions as functions: values and derivatives at points, by name. */
class PdeSolutionTest {

  private static final int MANY = 10_000;

  private static final ProblemReference HEAT =
      ProblemReference.named(ProblemReference.Kind.PDE, "heat", 1);

  private static Equations.Solution heat;

  @BeforeAll
  static void solveTheHeatEquation() {
    heat = Equations.solve(HEAT, Equations.Options.features(200));
  }

  private static double[] points(ProblemReference problem, int count) {
    return Sampler.UNIFORM
        .draw(problem.domain(), 7, Purpose.EVALUATION_SAMPLE, 0, 0, count)
        .coordinates();
  }

  private static double[] output(Equations.Solution solution, double[] points, int dimension) {
    INDArray x = Nd4j.createFromArray(points).reshape('c', points.length / dimension, dimension);
    return solution.network().output(x, false).dup('c').data().asDouble();
  }

  private static void requireClose(double[] found, double[] expected, double relative) {
    double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(found).containsExactly(expected, within(relative * size));
  }

  @Test
  void valuesAreWhatTheNetworkPutsOut() {
    double[] points = points(HEAT, MANY);
    double[] values = heat.function().evaluate(List.of(Derivative.of("u")), points);
    requireClose(values, output(heat, points, 2), 1e-12);
    double[] tenth = Arrays.copyOfRange(points, 18, 20);
    assertThat(heat.function().value("u", tenth)).isCloseTo(values[9], within(1e-13));
    assertThat(heat.function().values(tenth)).hasSize(1);
  }

  @Test
  void derivativesAreThoseOfTheExactSolution() {
    double[] points = points(HEAT, MANY);
    PdeSolution u = heat.function();
    List<Derivative> wanted = Derivative.listFromText("u, d(u,t), d(u,x), d(u,x,x), d(u,t,x)");
    double[] found = u.evaluate(wanted, points);
    List<Partial> partials = List.of(Partial.along(1, 1), Partial.along(0, 1));
    JetShape shape = JetShape.of(2, partials);
    for (int p = 0; p < MANY; p += 100) {
      double[] x = Arrays.copyOfRange(points, 2 * p, 2 * p + 2);
      Jet exact = HEAT.pde().exact().orElseThrow().at(Jet.coordinates(x, shape))[0];
      double[] known = {
        exact.value(),
        exact.derivative(0),
        exact.derivative(1),
        exact.partial(partials.get(0)),
        exact.partial(partials.get(1))
      };
      assertThat(Arrays.copyOfRange(found, 5 * p, 5 * p + 5)).containsExactly(known, within(1e-3));
    }
  }

  @Test
  void derivativesAreTheLimitsOfDifferences() {
    PdeSolution u = heat.function();
    double h = 1e-5;
    String[] so = {};
    for (String next : List.of("x", "t", "x", "x")) {
      String[] further = Arrays.copyOf(so, so.length + 1);
      further[so.length] = next;
      boolean isTime = next.equals("t");
      double[] low = {0.4 - (isTime ? h : 0), 0.3 - (isTime ? 0 : h)};
      double[] high = {0.4 + (isTime ? h : 0), 0.3 + (isTime ? 0 : h)};
      double difference = (u.derivative("u", high, so) - u.derivative("u", low, so)) / (2 * h);
      double exact = u.derivative("u", new double[] {0.4, 0.3}, further);
      assertThat(exact).isCloseTo(difference, within(1e-6 * (1 + Math.abs(exact))));
      so = further;
    }
    // In which order does not matter.
    assertThat(u.derivative("u", new double[] {0.4, 0.3}, "x", "x", "t", "x"))
        .isEqualTo(u.derivative("u", new double[] {0.4, 0.3}, so));
  }

  @Test
  void slabsOfTimeAreOneFunction() {
    double first = HEAT.domain().bounds().low(0);
    double last = HEAT.domain().bounds().high(0);
    Equations.Solution slabs =
        Equations.solve(
            HEAT,
            SlabTimes.even(first, last, 3),
            Equations.Options.features(60).limited(3, Duration.ofMinutes(1)));
    PdeSolution u = slabs.function();
    double[] points = points(HEAT, 1000);
    requireClose(u.evaluate(List.of(Derivative.of("u")), points), output(slabs, points, 2), 1e-12);
    double border = first + (last - first) / 3;
    double before = u.value("u", border, 0.3);
    assertThat(u.value("u", border + 1e-9, 0.3)).isCloseTo(before, within(1e-7));
    assertThat(u.problem().domain().bounds().high(0)).isEqualTo(last);
  }

  @Test
  void unknownsOfASystemHaveTheirNames(@TempDir Path folder) throws IOException {
    Path text = folder.resolve("pair.conf");
    Files.writeString(
        text,
        """
        space x in [0, 1]
        unknowns u, v
        equation d(u,x,x) = 0
        equation d(v,x,x) = 2
        condition left on x = 0: u = 1, v = 0
        condition right on x = 1: u = 3, v = 1
        """);
    PdeSolution found =
        Equations.solve(
                ProblemReference.ofText(ProblemText.of(text)), Equations.Options.features(60))
            .function();
    assertThat(found.unknowns()).containsExactly("u", "v");
    assertThat(found.value("u", 0.25)).isCloseTo(1.5, within(1e-6));
    assertThat(found.value("v", 0.5)).isCloseTo(0.25, within(1e-6));
    assertThat(found.derivative("v", new double[] {0.5}, "x")).isCloseTo(1, within(1e-5));
  }

  @Test
  void whatIsAskedWronglyIsRefused() {
    PdeSolution u = heat.function();
    double[] inside = {0.4, 0.3};
    assertThatThrownBy(() -> u.value("v", inside)).hasMessage("unknown is v; expected one of u");
    assertThatThrownBy(() -> u.derivative("u", inside, "y"))
        .hasMessage("coordinate is y; expected one of t, x");
    assertThatThrownBy(() -> u.value("u", 0.4))
        .hasMessage("a point has 1 coordinates; expected 2: t, x");
    assertThatThrownBy(() -> u.evaluate(List.of(Derivative.of("u")), new double[] {0, 0, -1, 0.5}))
        .hasMessage("point 2 is t = -1.0, x = 0.5, outside of the domain of heat");
    assertThatThrownBy(() -> u.value("u", Double.NaN, 0)).hasMessageContaining("outside");
    assertThatThrownBy(() -> u.derivative("u", inside, "x", "x", "x", "x", "x"))
        .hasMessageContaining("order 5; expected an order from 1 to 4");
    for (String text : List.of("d(u)", "d(u,x", "u,", "d(u,2)", "u_x+", "")) {
      assertThatThrownBy(() -> Derivative.listFromText(text))
          .as(text)
          .hasMessageContaining("expected one such as d(u,x)");
    }
  }

  @Test
  void pointsOnTheBoundaryAreInsideDespiteRounding() {
    PdeSolution u = heat.function();
    double end = HEAT.domain().bounds().high(0);
    assertThat(u.contains(Math.nextUp(end), 1)).isTrue();
    assertThat(u.contains(end + 1e-6, 0.5)).isFalse();
    double[] found =
        u.evaluateWhereInside(List.of(Derivative.of("u")), new double[] {9, 9, end, 0.5, 0, -9});
    assertThat(found[0]).isNaN();
    assertThat(found[1]).isEqualTo(u.value("u", end, 0.5));
    assertThat(found[2]).isNaN();
  }
}
