package io.raf4j.solver;

import static io.raf4j.solver.SolverFixtures.POISSON;
import static io.raf4j.solver.SolverFixtures.eigen;
import static io.raf4j.solver.SolverFixtures.layer;
import static io.raf4j.solver.SolverFixtures.plain;
import static io.raf4j.solver.SolverFixtures.recipe;
import static io.raf4j.solver.SolverFixtures.residual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.dl4j.UniformWeightInit;
import io.raf4j.solver.SolverNetwork.Architecture;
import io.raf4j.solver.SolverNetwork.Size;
import io.raf4j.solver.SolverNetwork.Training;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class SolverNetworkTest {

  private static final int WIDTH = 8;

  private static MultiLayerNetwork grouped(Size size) {
    ReproducingActivation activation = Presets.named("x+x^2+sin");
    UniformWeightInit weights = new UniformWeightInit(UniformWeightInit.Rule.PYTORCH, 1);
    NetworkRecipe recipe =
        new NetworkRecipe(
            "published",
            activation,
            activation,
            weights,
            weights,
            weights,
            OptionalDouble.empty(),
            1,
            1e-3,
            0);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            SolverNetwork.configuration(
                POISSON, 1, size, recipe, new Training(new NoOp(), 0, 8, DataType.DOUBLE)));
    network.init();
    return network;
  }

  /** y = act(W y + b) with groups of x, x^2 and sin. */
  private static double[] activated(MultiLayerNetwork network, int layer, double[] y) {
    int[] bounds = Presets.named("x+x^2+sin").groupBounds(WIDTH);
    double[] z = affine(network, layer, y);
    for (int i = 0; i < z.length; i++) {
      z[i] = i < bounds[1] ? z[i] : i < bounds[2] ? z[i] * z[i] : Math.sin(z[i]);
    }
    return z;
  }

  private static double[] affine(MultiLayerNetwork network, int layer, double[] y) {
    INDArray w = network.getParam("0_" + layer + ".W");
    INDArray b = network.getParam("0_" + layer + ".b");
    double[] z = new double[(int) b.length()];
    for (int i = 0; i < z.length; i++) {
      z[i] = b.getDouble(i);
      for (int j = 0; j < y.length; j++) {
        z[i] += w.getDouble(j, i) * y[j];
      }
    }
    return z;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < b.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  private static double solution(double[] x, double n) {
    return x[0] * (1 - x[0]) * x[1] * (1 - x[1]) * n;
  }

  @Test
  void theResidualNetworkIsThePublishedOne() {
    MultiLayerNetwork network = grouped(residual(WIDTH));
    double[] x = {0.3, 0.8};
    double[] y = sum(activated(network, 1, activated(network, 0, x)), x);
    y = sum(activated(network, 3, activated(network, 2, y)), y);
    double expected = solution(x, affine(network, 4, y)[0]);

    double u = network.output(Nd4j.createFromArray(new double[][] {x})).getDouble(0);

    assertThat(u).isCloseTo(expected, within(1e-13)).isNotZero();
  }

  @Test
  void thePlainNetworkIsALineOfLayers() {
    MultiLayerNetwork network = grouped(plain(WIDTH, 2));
    double[] x = {0.6, 0.1};
    double[] y = activated(network, 1, activated(network, 0, x));

    double u = network.output(Nd4j.createFromArray(new double[][] {x})).getDouble(0);

    assertThat(u).isCloseTo(solution(x, affine(network, 2, y)[0]), within(1e-13)).isNotZero();
  }

  @Test
  void publishedWeightsAreUniformWithinOneOverTheRootOfTheInputs() {
    MultiLayerNetwork network = grouped(residual(WIDTH));
    double first = 1 / Math.sqrt(2);
    double hidden = 1 / Math.sqrt(WIDTH);
    assertThat(network.getParam("0_0.W").amaxNumber().doubleValue()).isBetween(0.7 * first, first);
    assertThat(network.getParam("0_2.W").amaxNumber().doubleValue())
        .isBetween(0.7 * hidden, hidden);
    assertThat(network.getParam("0_3.b").amaxNumber().doubleValue())
        .isBetween(0.5 * hidden, hidden);
    assertThat(network.numParams()).isEqualTo(3 * WIDTH + 3 * 9 * WIDTH + 9);
  }

  @Test
  void everyFunctionOfAnEigenproblemIsAnOutput() {
    assertThat(layer(eigen("box", 3), 4, plain(5, 1), "sin").getNOut()).isEqualTo(4);
  }

  @Test
  void senselessSizesAreRefused() {
    assertThatThrownBy(() -> new Size(Architecture.RESIDUAL, 5, 3))
        .hasMessageContaining("depth of a residual network is 3");
    assertThatThrownBy(() -> plain(0, 3)).hasMessageContaining("width is 0");
    assertThatThrownBy(() -> layer(eigen("box", 5), 1, residual(4), "sin"))
        .hasMessageContaining("width is 4; expected at least 5");
    assertThatThrownBy(() -> layer(POISSON, 2, residual(4), "sin"))
        .hasMessageContaining("count is 2; expected 1 for a differential equation");
    assertThatThrownBy(() -> layer(eigen("box", 5), 0, plain(4, 1), "sin"))
        .hasMessageContaining("count is 0");
    assertThatThrownBy(() -> new Training(new NoOp(), -1, 0, DataType.FLOAT))
        .hasMessageContaining("weightDecay is -1");
    assertThatThrownBy(() -> new Training(new NoOp(), 0, 0, DataType.INT))
        .hasMessageContaining("type is INT");
    assertThat(recipe("sin").name()).isEqualTo("mixture");
  }
}
