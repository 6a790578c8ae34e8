package io.raf4j.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Checks how often {@link ResidualAdaptive} chooses candidates. */
class ResidualAdaptiveTest {

  private static final int ROUNDS = 50_000;
  private static final Offset<Double> FIVE_DEVIATIONS = within(5 * Math.sqrt(0.25 / ROUNDS));

  private static RandomStream stream(long step) {
    return RandomStream.of(2, Purpose.COLLOCATION, step, 0);
  }

  private static double[] frequencies(ResidualAdaptive choice, double[] residuals, int count) {
    double[] chosen = new double[residuals.length];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i : choice.choose(residuals, count, stream(round))) {
        chosen[i] += 1.0 / ROUNDS;
      }
    }
    return chosen;
  }

  @Test
  void oneCandidateIsChosenInProportion() {
    double[] residuals = {1, -2, 0, 5};
    double[] once = frequencies(new ResidualAdaptive(2, 2), residuals, 1);
    // |r|^2 / 7.5 + 2, over their sum 12.
    double[] expected = {(1 / 7.5 + 2) / 12, (4 / 7.5 + 2) / 12, 2 / 12.0, (25 / 7.5 + 2) / 12};
    for (int i = 0; i < 4; i++) {
      assertThat(once[i]).isCloseTo(expected[i], FIVE_DEVIATIONS);
    }
  }

  @Test
  void twoAreChosenOneAfterTheOther() {
    double[] twice = frequencies(new ResidualAdaptive(1, 0), new double[] {1, 2, 3}, 2);
    // Not the third: 1/6 2/5 + 2/6 1/4, and so on.
    assertThat(twice[2]).isCloseTo(1 - (1 / 15.0 + 1 / 12.0), FIVE_DEVIATIONS);
    assertThat(twice[1]).isCloseTo(1 - (1 / 10.0 + 1 / 6.0), FIVE_DEVIATIONS);
    assertThat(twice[0]).isCloseTo(1 - (1 / 4.0 + 1 / 3.0), FIVE_DEVIATIONS);
  }

  @Test
  void choiceIsReproducibleAscendingAndWithoutRepetition() {
    double[] residuals = new double[1000];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = Math.sin(i);
    }
    int[] chosen = ResidualAdaptive.usual().choose(residuals, 400, stream(1));
    assertThat(chosen).hasSize(400).doesNotHaveDuplicates().isSorted();
    assertThat(ResidualAdaptive.usual().choose(residuals, 400, stream(1))).isEqualTo(chosen);
    assertThat(ResidualAdaptive.usual().choose(residuals, 400, stream(2))).isNotEqualTo(chosen);
    assertThat(ResidualAdaptive.usual().choose(residuals, 1000, stream(1))).hasSize(1000);
    assertThat(ResidualAdaptive.usual().choose(residuals, 0, stream(1))).isEmpty();
  }

  @Test
  void residualsOfAnySizeAreCompared() {
    ResidualAdaptive steep = new ResidualAdaptive(8, 0);
    assertThat(steep.choose(new double[] {1e-300, 1e300, 1e-300}, 1, stream(0))).containsExactly(1);
    assertThat(steep.choose(new double[] {0, 1, 0}, 2, stream(0))).hasSize(2).contains(1);
    assertThat(frequencies(steep, new double[2], 1)[0]).isCloseTo(0.5, FIVE_DEVIATIONS);
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> new ResidualAdaptive(-1, 0))
        .hasMessage("power is -1.0; expected 0 or more, finite");
    assertThatThrownBy(() -> new ResidualAdaptive(1, Double.NaN)).hasMessageContaining("floor");
    ResidualAdaptive usual = ResidualAdaptive.usual();
    assertThatThrownBy(() -> usual.choose(new double[2], 3, stream(0)))
        .hasMessage("count is 3; expected 0 to 2, the size of the pool");
    assertThatThrownBy(() -> usual.choose(new double[] {1, Double.NaN}, 1, stream(0)))
        .hasMessage("residual 1 is NaN; expected finite numbers");
  }
}
