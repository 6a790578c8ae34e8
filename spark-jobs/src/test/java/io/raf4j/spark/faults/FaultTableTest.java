package io.raf4j.spark.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is told of faults in the end. */
class FaultTableTest {

  /** A fault that has happened already. */
  private record Past(String name) implements Fault {
    @Override
    public String how() {
      return "by hand";
    }

    @Override
    public String expected() {
      return "nothing";
    }

    @Override
    public Outcome strike(TestBed bed, Random random) {
      throw new UnsupportedOperationException();
    }
  }

  private static final Fault FAULT = new Past("flood");

  private static Outcome outcome(Verdict verdict, double seconds) {
    return new Outcome("flood", "pde, local file", verdict, seconds, "wet | cold");
  }

  @Test
  void faultsThatCameTooLateDoNotCount() {
    Tally tally = Tally.of(FAULT, List.of(outcome(Verdict.RIGHT, 2), outcome(Verdict.MISSED, 90)));

    assertThat(tally.times()).isEqualTo(1);
    assertThat(tally.missed()).isEqualTo(1);
    assertThat(tally.worstSeconds()).isEqualTo(2);
    assertThat(tally.isGood()).isTrue();
    assertThat(FaultTable.of(List.of(tally)))
        .contains(
            "| flood | by hand | 1 (+1 too late) | nothing | as expected | 0 | 0 | 0 | 2.0 | 2.0 |");
  }

  @Test
  void faultThatNeverStruckShowsNothing() {
    Tally tally = Tally.of(FAULT, List.of(outcome(Verdict.MISSED, 90)));

    assertThat(tally.times()).isZero();
    assertThat(tally.observed()).isEqualTo("nothing: it did not strike");
  }

  @Test
  void whatIsNotRightIsCountedByKindAndTold() {
    Tally tally =
        Tally.of(
            FAULT,
            List.of(
                outcome(Verdict.RIGHT, 1),
                outcome(Verdict.LOST, 3),
                outcome(Verdict.WRONG, 5),
                outcome(Verdict.HUNG, 70)));

    assertThat(tally.isGood()).isFalse();
    assertThat(FaultTable.of(List.of(tally)))
        .contains("| wet \\| cold | 1 | 1 | 1 | 5.0 | 70.0 |")
        .contains("| all |  | 4 |  |  | 1 | 1 | 1 |  | 70.0 |");
  }
}
