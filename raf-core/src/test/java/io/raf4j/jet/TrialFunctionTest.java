package io.raf4j.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrialFunctionTest {

  private static final int FUNCTIONS = 2;
  private static final double[] POINT = {0.3, -0.7, 1.1};

  static Stream<JetShape> shapes() {
    return Stream.of(
        JetShape.value(),
        JetShape.gradient(3),
        JetShape.laplacian(3),
        JetShape.weightedLaplacian(0, 2, -1),
        JetShape.pureSeconds(3),
        JetShape.of(3, List.of(Partial.along(0, 2))),
        JetShape.of(3, List.of(Partial.along(0, 0, 1, 1), Partial.along(2, 2, 2))));
  }

  private static Jet factor(int i, Jet[] x) {
    return x[0].times(x[1].plus(i).sin()).plus(x[2].square());
  }

  private static Jet network(int i, Jet[] x) {
    return x[0].times(i + 1).exp().times(x[1].plus(x[2]).cos());
  }

  private static Jet lift(int i, Jet[] x) {
    return x[2].power(3).times(x[0]).plus(i);
  }

  private static double[] rows(JetShape shape, Jet... functions) {
    double[] rows = new double[shape.rows() * functions.length];
    for (int i = 0; i < functions.length; i++) {
      functions[i].write(shape, rows, i, functions.length);
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void rowsFollowTheProductRuleOfJets(JetShape shape) {
    Jet[] x = Jet.coordinates(POINT, shape);
    Jet[] n = {network(0, x), network(1, x)};
    Jet[] a = {lift(0, x), lift(1, x)};
    Jet[] b = {factor(0, x), factor(1, x)};
    double[] expected = rows(shape, b[0].times(n[0]).plus(a[0]), b[1].times(n[1]).plus(a[1]));

    TrialFunction rule = new TrialFunction(shape, FUNCTIONS);
    double[] trial = new double[rule.length() + 3];
    rule.apply(rows(shape, b), rows(shape, a), rows(shape, n), 0, trial, 3);
    double[] inPlace = rows(shape, n);
    rule.apply(rows(shape, b), rows(shape, a), inPlace, 0, inPlace, 0);

    for (int i = 0; i < expected.length; i++) {
      assertThat(trial[3 + i]).isCloseTo(expected[i], within(1e-12));
      assertThat(inPlace[i]).isEqualTo(trial[3 + i]);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void adjointIsTheTransposeOfTheLinearPart(JetShape shape) {
    Random random = new Random(5);
    TrialFunction rule = new TrialFunction(shape, FUNCTIONS);
    double[] factor = random.doubles(rule.length()).toArray();
    double[] n = random.doubles(rule.length()).toArray();
    double[] byTrial = random.doubles(rule.length()).toArray();
    double[] u = new double[rule.length()];
    rule.apply(factor, new double[rule.length()], n, 0, u, 0);
    double[] byNetwork = new double[rule.length() + 1];
    rule.adjoint(factor, byTrial, 0, byNetwork, 1);
    double[] inPlace = byTrial.clone();
    rule.adjoint(factor, inPlace, 0, inPlace, 0);

    double forward = IntStream.range(0, u.length).mapToDouble(i -> u[i] * byTrial[i]).sum();
    double backward = IntStream.range(0, n.length).mapToDouble(i -> n[i] * byNetwork[i + 1]).sum();
    assertThat(backward).isCloseTo(forward, within(1e-12));
    for (int i = 0; i < inPlace.length; i++) {
      assertThat(inPlace[i]).isEqualTo(byNetwork[i + 1]);
    }
  }

  @Test
  void noFunctionsAreRefused() {
    assertThatThrownBy(() -> new TrialFunction(JetShape.value(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("functions is 0");
  }
}
