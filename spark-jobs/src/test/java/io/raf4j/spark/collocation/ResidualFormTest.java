package io.raf4j.spark.collocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.SolverNetwork;
import io.raf4j.solver.TrialLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidualFormTest {

  private static final int WIDTH = 6;

  /** Of a network 2 - 6 - 1 the first layer has 18 parameters, the output layer 7. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void ofOutputsTheFirstLayerStays(int iteration) {
    TrialLayer layer =
        SolverNetwork.layer(
            ProblemReference.named(ProblemReference.Kind.PDE, "poisson-smooth", 2),
            1,
            new SolverNetwork.Size(SolverNetwork.Architecture.PLAIN, WIDTH, 1),
            NetworkRecipe.named("tanh"));

    ResidualForm outputs = new ResidualForm.Equation(2, true);
    ResidualForm all = new ResidualForm.Equation(2, false);

    assertThat(outputs.of(layer, iteration).firstUnknown()).isEqualTo(3 * WIDTH);
    assertThat(outputs.of(layer, iteration).unknowns()).isEqualTo(3 * WIDTH + WIDTH + 1);
    assertThat(all.of(layer, iteration).firstUnknown()).isZero();
    assertThat(outputs.isItself(iteration)).isEqualTo(iteration == 3);
  }
}
