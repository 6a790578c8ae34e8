package io.raf4j.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AgreementTest {

  @Test
  void lossesThatDifferByRoundingAgree() {
    double[] ours = {0.5, 0.4, 0};
    double[] theirs = {0.5, 0.400004, 0};

    assertThat(Agreement.require("image", ours, theirs, 1e-4)).isCloseTo(1e-5, within(1e-8));
  }

  @Test
  void wrongLossOfALaterStepFailsAndNamesWorkAndStep() {
    double[] ours = {0.5, 0.4, 0.3};
    double[] theirs = {0.5, 0.4, 0.301};

    assertThatThrownBy(() -> Agreement.require("image", ours, theirs, 1e-4))
        .isInstanceOf(Agreement.DisagreementException.class)
        .hasMessageContaining("image")
        .hasMessageContaining("step 3")
        .hasMessageContaining("1e-04");
  }

  @Test
  void lossThatIsNoNumberAgreesWithNothing() {
    double[] nan = {Double.NaN};

    assertThatThrownBy(() -> Agreement.require("video", nan, nan, 1e-4))
        .isInstanceOf(Agreement.DisagreementException.class);
  }
}
