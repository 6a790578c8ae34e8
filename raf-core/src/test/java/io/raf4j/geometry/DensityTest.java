package io.raf4j.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.random.Purpose;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that weights are one over the density that the points really have. */
class DensityTest {

  private static final int POINTS = 1 << 15;

  static Stream<Domain> domains() {
    return Stream.of(
        new Box(new double[] {-1, 2}, new double[] {3, 2.5}),
        new Ball(3, 2),
        Torus.ofAngles(2),
        BetaBox.unit(1),
        new BetaBox(new Box(new double[] {-1, 2}, new double[] {3, 2.5}), 0.3),
        new GaussianSpace(1, 0.7),
        new GaussianSpace(3, 1.5),
        new LogisticSpace(1, 0.5),
        new LogisticSpace(3, 0.7),
        new ExponentialSpace(0.75, 2, 0.2),
        new ExponentialSpace(1),
        new ExponentialSpace(0.5));
  }

  private static double integral(Domain domain, Sampler sampler, ToDoubleFunction<double[]> f) {
    Points points = sampler.draw(domain, 11, Purpose.COLLOCATION, 0, 0, POINTS);
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      sum += points.weights()[i] * f.applyAsDouble(points.point(i));
    }
    return sum / POINTS;
  }

  @ParameterizedTest
  @MethodSource("domains")
  void weightedMeansAreIntegrals(Domain domain) {
    // A bump of its own width and centre, cut off by nothing in spaces and known in boxes.
    int d = domain.dimension();
    ToDoubleFunction<double[]> bump =
        x -> {
          double square = 0;
          for (double coordinate : x) {
            square += (coordinate - 0.1) * (coordinate - 0.1);
          }
          return Math.exp(-2 * square);
        };
    double expected;
    if (Double.isInfinite(domain.volume())) {
      expected = Math.pow(Math.PI / 2, 0.5 * d);
    } else {
      expected = riemann(domain, bump);
    }
    assertThat(integral(domain, Sampler.SOBOL, bump)).isCloseTo(expected, within(4e-3 * expected));
  }

  /** Returns the integral over a bounded domain by a grid of midpoints, which knows no density. */
  private static double riemann(Domain domain, ToDoubleFunction<double[]> f) {
    Box box = domain.bounds();
    int d = domain.dimension();
    int side = d == 1 ? 4000 : d == 2 ? 400 : 120;
    int cells = (int) Math.round(Math.pow(side, d));
    double[] x = new double[d];
    double sum = 0;
    for (int cell = 0; cell < cells; cell++) {
      int rest = cell;
      for (int k = 0; k < d; k++) {
        x[k] = box.low()[k] + (box.high()[k] - box.low()[k]) * (rest % side + 0.5) / side;
        rest /= side;
      }
      sum += domain.contains(x) ? f.applyAsDouble(x) : 0;
    }
    return sum * box.volume() / cells;
  }

  @ParameterizedTest
  @MethodSource("domains")
  void pointsLieInsideWithPositiveFiniteWeights(Domain domain) {
    double last = Math.nextDown(1.0);
    double[] x = new double[domain.dimension()];
    for (double[] corner :
        new double[][] {
          {0, 0, 0, 0}, {last, last, last, last}, {0.5, 0.5, 0.5, 0.5}, {0, last, 0.5, last}
        }) {
      assertThat(domain.place(corner, x)).isPositive().isFinite();
      assertThat(domain.contains(x)).isTrue();
    }
    for (Sampler sampler : Sampler.values()) {
      Points points = sampler.draw(domain, 5, Purpose.COLLOCATION, 9, 1, 500);
      for (int i = 0; i < points.count(); i++) {
        assertThat(domain.contains(points.point(i))).isTrue();
        assertThat(points.weights()[i]).isPositive().isFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("domains")
  void weightedVolumeIsThatOfBoundedDomains(Domain domain) {
    if (Double.isFinite(domain.volume())) {
      assertThat(integral(domain, Sampler.SOBOL, x -> 1))
          .isCloseTo(domain.volume(), within(2e-3 * domain.volume()));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-12, 1e-3, 0.2, 0.4999, 0.5, 0.77, 0.999, 1 - 1e-12})
  void quantilesInvertTheDistributionFunctions(double p) {
    double[] x = new double[1];
    for (double share : new double[] {0, 0.15, 1}) {
      new BetaBox(Box.unit(1), share).place(new double[] {p}, x);
      double t = x[0];
      double polynomial = (1 - share) * (t * t * t * (10 - 15 * t + 6 * t * t)) + share * t;
      assertThat(polynomial).isCloseTo(p, within(3e-16 + 1e-13 * p * (1 - p)));
    }
    double[] place = new double[3];
    new ExponentialSpace(2).place(new double[] {0.3, 0.8, 0.6, p}, place);
    double r = 0.5 * Math.sqrt(place[0] * place[0] + place[1] * place[1] + place[2] * place[2]);
    double gamma = 1 - Math.exp(-r) * (1 + r + 0.5 * r * r);
    assertThat(gamma).isCloseTo(p, within(2e-15));
  }

  @Test
  void spaceMomentsAreThoseOfTheDensity() {
    // E r = 3 s under the density of the exponential space: an unweighted mean.
    Points points =
        Sampler.SOBOL.draw(new ExponentialSpace(1.5), 3, Purpose.COLLOCATION, 0, 0, POINTS);
    double distance = 0;
    for (int i = 0; i < POINTS; i++) {
      double[] x = points.point(i);
      distance += Math.sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]) / POINTS;
    }
    assertThat(distance).isCloseTo(4.5, within(1e-2));
    Points normal =
        Sampler.SOBOL.draw(new GaussianSpace(1, 0.7), 3, Purpose.COLLOCATION, 0, 0, POINTS);
    double fourth = 0;
    for (double x : normal.coordinates()) {
      fourth += x * x * x * x / POINTS;
    }
    assertThat(fourth).isCloseTo(3 * 0.7 * 0.7 * 0.7 * 0.7, within(5e-3));
  }

  @Test
  void wrongTailsAreSeenByManyPoints() {
    // A trial function of the oscillator that is wrong far out: a square of x^8 e^(-x^2/2).
    Points points =
        Sampler.SOBOL.draw(new LogisticSpace(1, 0.5), 3, Purpose.COLLOCATION, 0, 0, 8192);
    double largest = 0;
    double sum = 0;
    for (int i = 0; i < points.count(); i++) {
      double x = points.point(i)[0];
      double term = points.weights()[i] * Math.pow(x, 8) * Math.exp(-0.5 * x * x);
      largest = Math.max(largest, term);
      sum += term;
    }
    assertThat(sum / points.count()).isCloseTo(105 * Math.sqrt(2 * Math.PI), within(1.0));
    assertThat(largest / sum).isLessThan(0.02);
  }

  @Test
  void badSizesAreNamed() {
    assertThatThrownBy(() -> new Torus(1, 0))
        .hasMessage("period is 0.0; expected positive and finite");
    assertThatThrownBy(() -> new Torus(-1, 1)).hasMessage("dimension is -1; expected 1 or more");
    assertThatThrownBy(() -> new GaussianSpace(2, Double.NaN))
        .hasMessage("deviation is NaN; expected positive and finite");
    assertThatThrownBy(() -> new GaussianSpace(0, 1)).hasMessageContaining("dimension is 0");
    assertThatThrownBy(() -> new LogisticSpace(2, 0))
        .hasMessage("scale is 0.0; expected positive and finite");
    assertThatThrownBy(() -> new LogisticSpace(0, 1)).hasMessageContaining("dimension is 0");
    assertThatThrownBy(() -> new ExponentialSpace(1, 2, 1.5))
        .hasMessage("wideShare is 1.5; expected 0 to 1");
    assertThatThrownBy(() -> new ExponentialSpace(-2))
        .hasMessage("scale is -2.0; expected positive and finite");
    assertThatThrownBy(() -> new BetaBox(Box.unit(1), 1.5))
        .hasMessage("uniformShare is 1.5; expected 0 to 1");
    assertThatThrownBy(() -> new Points(2, new double[3], new double[1]))
        .hasMessage("3 coordinates and 1 weights in dimension 2; expected 2 coordinates");
  }
}
