package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Problems of the catalogue and points of their domains. */
final class CataloguePoints {
  private CataloguePoints() {}

  /** Every problem in its smallest, its default, its largest and two other dimensions. */
  static Stream<Arguments> problems() {
    return PdeCatalogue.all().stream()
        .flatMap(
            entry ->
                Stream.of(
                        entry.smallestDimension(),
                        entry.defaultDimension(),
                        entry.largestDimension(),
                        2,
                        7)
                    .filter(d -> d >= entry.smallestDimension() && d <= entry.largestDimension())
                    .distinct()
                    .map(d -> Arguments.of(entry.name(), d)));
  }

  /** Those but the cavity, whose reference takes long: it has tests of its own. */
  static Stream<Arguments> judged() {
    return problems().filter(arguments -> !arguments.get()[0].equals(LidDrivenCavity.NAME));
  }

  /** Uniform points of a domain. */
  static double[][] of(Domain domain, int count) {
    Random random = new Random(11);
    double[][] points = new double[count][domain.dimension()];
    for (double[] point : points) {
      while (domain.place(random.doubles(domain.cubeDimension()).toArray(), point) == 0) {
        // The point of the cube belongs to none of the domain: the next one.
      }
    }
    return points;
  }

  /** CataloguePoints where the solution is prescribed: the first time, the sides, the sphere. */
  static double[][] boundary(PdeProblem problem) {
    double[][] points = of(problem.domain(), 40);
    return Arrays.stream(points)
        .flatMap(point -> boundary(problem, point))
        .toArray(double[][]::new);
  }

  private static Stream<double[]> boundary(PdeProblem problem, double[] point) {
    if (!(problem.domain() instanceof Box box)) {
      double norm = Math.sqrt(Arrays.stream(point).map(x -> x * x).sum());
      return Stream.of(Arrays.stream(point).map(x -> x / norm).toArray());
    }
    Stream.Builder<double[]> sides = Stream.builder();
    for (int k = 0; k < point.length; k++) {
      sides.add(with(point, k, box.low(k)));
      if (k > 0 || !hasTime(problem)) {
        sides.add(with(point, k, box.high(k)));
      }
      if (isPeriodic(problem)) {
        break;
      }
    }
    return sides.build();
  }

  private static boolean hasTime(PdeProblem problem) {
    return problem.equation().contains("u_t") || problem.equation().contains("h_t");
  }

  /** On a circle the first time is all the boundary that there is. */
  private static boolean isPeriodic(PdeProblem problem) {
    return problem.equation().contains("periodic in x");
  }

  private static double[] with(double[] point, int k, double value) {
    double[] moved = point.clone();
    moved[k] = value;
    return moved;
  }
}
