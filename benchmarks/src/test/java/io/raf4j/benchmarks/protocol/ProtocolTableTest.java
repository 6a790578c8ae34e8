package io.raf4j.benchmarks.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.raf4j.benchmarks.protocol.Protocol.Budget;
import io.raf4j.benchmarks.protocol.Protocol.Rival;
import io.raf4j.datasets.image.Image;
import io.raf4j.spark.page.LineChart.Series;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolTableTest {

  private static final Protocol PROTOCOL =
      Protocol.named("kodak")
          .with(List.of(), List.of(), new Budget.Seconds(120), List.of(Rival.RAF4J, Rival.GRID));

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
  void curvesOfEqualPassesGoOnForTheSecondsOfTheLongestFit() {
    Protocol finer = Protocol.named("finer");
    Protocol few =
        finer.with(List.of("a.png"), List.of(), new Budget.Epochs(4000), List.of(Rival.NETWORK));
    ProtocolTable table =
        new ProtocolTable(few, List.of(FitLogTest.fit("a", 0, Rival.NETWORK, 30)));
    assertThat(table.page().html())
        .contains("Each network has 4,000 passes over all samples", "raf4j-network");
    Series curve = table.overSeconds().series().get(0);
    assertThat(curve.x()[curve.x().length - 1]).isEqualTo(120.5);
    assertThat(curve.y()[curve.y().length - 1]).isEqualTo(30);
    assertThat(few.attempts()).containsExactly(new Attempt("a", 0, Rival.NETWORK));
    assertThat(finer.budget().condition()).isEqualTo(Map.of("epochs", 5000));
  }

  /** 512 x 512 pixels have a grid by default, which takes 4,096 of them a step. */
  @ParameterizedTest
  @CsvSource({"512, '', 320000", "512, encoding=none, 5000", "300, '', 5000"})
  void passesAreStepsOfAllPixelsOrAsManyPixelsInMoreSteps(int side, String settings, int steps) {
    Image image = new Image(side, side, 3, 8, new float[side * side * 3]);
    List<String> given = settings.isEmpty() ? List.of() : List.of(settings);
    assertThat(Rivalry.steps(5000, given, image)).isEqualTo(steps);
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
