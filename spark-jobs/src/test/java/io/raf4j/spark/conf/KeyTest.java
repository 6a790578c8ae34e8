package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of settings, and which kinds of jobs they concern. */
class KeyTest {

  @Test
  void defaultsAndLabelsAreTextsOfHelp() {
    assertThat(Key.STEPS.byDefault()).isEqualTo("2000");
    assertThat(Key.INPUT.byDefault()).isEmpty();
    assertThat(Key.STEPS.label()).isEqualTo("N");
    assertThat(Arrays.stream(Key.values()).map(Key::label)).allMatch(label -> !label.isBlank());
  }

  @Test
  void flagsAreTrueOrFalse() {
    assertThat(Arrays.stream(Key.values()).filter(Key::isFlag))
        .containsExactly(Key.GREY, Key.ALLOW_DAMAGED, Key.START_SHAPES);
  }

  @Test
  void signalsAndEquationsShareTrainingAlone() {
    assertThat(Keys.ofSignals())
        .contains(Key.INPUT, Key.SHARDS, Key.STEPS, Key.WIDTH, Key.OPTIMIZER)
        .doesNotContain(Key.PROBLEM, Key.TEST_POINTS, Key.CHECKPOINTS, Key.TILE);
    assertThat(Keys.ofSolving())
        .contains(Key.PROBLEM, Key.TEST_POINTS, Key.STEPS, Key.WIDTH, Key.OPTIMIZER)
        .doesNotContain(Key.INPUT, Key.SHARDS, Key.CHECKPOINTS, Key.TILE);
  }

  @Test
  void settingsOfKindsCannotBeChangedAndCopiesAreOthers() {
    Set<Key> signals = Keys.ofSignals();
    assertThatThrownBy(() -> signals.add(Key.PROBLEM))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(Keys.without(signals, Key.INPUT, Key.STEPS))
        .hasSize(signals.size() - 2)
        .doesNotContain(Key.INPUT, Key.STEPS);
    assertThat(signals).contains(Key.INPUT, Key.STEPS);
  }
}
