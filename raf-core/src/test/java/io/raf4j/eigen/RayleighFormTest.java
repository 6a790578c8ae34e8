package io.raf4j.eigen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the sums of {@link RayleighForm} against its formula and its adjoints. */
class RayleighFormTest {

  private static final int FUNCTIONS = 3;
  private static final int OFFSET = 4;

  static Stream<EigenProblem> problems() {
    return EigenFixtures.problems(3);
  }

  private static double[] random(int count, long step) {
    RandomStream stream = RandomStream.of(1, Purpose.EVALUATION_SAMPLE, step, 0);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = stream.nextGaussian();
    }
    return numbers;
  }

  @ParameterizedTest
  @MethodSource("problems")
  void sumsFollowTheFormula(EigenProblem problem) {
    int d = problem.domain().dimension();
    double[] x = EigenFixtures.points(problem, Sampler.UNIFORM, 1).coordinates();
    double[] jets = random(OFFSET + (d + 1) * FUNCTIONS, 1);
    double[] a = new double[FUNCTIONS * FUNCTIONS];
    double[] m = new double[FUNCTIONS * FUNCTIONS];
    double[] q = new double[FUNCTIONS];
    new RayleighForm(problem, FUNCTIONS).add(x, 0.3, jets, OFFSET, a, m, q);
    double[] b = new double[d];
    problem.drift(x, b);
    double c = 0.3 * problem.weight(x);
    for (int i = 0; i < FUNCTIONS; i++) {
      double u = jets[OFFSET + i];
      for (int j = 0; j < FUNCTIONS; j++) {
        double v = jets[OFFSET + j];
        double slopes = 0;
        for (int k = 0; k < d; k++) {
          double ui = jets[OFFSET + (k + 1) * FUNCTIONS + i] + b[k] * u;
          slopes += ui * (jets[OFFSET + (k + 1) * FUNCTIONS + j] + b[k] * v);
        }
        double energy = problem.kinetic() * slopes + problem.potential(x) * u * v;
        assertThat(a[i * FUNCTIONS + j]).isCloseTo(c * energy, within(1e-12 * (1 + c)));
        assertThat(m[i * FUNCTIONS + j]).isCloseTo(c * u * v, within(1e-12 * (1 + c)));
      }
      double fourth = problem.cubic() == 0 ? 0 : c * Math.pow(u, 4);
      assertThat(q[i]).isCloseTo(fourth, within(1e-12 * (1 + c)));
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void adjointsAreTheSlopesOfALoss(EigenProblem problem) {
    int d = problem.domain().dimension();
    Points points = EigenFixtures.points(problem, Sampler.UNIFORM, 1);
    double[] x = points.coordinates();
    double[] jets = random(OFFSET + (d + 1) * FUNCTIONS, 2);
    double[] dA = random(FUNCTIONS * FUNCTIONS, 3);
    double[] dM = random(FUNCTIONS * FUNCTIONS, 4);
    double[] dQ = random(FUNCTIONS, 5);
    double[] out = new double[1 + jets.length];
    RayleighForm form = new RayleighForm(problem, FUNCTIONS);
    Arrays.fill(out, Double.NaN);
    form.adjoints(x, 0.3, jets, OFFSET, dA, dM, dQ, out, OFFSET + 1);
    assertThat(out[OFFSET]).isNaN();
    double step = 1e-4;
    for (int i = OFFSET; i < jets.length; i++) {
      double kept = jets[i];
      jets[i] = kept + step;
      double above = loss(form, x, jets, dA, dM, dQ);
      jets[i] = kept - step;
      double below = loss(form, x, jets, dA, dM, dQ);
      jets[i] = kept;
      double slope = (above - below) / (2 * step);
      assertThat(out[i + 1]).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
    }
  }

  private static double loss(
      RayleighForm form, double[] x, double[] jets, double[] dA, double[] dM, double[] dQ) {
    double[] a = new double[FUNCTIONS * FUNCTIONS];
    double[] m = new double[FUNCTIONS * FUNCTIONS];
    double[] q = new double[FUNCTIONS];
    form.add(x, 0.3, jets, OFFSET, a, m, q);
    return dot(a, dA) + dot(m, dM) + dot(q, dQ);
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  @Test
  void linearProblemsNeedNoFourthPowers() {
    EigenProblem box = EigenCatalogue.named("box").problem(1);
    RayleighForm form = new RayleighForm(box, 1);
    double[] a = new double[1];
    double[] m = new double[1];
    double[] none = new double[0];
    form.add(new double[] {0.5}, 2, new double[] {3, 5}, 0, a, m, none);
    form.add(new double[] {0.5}, 2, new double[] {3, 5}, 0, a, m, none);
    assertThat(a).containsExactly(100);
    assertThat(m).containsExactly(36);
    assertThat(form.eigenvalue(100, 36, Double.NaN)).isEqualTo(100.0 / 36);
    assertThat(form.energy(100, 36, Double.NaN)).isEqualTo(100.0 / 36);
    double[] out = new double[2];
    form.adjoints(new double[] {0.5}, 2, new double[] {3, 5}, 0, new double[] {1}, m, none, out, 0);
    assertThat(out[1]).isEqualTo(2 * 2 * 5);
  }

  @Test
  void thereIsAtLeastOneFunction() {
    EigenProblem box = EigenCatalogue.named("box").problem(1);
    assertThatThrownBy(() -> new RayleighForm(box, 0))
        .hasMessage("functions is 0; expected 1 or more");
  }
}
