package io.raf4j.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.raf4j.solver.Search.LowestLoss;
import io.raf4j.solver.Search.TargetRatio;
import io.raf4j.solver.Search.Trial;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which step each rule takes. */
class SearchTest {

  private static final double[] FACTORS = {0.1, 1, 10};
  private static final double TARGET = 0.25;

  /** The smaller the damping the worse the gain; the loss is lowest in the middle. */
  private static final List<Trial> TRIALS =
      List.of(
          new Trial(1, 0.001, 0.1, 0.95, 0.97),
          new Trial(2, 0.01, 0.25, 0.6, 0.7),
          new Trial(3, 0.1, 0.8, 0.3, 0.5),
          new Trial(4, 1, 0.9, 0.4, 0.4),
          new Trial(5, 10, 0.99, 0.9, 0.9));

  static Stream<Search> rules() {
    return Stream.of(new LowestLoss(FACTORS, 0), new TargetRatio(FACTORS, 0));
  }

  private static int chosen(Search search, List<Trial> trials) {
    return search.choose(trials).map(Trial::index).orElse(0);
  }

  @Test
  void theLowestLossIsTheLowerOfTheWorse() {
    // Training alone would take trial 3.
    assertThat(chosen(new LowestLoss(FACTORS, 0), TRIALS)).isEqualTo(4);
    assertThat(chosen(new LowestLoss(FACTORS, 0.95), TRIALS)).isEqualTo(5);
    assertThat(chosen(new LowestLoss(FACTORS, 0.999), TRIALS)).isZero();
  }

  @Test
  void theTargetRatioTakesTheSmallestDampingThatReachesIt() {
    // The target itself is reached.
    assertThat(chosen(new TargetRatio(FACTORS, TARGET), TRIALS)).isEqualTo(2);
    assertThat(chosen(new TargetRatio(FACTORS, 0), TRIALS)).isEqualTo(1);
    assertThat(chosen(new TargetRatio(FACTORS, 0.85), TRIALS)).isEqualTo(4);
    assertThat(chosen(new TargetRatio(FACTORS, 0.999), TRIALS)).isZero();
  }

  @Test
  void theOrderOfTheTrialsDoesNotMatter() {
    List<Trial> mixed =
        List.of(TRIALS.get(4), TRIALS.get(1), TRIALS.get(0), TRIALS.get(3), TRIALS.get(2));
    assertThat(chosen(new LowestLoss(FACTORS, 0), mixed)).isEqualTo(4);
    assertThat(chosen(new TargetRatio(FACTORS, TARGET), mixed)).isEqualTo(2);
  }

  @Test
  void ofTwoMomentaWithOneDampingTheLowerLossIsTaken() {
    List<Trial> trials =
        List.of(
            new Trial(1, 0.01, 0.3, 0.8, 0.8),
            new Trial(2, 0.01, 0.4, 0.2, 0.7),
            new Trial(3, 0.1, 0.9, 0.1, 0.1));
    assertThat(chosen(new TargetRatio(FACTORS, TARGET), trials)).isEqualTo(2);
    assertThat(chosen(new LowestLoss(FACTORS, TARGET), trials)).isEqualTo(3);
    // With momentum alone below the target.
    List<Trial> other =
        List.of(new Trial(1, 0.01, 0.3, 0.8, 0.8), new Trial(2, 0.01, 0.2, 0.2, 0.7));
    assertThat(chosen(new TargetRatio(FACTORS, TARGET), other)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aStepThatDoesNotLowerBothLossesIsNeverTaken(Search search) {
    for (double bad : new double[] {1, 2, Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE}) {
      assertThat(search.choose(List.of(new Trial(1, 1, 0.5, bad, 0.5)))).isEmpty();
      assertThat(search.choose(List.of(new Trial(1, 1, 0.5, 0.5, bad)))).isEmpty();
      assertThat(search.choose(List.of(new Trial(1, 1, 0.5, bad, bad)))).isEmpty();
      Trial good = new Trial(2, 10, 0.5, 0.99, 0.99);
      assertThat(search.choose(List.of(new Trial(1, 1, 0.5, 0.5, bad), good))).contains(good);
    }
    assertThat(search.choose(List.of(new Trial(1, 1, Double.NaN, 0.5, 0.5)))).isEmpty();
    assertThat(search.choose(List.of(new Trial(1, 1, -0.1, 0.5, 0.5)))).isEmpty();
    assertThat(search.choose(List.of())).isEmpty();
  }

  @Test
  void overfittingIsALowerTrainingLossAlone() {
    assertThat(new Trial(1, 1, 0.5, 0.9, 1).overfits()).isTrue();
    assertThat(new Trial(1, 1, 0.5, 0.9, 0.99).overfits()).isFalse();
    assertThat(new Trial(1, 1, 0.5, 1, 2).overfits()).isFalse();
    assertThat(new Trial(1, 1, 0.5, Double.NaN, 2).overfits()).isFalse();
  }

  @Test
  void senselessNumbersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LowestLoss(new double[0], 0))
        .withMessageContaining("factors are none");
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new TargetRatio(new double[] {1, bad}, 0))
          .withMessageContaining("factor is " + bad);
    }
    for (double bad : new double[] {-0.1, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new LowestLoss(FACTORS, bad))
          .withMessageContaining("gainRatio is " + bad);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new TargetRatio(FACTORS, bad))
          .withMessageContaining("target is " + bad);
    }
  }

  @Test
  void improvementsThatAreRoundingEndTheSearch() {
    Search search = new Search.LowestLoss(new double[] {1}, 0, 0.5);

    assertThat(search.choose(List.of(new Search.Trial(1, 1, 1, 0.4, 0.51)))).isEmpty();
    assertThat(search.choose(List.of(new Search.Trial(1, 1, 1, 0.4, 0.5)))).isPresent();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LowestLoss(new double[] {1}, 0, 1.5))
        .withMessageContaining("mostLeft is 1.5");
  }
}
