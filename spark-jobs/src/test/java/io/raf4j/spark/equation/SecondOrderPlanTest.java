package io.raf4j.spark.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.solver.LinearSolver;
import io.raf4j.spark.Jobs;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.session.Needs;
import io.raf4j.spark.training.Cluster;
import io.raf4j.spark.training.TrainingRoom;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which linear solver a run has, and what it takes. */
class SecondOrderPlanTest {

  private static final String SECOND = "problem=poisson-smooth optimizer=levenberg-marquardt ";

  /** Three layers of 96: 20,161 parameters. */
  private static final String LARGE = SECOND + "depth=3 width=96 ";

  private static SolvePlan plan(String kind, String assignments) {
    return (SolvePlan)
        Jobs.kind(kind)
            .plan(
                Jobs.of(kind, List.of(assignments.trim().split(" ")), Map.of()),
                new Configuration(false));
  }

  @ParameterizedTest
  @CsvSource({
    "depth=3 width=96 points=8000 doublings=0, RESIDUAL_SPACE, residual-space",
    // 32,000 when they have doubled twice.
    "depth=3 width=96 points=8000 doublings=2, SKETCH, sketch",
    "depth=3 width=96 points=40000, SKETCH, sketch",
    "width=30 depth=2, AUTO, cholesky+elimination",
    "width=30 depth=2 linear-solver=singular-values, SINGULAR_VALUES, singular-values",
    "width=30 depth=2 linear-solver=sketch, SKETCH, sketch"
  })
  void sizesDecideWhereNobodyDoes(String more, LinearSolver solver, String words) {
    SolvePlan plan = plan("pde", SECOND + more);
    assertThat(plan.secondOrder().solver()).isEqualTo(solver);
    assertThat(plan.secondOrder().inWords()).isEqualTo(words);
  }

  @Test
  void firstOrderHasNoneAndFeaturesHaveTheExactOne() {
    assertThat(plan("pde", "problem=poisson-smooth optimizer=adam depth=2").secondOrder().inWords())
        .isEmpty();
    SolvePlan features = plan("pde", "problem=poisson-smooth optimizer=features width=5000");
    assertThat(features.unknowns()).isGreaterThan(SolvePlan.SMALL);
    assertThat(features.secondOrder().solver()).isEqualTo(LinearSolver.AUTO);
    assertThat(features.secondOrder().inWords()).isEqualTo("elimination");
  }

  /** A square of 20,161 unknowns takes 3.3 GB alone. */
  @Test
  void neitherOfTheTwoNeedsASquareOfTheUnknowns() {
    TrainingRoom room = new TrainingRoom(Cluster.local(2, 1), false);
    for (String solver : List.of("sketch points=40000", "residual-space points=8000 doublings=0")) {
      Needs needs = plan("pde", LARGE + "linear-solver=" + solver).needs(room);
      assertThat(needs.bytes()).isBetween(1L << 28, 2L << 30);
      assertThat(needs.unknowns()).isZero();
      assertThat(needs.results()).isBetween(1L << 20, 1L << 28);
    }
  }

  @Test
  void whatDoesNotFitIsRefusedWithTheWayOut() {
    assertThatThrownBy(() -> plan("pde", LARGE + "linear-solver=cholesky"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("12000", "by cholesky", "--linear-solver sketch");
    assertThatThrownBy(() -> plan("pde", LARGE + "linear-solver=residual-space points=8000"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("128000 residuals", "20161", "--doublings", "sketch");
    assertThatThrownBy(() -> plan("pde", SECOND + "depth=3 width=200 linear-solver=sketch"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("expected at most 65535", "--width");
    assertThatThrownBy(() -> plan("eigen", "problem=box linear-solver=sketch"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("--linear-solver is sketch", "eigenvalues");
    assertThatThrownBy(() -> plan("pde", "problem=poisson-smooth linear-solver=lu"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("--linear-solver is lu", "residual-space");
  }
}
