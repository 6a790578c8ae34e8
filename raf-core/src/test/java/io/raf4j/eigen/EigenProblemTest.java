package io.raf4j.eigen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the problems' weak forms, strong forms and exact solutions against each other. */
class EigenProblemTest {

  static Stream<EigenProblem> all() {
    return EigenFixtures.problems(20);
  }

  static Stream<EigenProblem> lowDimensional() {
    return EigenFixtures.problems(3);
  }

  /** A smooth function that meets the problem's conditions and solves nothing. */
  private static Jet trial(EigenProblem problem, Jet[] x) {
    Jet[] features = problem.features(x);
    Jet first = features[0].times(0.7).sin();
    Jet last = features[features.length - 1];
    Jet bend = first.plus(last.times(0.4)).plus(last.square().times(-0.1)).tanh();
    return problem.boundaryFactor(x).times(bend.times(0.5).plus(1));
  }

  private static double strong(EigenProblem problem, double[] x, Jet u) {
    return problem.operator(x, Field.of(u, problem.shape())).value();
  }

  @ParameterizedTest
  @MethodSource("all")
  void exactGroundStatesSatisfyTheStrongForm(EigenProblem problem) {
    double lambda = problem.eigenvalues(1)[0];
    EigenProblem.GroundState ground = problem.groundState().orElseThrow();
    Points points = EigenFixtures.points(problem, Sampler.UNIFORM, 50);
    for (int i = 0; i < points.count(); i++) {
      double[] x = points.point(i);
      Jet u = ground.at(Jet.coordinates(x));
      double scale = Math.max(1, Math.abs(lambda)) * Math.max(1, Math.abs(u.value()));
      assertThat(strong(problem, x, u)).isCloseTo(lambda * u.value(), within(1e-10 * scale));
    }
  }

  @ParameterizedTest
  @MethodSource("lowDimensional")
  void weakFormIsTheStrongOneIntegratedByParts(EigenProblem problem) {
    Points points = EigenFixtures.points(problem, Sampler.SOBOL, 1 << 13);
    double[] ones = new double[problem.domain().dimension()];
    Arrays.fill(ones, 1);
    double strong = 0;
    double size = 0;
    for (int i = 0; i < points.count(); i++) {
      double[] x = points.point(i);
      Jet u = trial(problem, Jet.coordinates(x));
      double share = points.weights()[i] * problem.weight(x) * u.value() / points.count();
      strong += share * strong(problem, x, u);
      size += Math.abs(share * u.laplacian(ones) * problem.kinetic());
    }
    EigenFixtures.Sums sums =
        EigenFixtures.sums(problem, points, x -> new Jet[] {trial(problem, x)}, 1);
    double weak = sums.a()[0] + problem.cubic() * sums.q()[0];
    assertThat(weak).isCloseTo(strong, within(3e-3 * (size + Math.abs(strong))));
  }

  @ParameterizedTest
  @MethodSource("lowDimensional")
  void rayleighQuotientOfTheGroundStateIsItsEigenvalue(EigenProblem problem) {
    Points points = EigenFixtures.points(problem, Sampler.SOBOL, 1 << 13);
    EigenProblem.GroundState ground = problem.groundState().orElseThrow();
    EigenFixtures.Sums sums = EigenFixtures.sums(problem, points, x -> new Jet[] {ground.at(x)}, 1);
    double lambda = problem.eigenvalues(1)[0];
    RayleighForm form = new RayleighForm(problem, 1);
    assertThat(form.eigenvalue(sums.a()[0], sums.m()[0], sums.q()[0]))
        .isCloseTo(lambda, within(3e-3 * Math.max(0.1, Math.abs(lambda))));
    if (problem.cubic() != 0) {
      assertThat(sums.m()[0]).isCloseTo(problem.norm(), within(1e-3 * problem.norm()));
    }
  }

