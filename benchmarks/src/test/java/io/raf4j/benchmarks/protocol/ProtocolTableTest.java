package io.raf4j.benchmarks.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.raf4j.benchmarks.protocol.Protocol.Rival;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolTableTest {

  private static final Protocol PROTOCOL =
      Protocol.named("kodak").with(List.of(), List.of(), 120, List.of(Rival.RAF4J, Rival.GRID));

  private static final ProtocolTable TABLE =
      new ProtocolTable(
          PROTOCOL,
          List.of(
              FitLogTest.fit("kodim01", 340_000, Rival.RAF4J, 30),
              FitLogTest.fit("kodim01", 340_000, Rival.GRID, 28),
              FitLogTest.fit("kodim02", 340_000, Rival.RAF4J, 34),
              FitLogTest.fit("kodim02", 340_000, Rival.GRID, 30),
              FitLogTest.fit("kodim03", 340_000, Rival.RAF4J, 50),
              // Two rivals too, but one that is not asked for.
              FitLogTest.fit("kodim03", 340_000, Rival.SIREN, 20)));

  @Test
  void meansAreOverSubjectsThatAllHaveFitted() {
    assertThat(TABLE.figures())
        .containsEntry("fits", 6)
        .extractingByKey("means", MAP)
        .hasSize(2)
        .extractingByKey("raf4j 340,000", MAP)
        .containsEntry("quality", 32.0)
        .containsEntry("subjects", 2);
    assertThat(TABLE.text()).contains("raf4j 340,000", "32.00", "pytorch-grid 340,000", "29.00");
  }

  @Test
  void pageHasMeansCurvesAndEverySubject() {
    assertThat(TABLE.page().html())
        .contains("24 photographs", "kodim03", "seconds of training", "bits a value");
  }

  @Test
  void attemptsOfASubjectFollowEachOther() {
    List<Attempt> attempts = PROTOCOL.attempts();
    assertThat(attempts).hasSize(48).doesNotHaveDuplicates();
    assertThat(attempts.subList(0, 2))
        .containsExactly(
            new Attempt("kodim01", 340_000, Rival.RAF4J),
            new Attempt("kodim01", 340_000, Rival.GRID));
  }
}
