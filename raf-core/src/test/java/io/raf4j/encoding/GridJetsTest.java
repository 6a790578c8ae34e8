package io.raf4j.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.basis.Presets;
import io.raf4j.jet.JetShape;
import io.raf4j.jetnet.JetLayer;
import io.raf4j.jetnet.JetNetwork;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Derivatives of encoded functions against closed forms and finite differences. */
class GridJetsTest {

  private static GridEncoding smooth(int axes) {
    List<Integer> coarsest = List.of(2, 3, 4, 2).subList(0, axes);
    List<Integer> finest = List.of(9, 8, 12, 5).subList(0, axes);
    return new GridEncoding(coarsest, finest, 4, 2, 8, Interpolation.SMOOTH);
  }

  private static float[] tables(GridEncoding encoding) {
    Random random = new Random(4);
    float[] tables = new float[(int) encoding.parameters()];
    for (int i = 0; i < tables.length; i++) {
      tables[i] = (float) random.nextGaussian();
    }
    return tables;
  }

  private static double[] jets(GridEncoding encoding, JetShape shape, float[] tables, double[] x) {
    double[] jets = new double[x.length / encoding.axes() * shape.rows() * encoding.width()];
    new GridJets(encoding, shape).fill(tables, x, jets);
    return jets;
  }

  /**
   * One cell, one level: with values 0 and 1 at its ends a feature is the interpolation itself, of
   * which the closed form is known.
   */
  @Test
  void oneCellIsTheInterpolationInClosedForm() {
    GridEncoding encoding = new GridEncoding(List.of(1), List.of(1), 1, 1, 4, Interpolation.SMOOTH);
    float[] tables = new float[(int) encoding.parameters()];
    tables[1] = 1;
    for (double x : new double[] {-0.9, -0.3, 0.2, 0.77}) {
      double t = (x + 1) / 2;
      double[] jet = jets(encoding, JetShape.pureSeconds(1), tables, new double[] {x});
      assertThat(jet[0]).isCloseTo(6 * Math.pow(t, 5) - 15 * Math.pow(t, 4) + 10 * t * t * t, e());
      assertThat(jet[1]).isCloseTo(15 * t * t * (1 - t) * (1 - t), e());
      assertThat(jet[2]).isCloseTo(15 * t * (1 - t) * (1 - 2 * t), e());
    }
  }

  private static org.assertj.core.data.Offset<Double> e() {
    return within(1e-13);
  }

  /** A product of functions of one coordinate each has the products of their derivatives. */
  @Test
  void aCellOfTwoAxesIsAProductInClosedForm() {
    GridEncoding encoding =
        new GridEncoding(List.of(1, 1), List.of(1, 1), 1, 1, 4, Interpolation.SMOOTH);
    float[] tables = new float[(int) encoding.parameters()];
    tables[3] = 1;
    double[] x = {0.3, -0.6};
    double[] jet = jets(encoding, JetShape.laplacian(2), tables, x);
    double[] one = new double[3];
    double[] two = new double[3];
    for (int order = 0; order < 3; order++) {
      one[order] = Interpolation.SMOOTH.derivative(order, 0.65) / Math.pow(2, order);
      two[order] = Interpolation.SMOOTH.derivative(order, 0.2) / Math.pow(2, order);
    }
    assertThat(jet)
        .containsExactly(
            new double[] {
              one[0] * two[0], one[1] * two[0], one[0] * two[1], one[2] * two[0] + one[0] * two[2]
            },
            within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void derivativesAreThoseOfFiniteDifferences(int axes) {
    GridEncoding encoding = smooth(axes);
    float[] tables = tables(encoding);
    JetShape shape = JetShape.pureSeconds(axes);
    Random random = new Random(8);
    double[] x = random.doubles(axes, -0.99, 0.99).toArray();
    double[] jet = jets(encoding, shape, tables, x);
    int width = encoding.width();
    double h = 1e-4;
    for (int k = 0; k < axes; k++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[k] += h;
      down[k] -= h;
      double[] above = jets(encoding, JetShape.value(), tables, up);
      double[] below = jets(encoding, JetShape.value(), tables, down);
      for (int f = 0; f < width; f++) {
        double first = (above[f] - below[f]) / (2 * h);
        double second = (above[f] - 2 * jet[f] + below[f]) / (h * h);
        assertThat(jet[shape.gradientRow(k) * width + f]).isCloseTo(first, within(1e-4));
        assertThat(jet[(shape.higherRow() + k) * width + f]).isCloseTo(second, within(2e-3));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theWeightedRowIsTheSumOfTheSeconds(int axes) {
    GridEncoding encoding = smooth(axes);
    double[] weights = {0.5, -1, 2};
    double[] own = java.util.Arrays.copyOf(weights, axes);
    double[] x = new Random(2).doubles(5L * axes, -1, 1).toArray();
    JetShape all = JetShape.pureSeconds(axes);
    JetShape sum = JetShape.weightedLaplacian(own);
    double[] single = jets(encoding, all, tables(encoding), x);
    double[] summed = jets(encoding, sum, tables(encoding), x);
    int width = encoding.width();
    for (int point = 0; point < 5; point++) {
      for (int f = 0; f < width; f++) {
        double expected = 0;
        for (int k = 0; k < axes; k++) {
          expected += own[k] * single[(point * all.rows() + all.higherRow() + k) * width + f];
        }
        assertThat(summed[(point * sum.rows() + sum.higherRow()) * width + f])
            .isCloseTo(expected, within(1e-9));
      }
    }
  }

  /** A network behind the encoding, as equations would use it: its Laplacian by differences. */
  @Test
  void laplaciansOfWholeNetworksComeOut() {
    GridEncoding encoding = smooth(2);
    float[] tables = tables(encoding);
    JetShape shape = JetShape.laplacian(2);
    List<JetLayer> layers =
        List.of(
            new JetLayer(encoding.width(), 6, true, Presets.named("tanh"), false),
            new JetLayer(6, 1, true, Presets.named("tanh"), false));
    JetNetwork network = JetNetwork.of(layers, shape, DataType.DOUBLE);
    INDArray parameters = Nd4j.rand(DataType.DOUBLE, network.parameters()).subi(0.5);
    double h = 1e-4;
    double[] x = {0.21, -0.43};
    double[] centre = output(network, parameters, encoding, shape, tables, x);
    double laplacian = 0;
    for (int k = 0; k < 2; k++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[k] += h;
      down[k] -= h;
      double above = output(network, parameters, encoding, shape, tables, up)[0];
      double below = output(network, parameters, encoding, shape, tables, down)[0];
      assertThat(centre[1 + k]).isCloseTo((above - below) / (2 * h), within(1e-5));
      laplacian += (above - 2 * centre[0] + below) / (h * h);
    }
    assertThat(centre[3]).isCloseTo(laplacian, within(1e-3 * (1 + Math.abs(laplacian))));
  }

  private static double[] output(
      JetNetwork network,
      INDArray parameters,
      GridEncoding encoding,
      JetShape shape,
      float[] tables,
      double[] x) {
    double[] found = new double[shape.rows()];
    network.evaluate(
        parameters,
        1,
        (first, count, jets) -> {
          java.util.Arrays.fill(jets, 0);
          new GridJets(encoding, shape).fill(tables, x, jets);
        },
        (first, count, outputs) -> System.arraycopy(outputs, 0, found, 0, found.length));
    return found;
  }

  @Test
  void jetsOfOtherCoordinatesAreRefused() {
    assertThatThrownBy(() -> new GridJets(smooth(2), JetShape.gradient(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("by 3 coordinates; expected 2");
  }
}
