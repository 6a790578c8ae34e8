package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ISchedule;

/** Initial weights, and the schedule, which travel in a network's JSON. */
class WeightInitTest {

  @ParameterizedTest
  @CsvSource({"FIRST, 0.25, 100", "HIDDEN, 2, 24", "PYTORCH, 0.5, 16"})
  void boundsFollowTheirRule(UniformWeightInit.Rule rule, double expected, int in) {
    double scale = rule == UniformWeightInit.Rule.FIRST ? 25 : rule.ordinal() == 1 ? 4 : 2;
    UniformWeightInit init = new UniformWeightInit(rule, scale);
    assertThat(init.bound(in)).isCloseTo(expected, within(1e-12));
    assertThat(init.getRule()).isEqualTo(rule);
    assertThat(init.getScale()).isEqualTo(scale);
    INDArray view = Nd4j.zeros(DataType.DOUBLE, in * 50L);
    INDArray weights = init.init(in, 50, new long[] {in, 50}, 'f', view);
    assertThat(weights.shape()).isEqualTo(new long[] {in, 50});
    assertThat(view.amaxNumber().doubleValue()).isBetween(0.95 * expected, expected);
    assertThat(view.meanNumber().doubleValue())
        .isCloseTo(0, within(4 * expected / Math.sqrt(3 * view.length())));
  }

  @Test
  void weightsAreDistributedAsTheGradient() {
    // Of rank 2: the third axis moves with the first, the fourth not at all.
    double[][] factor = {{2, 0}, {1, 3}, {-2, 0}, {0, 0}};
    double[] tensor = new double[16];
    for (int i = 0; i < 16; i++) {
      double[] row = factor[i / 4];
      double[] column = factor[i % 4];
      tensor[i] = row[0] * column[0] + row[1] * column[1];
    }
    int units = 20_000;
    INDArray view = Nd4j.zeros(DataType.DOUBLE, 4L * units);
    INDArray weights =
        new GradientWeightInit(tensor, 10).init(4, units, new long[] {4, units}, 'f', view);
    INDArray covariance = weights.mmul(weights.transpose()).muli(100d / units);
    for (int i = 0; i < 16; i++) {
      double expected = tensor[i];
      double deviation = 4 * Math.sqrt(2d / units) * 10;
      assertThat(covariance.getDouble(i / 4, i % 4)).isCloseTo(expected, within(deviation));
    }
    for (int unit = 0; unit < 100; unit++) {
      assertThat(weights.getDouble(2, unit)).isEqualTo(-weights.getDouble(0, unit));
      assertThat(weights.getDouble(3, unit)).isZero();
    }
  }

  @Test
  void tensorsOfAnotherSizeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new GradientWeightInit(RafNetworks.diagonal(1, 2), 1)
                    .init(3, 4, new long[] {3, 4}, 'f', Nd4j.zeros(12)))
        .withMessage("the layer has 3 inputs; expected the root of 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GradientWeightInit(new double[] {1, 2, 3}, 1))
        .withMessageContaining("expected a square matrix");
  }

  @Test
  void badNumbersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GradientWeightInit(new double[] {1}, 0))
        .withMessage("omega is 0.0; expected positive and finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GradientWeightInit(new double[] {Double.NaN}, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UniformWeightInit(UniformWeightInit.Rule.FIRST, 0))
        .withMessage("scale is 0.0; expected positive and finite");
    assertThatThrownBy(() -> new UniformWeightInit(null, 1)).hasMessage("rule");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CosineSchedule(-1, 10))
        .withMessage("initial is -1.0; expected 0 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CosineSchedule(1, 0))
        .withMessage("steps is 0; expected at least 1");
  }

  @Test
  void theTensorBelongsToItsOwner() {
    double[] tensor = {4};
    GradientWeightInit init = new GradientWeightInit(tensor, 2);
    tensor[0] = 9;
    init.tensor()[0] = 9;
    assertThat(init)
        .isEqualTo(new GradientWeightInit(new double[] {4}, 2))
        .hasSameHashCodeAs(new GradientWeightInit(new double[] {4}, 2))
        .isNotEqualTo(new GradientWeightInit(new double[] {9}, 2))
        .isNotEqualTo(new GradientWeightInit(new double[] {4}, 3))
        .hasToString("GradientWeightInit([4.0], 2.0)");
  }

  @Test
  void initialisationsSurviveJson() throws Exception {
    for (IWeightInit init :
        new IWeightInit[] {
          new UniformWeightInit(UniformWeightInit.Rule.PYTORCH, 0.3),
          new GradientWeightInit(RafNetworks.diagonal(0.1, 2), 30)
        }) {
      String json = JsonMappers.getMapper().writeValueAsString(init);
      IWeightInit read = JsonMappers.getMapper().readValue(json, IWeightInit.class);
      assertThat(read).isEqualTo(init).hasSameHashCodeAs(init).hasToString(init.toString());
    }
  }

  @Test
  void theScheduleIsHalfACosine() {
    CosineSchedule schedule = new CosineSchedule(0.2, 100);
    assertThat(schedule.valueAt(0, 0)).isEqualTo(0.2);
    assertThat(schedule.valueAt(50, 3)).isCloseTo(0.1, within(1e-15));
    assertThat(schedule.valueAt(25, 0)).isCloseTo(0.1 * (1 + Math.sqrt(0.5)), within(1e-15));
    assertThat(schedule.valueAt(100, 0)).isZero();
    assertThat(schedule.valueAt(Integer.MAX_VALUE, 0)).isZero();
    for (int t = 0; t < 100; t++) {
      assertThat(schedule.valueAt(t + 1, 0)).isLessThan(schedule.valueAt(t, 0));
    }
    assertThat(schedule.clone()).isEqualTo(schedule);
  }

  @Test
  void theScheduleSurvivesJson() throws Exception {
    CosineSchedule schedule = new CosineSchedule(0.2, 100);
    String json = JsonMappers.getMapper().writeValueAsString(schedule);
    assertThat(JsonMappers.getMapper().readValue(json, ISchedule.class)).isEqualTo(schedule);
  }
}
