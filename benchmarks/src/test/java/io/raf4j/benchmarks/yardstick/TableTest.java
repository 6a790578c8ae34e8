package io.raf4j.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private final Table table =
      Table.ofResults(List.of(Samples.result(0.5, true), Samples.result(0.25, false)));

  @Test
  void textHasColumnsOfOneWidth() {
    List<String> lines = table.text().lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(lines).allMatch(line -> line.length() == lines.get(0).length());
    assertThat(lines.get(1)).startsWith("image").contains("0.5000", "2.0000", "0.250", "0.800");
    assertThat(lines.get(2)).contains("0.2500", " - ");
  }

  @Test
  void markdownHasARuleBelowItsHead() {
    List<String> lines = table.markdown().lines().toList();

    assertThat(lines.get(0)).startsWith("| work | s a step |");
    assertThat(lines.get(1)).startsWith("|---|---:|");
    assertThat(lines).allMatch(line -> pipes(line) == pipes(lines.get(0)));
  }

  private static long pipes(String line) {
    return line.chars().filter(c -> c == '|').count();
  }

  @Test
  void pageSaysWhenTheMachineWasNotIdle() {
    Report idle = Samples.report("a processor", Samples.result(0.5, true));
    Report busy =
        new Report(
            idle.date(),
            idle.machine(),
            idle.python(),
            idle.threads(),
            idle.repetitions(),
            idle.pointsShare(),
            0.5,
            idle.results());

    assertThat(PerformancePage.of(idle))
        .startsWith("# Performance")
        .contains("a processor", "| image |", "abc1234", "SkylakeX", "5 rounds")
        .doesNotContain("not idle");
    assertThat(PerformancePage.of(busy)).contains("not idle", "50.0 %");
  }
}