  @ParameterizedTest
  @MethodSource("lowDimensional")
  void noTrialFunctionLiesBelowTheGroundState(EigenProblem problem) {
    Points points = EigenFixtures.points(problem, Sampler.SOBOL, 1 << 13);
    RayleighForm form = new RayleighForm(problem, 1);
    EigenProblem.GroundState ground = problem.groundState().orElseThrow();
    EigenFixtures.Sums best = EigenFixtures.sums(problem, points, x -> new Jet[] {ground.at(x)}, 1);
    EigenFixtures.Sums other =
        EigenFixtures.sums(problem, points, x -> new Jet[] {trial(problem, x)}, 1);
    assertThat(form.energy(other.a()[0], other.m()[0], other.q()[0]))
        .isGreaterThan(form.energy(best.a()[0], best.m()[0], best.q()[0]) + 1e-3);
  }

  @ParameterizedTest
  @MethodSource("lowDimensional")
  void energyIsStationaryAtTheGroundState(EigenProblem problem) {
    Points points = EigenFixtures.points(problem, Sampler.SOBOL, 1 << 13);
    EigenProblem.GroundState ground = problem.groundState().orElseThrow();
    RayleighForm form = new RayleighForm(problem, 1);
    double[] energies = new double[3];
    double step = 0.02;
    for (int i = -1; i <= 1; i++) {
      double share = i * step;
      EigenFixtures.Sums sums =
          EigenFixtures.sums(
              problem,
              points,
              x -> new Jet[] {ground.at(x).plus(trial(problem, x).times(share))},
              1);
      energies[i + 1] = form.energy(sums.a()[0], sums.m()[0], sums.q()[0]);
    }
    double slope = (energies[2] - energies[0]) / (2 * step);
    assertThat(slope).isCloseTo(0, within(0.02 * Math.max(1, Math.abs(energies[1]))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"schroedinger-torus", "fokker-planck", "cubic"})
  void periodicFeaturesAreTheSameOnBothSides(String name) {
    int d = 3;
    EigenProblem problem = EigenCatalogue.named(name).problem(d);
    Jet[] here = problem.features(Jet.coordinates(new double[d]));
    double[] period = new double[d];
    Arrays.fill(period, 2 * Math.PI);
    Jet[] there = problem.features(Jet.coordinates(period));
    assertThat(here).hasSize(2 * d);
    for (int k = 0; k < here.length; k++) {
      assertThat(there[k].value()).isCloseTo(here[k].value(), within(1e-14));
      assertThat(there[k].derivative(k / 2)).isCloseTo(here[k].derivative(k / 2), within(1e-14));
    }
  }

  @Test
  void boundaryFactorOfTheBoxVanishesOnItsSidesAndIsOneInTheMiddle() {
    EigenProblem box = EigenCatalogue.named("box").problem(3);
    for (double side : new double[] {0, 1}) {
      assertThat(value(box, 0.3, side, 0.6)).isZero();
    }
    assertThat(value(box, 0.5, 0.5, 0.5)).isEqualTo(1);
    assertThat(value(box, 0.1, 0.9, 0.2)).isPositive();
  }

  private static double value(EigenProblem problem, double... x) {
    return problem.boundaryFactor(Jet.coordinates(x)).value();
  }

  @Test
  void operatorOfAWeightedProblemMustBeWritten() {
    EigenProblem weighted = new Unfinished(2, 0);
    EigenProblem drifting = new Unfinished(1, 0.5);
    Field u = Field.of(Jet.constant(1), JetShape.laplacian(1));
    for (EigenProblem problem : new EigenProblem[] {weighted, drifting}) {
      assertThatThrownBy(() -> problem.operator(new double[1], u))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("problem unfinished has a weight or a drift; it must override operator");
    }
    assertThat(new Unfinished(1, 0).operator(new double[1], u).value()).isEqualTo(7);
  }

  private record Unfinished(double weight, double slope) implements EigenProblem {
    @Override
    public String name() {
      return "unfinished";
    }

    @Override
    public String equation() {
      return "";
    }

    @Override
    public Domain domain() {
      return Box.unit(1);
    }

    @Override
    public double potential(double[] x) {
      return 7;
    }

    @Override
    public double weight(double[] x) {
      return weight;
    }

    @Override
    public void drift(double[] x, double[] b) {
      b[0] = slope;
    }

    @Override
    public Jet boundaryFactor(Jet[] x) {
      return Jet.constant(1);
    }

    @Override
    public double[] eigenvalues(int count) {
      return new double[0];
    }

    @Override
    public Optional<GroundState> groundState() {
      return Optional.empty();
    }
  }
}
