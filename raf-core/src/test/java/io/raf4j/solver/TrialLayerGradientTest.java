package io.raf4j.solver;

import static io.raf4j.solver.SolverFixtures.data;
import static io.raf4j.solver.SolverFixtures.eigen;
import static io.raf4j.solver.SolverFixtures.pde;
import static io.raf4j.solver.SolverFixtures.plain;
import static io.raf4j.solver.SolverFixtures.points;
import static io.raf4j.solver.SolverFixtures.residual;
import static io.raf4j.solver.SolverFixtures.still;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's own gradient check: every parameter's derivative against a central difference. */
class TrialLayerGradientTest {

  private static final int POINTS = 5;

  @BeforeAll
  static void computeInDoublePrecision() {
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  @AfterAll
  static void computeInSinglePrecision() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  private static boolean agrees(MultiLayerNetwork network, ProblemReference problem) {
    DataSet data = data(points(problem, POINTS, 0));
    INDArray uneven = Nd4j.linspace(DataType.DOUBLE, 1, 0.5, POINTS).reshape(POINTS, 1);
    return GradientCheckUtil.checkGradients(
        new GradientCheckUtil.MLNConfig()
            .net(network)
            .input(data.getFeatures())
            .labels(data.getLabels().mul(uneven))
            .epsilon(1e-6)
            .maxRelError(1e-4)
            .minAbsoluteError(1e-7)
            .print(GradientCheckUtil.PrintMode.FAILURES_ONLY));
  }

  @Test
  void residualsOfAnEquationHaveTheirGradient() {
    ProblemReference problem = pde("poisson-oscillatory", 2);
    assertThat(agrees(still(problem, 1, residual(4), "x", "x^2", "sin", "gaussian"), problem))
        .isTrue();
  }

  @Test
  void residualsOfASystemHaveTheirGradient() {
    ProblemReference problem = pde("schroedinger", 1);
    assertThat(agrees(still(problem, 1, plain(4, 2), "x", "sin"), problem)).isTrue();
  }

  @Test
  void theRayleighQuotientHasItsGradient() {
    ProblemReference problem = eigen("fokker-planck", 2);
    assertThat(agrees(still(problem, 1, plain(4, 2), "x", "sin"), problem)).isTrue();
  }

  @Test
  void theTraceOfTwoFunctionsHasItsGradient() {
    ProblemReference problem = eigen("box", 2);
    assertThat(agrees(still(problem, 2, residual(4), "x^2", "sin"), problem)).isTrue();
  }

  @Test
  void theEnergyOfANonlinearProblemHasItsGradient() {
    ProblemReference problem = eigen("cubic", 1);
    assertThat(agrees(still(problem, 1, plain(4, 2), "x", "sin"), problem)).isTrue();
  }

  @Test
  void theScoreDoesNotDependOnTheScaleOfTheWeights() {
    for (ProblemReference problem : new ProblemReference[] {pde("heat", 1), eigen("box", 1)}) {
      MultiLayerNetwork network = still(problem, 1, plain(5, 1), "sin");
      DataSet data = data(points(problem, 30, 0));
      double score = network.score(data);
      data.setLabels(data.getLabels().mul(7));
      assertThat(network.score(data)).isCloseTo(score, within(1e-9 * score));
    }
  }
}
