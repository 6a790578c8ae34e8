package io.raf4j.eigen;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.random.Purpose;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Problems of the catalogue, and sums over their points. */
final class EigenFixtures {
  private EigenFixtures() {}

  /** Every problem, in every dimension up to a limit. */
  static Stream<EigenProblem> problems(int mostDimension) {
    return EigenCatalogue.all().stream()
        .flatMap(
            entry ->
                IntStream.rangeClosed(
                        entry.smallestDimension(),
                        Math.min(mostDimension, entry.largestDimension()))
                    .mapToObj(entry::problem));
  }

  /** Points for integrals. */
  static Points points(EigenProblem problem, Sampler sampler, int count) {
    return sampler.draw(problem.domain(), 1, Purpose.COLLOCATION, 0, 0, count);
  }

  /** The sums of the weak form over points, means over them. */
  record Sums(double[] a, double[] m, double[] q) {}

  /** Sums the weak form of functions given as jets. */
  static Sums sums(EigenProblem problem, Points points, Function<Jet[], Jet[]> functions, int k) {
    JetShape shape = JetShape.gradient(problem.domain().dimension());
    RayleighForm form = new RayleighForm(problem, k);
    Sums sums = new Sums(new double[k * k], new double[k * k], new double[k]);
    double[] jets = new double[shape.rows() * k];
    for (int i = 0; i < points.count(); i++) {
      double[] x = points.point(i);
      Jet[] u = functions.apply(Jet.coordinates(x));
      for (int j = 0; j < k; j++) {
        u[j].write(shape, jets, j, k);
      }
      form.add(x, points.weights()[i] / points.count(), jets, 0, sums.a, sums.m, sums.q);
    }
    return sums;
  }
}
