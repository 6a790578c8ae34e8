package io.raf4j.solver;

import static io.raf4j.solver.SolverFixtures.plain;
import static io.raf4j.solver.SolverFixtures.points;
import static io.raf4j.solver.SolverFixtures.still;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.pde.PdeResidual;
import io.raf4j.random.Purpose;
import io.raf4j.solver.ProblemReference.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriedPointsTest {

  @ParameterizedTest
  @CsvSource({"4096, 1, 1024", "1000, 1, 512", "300, 1, 300", "1000, 2, 256", "1, 1000, 1"})
  void aQuarterAndNoLessThanItsShareOfTheLeast(int count, int workers, int tried) {
    double[] x = IntStream.range(0, count).asDoubleStream().toArray();
    double[] weights = new double[count];
    Arrays.fill(weights, 2);

    Points some = TriedPoints.of(new Points(1, x, weights), workers);

    assertThat(some.coordinates()).isEqualTo(Arrays.copyOf(x, tried));
    assertThat(some.weights()).containsOnly(2);
  }

  /** The parts of the conditions in the loss are the same, that of the equation is an estimate. */
  @Test
  void pointsOfConditionsAreAllTriedAndTheLossStaysWhatItIs() {
    ProblemReference problem = ProblemReference.ofClass(Kind.PDE, AllPlaces.class.getName(), 2);
    MultiLayerNetwork network = still(problem, 1, plain(4, 1), "x", "sin");
    Residuals residuals = Residuals.pde(TrialLayer.of(network.getLayerWiseConfigurations()));
    Points own =
        residuals.withConditions(
            points(problem, 4096, 0), Sampler.SOBOL, 1, Purpose.COLLOCATION, 0);
    double[] before = own.weights().clone();

    Points tried = TriedPoints.of(own, 1);

    assertThat(own.weights()).isEqualTo(before);
    assertThat(tried.insideCount()).isEqualTo(1024);
    int conditions = own.count() - 4096;
    assertThat(tried.count() - 1024).isEqualTo(conditions);
    assertThat(Arrays.copyOfRange(tried.sites().conditions(), 1024, tried.count()))
        .isEqualTo(Arrays.copyOfRange(own.sites().conditions(), 4096, own.count()));
    double[] theta = residuals.theta(network.params());
    double[] all = parts(residuals, theta, own);
    double[] some = parts(residuals, theta, tried);
    for (int c = 1; c < all.length; c++) {
      assertThat(some[c]).isCloseTo(all[c], within(1e-12 * all[c]));
    }
    assertThat(some[0]).isNotEqualTo(all[0]).isCloseTo(all[0], within(1e-2 * all[0]));
    // The loss is divided by the mean factor of the equation as well, which all parts share.
    double loss = residuals.losses(List.of(theta), tried).losses()[0] * meanFactor(tried);
    assertThat(Arrays.stream(some).sum()).isCloseTo(loss, within(1e-10 * loss));
  }

  /** Returns the parts of the loss: of the equation, then of the conditions. */
  private static double[] parts(Residuals residuals, double[] theta, Points points) {
    AllPlaces problem = new AllPlaces();
    PdeResidual residual = new PdeResidual(problem);
    double[] squares = residuals.squares(theta, points);
    double[] parts = new double[1 + problem.conditions().size()];
    double inside = 0;
    for (int p = 0; p < points.count(); p++) {
      int c = points.sites().condition(p);
      double scale = residual.scale(c);
      double factor = c == 0 ? problem.weight(points.point(p)) : scale * scale;
      parts[c] += points.weights()[p] * factor * squares[p];
      inside += c == 0 ? points.weights()[p] : 0;
    }
    for (int c = 0; c < parts.length; c++) {
      parts[c] /= inside;
    }
    return parts;
  }

  private static double meanFactor(Points points) {
    AllPlaces problem = new AllPlaces();
    return IntStream.range(0, points.insideCount())
        .mapToDouble(p -> problem.weight(points.point(p)))
        .average()
        .orElseThrow();
  }
}
