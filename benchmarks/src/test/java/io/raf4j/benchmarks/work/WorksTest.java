package io.raf4j.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.encoding.GridLevel;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorksTest {

  private static final Path HOME = Path.of("..");

  @TempDir private Path empty;

  @Test
  void everyNameHasItsWork() {
    for (String name : Works.names()) {
      Work work = Works.named(name, HOME);
      assertThat(work.name()).isEqualTo(name);
      assertThat(work.cost().points()).isEqualTo(work.points());
    }
  }

  @Test
  void unknownNameSuggestsTheNearest() {
    assertThatThrownBy(() -> Works.named("poisson-smoth", HOME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("poisson-smooth");
  }

  @Test
  void missingSettingsNameTheFile() {
    assertThatThrownBy(() -> Works.named("poisson-smooth", empty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("poisson-smooth-published.conf");
  }

  @Test
  void shareOfTheWorkHasFewerPointsButNeverTooFew() {
    assertThat(Works.named("image", HOME).scaled(0.25).points()).isEqualTo(16_384);
    assertThat(Works.named("image", HOME).scaled(1e-9).points()).isEqualTo(64);
    assertThatThrownBy(() -> Works.named("image", HOME).scaled(0)).hasMessageContaining("share");
  }

  @Test
  void stepBehindGridsReadsTheLinesAroundItsRuns() {
    Work work = Works.named("encoded-video", HOME).scaled(0.02);
    TableCost tables = work.tables().orElseThrow();
    int features = tables.encoding().features();
    int runs = work.points() / 16;

    assertThat(tables.lines()).hasSize(TableCost.MINIBATCHES);
    for (int level = 0; level < tables.encoding().levels(); level++) {
      TableCost.Lines lines = tables.lines().get(0).get(level);
      GridLevel grid = tables.encoding().grids().get(level);
      assertThat(lines.offsets()).as("four lines a run").hasSize(4 * runs);
      for (int i = 0; i < lines.offsets().length; i++) {
        assertThat(lines.lengths()[i]).isBetween(2 * features, 10 * features);
        assertThat((long) lines.offsets()[i])
            .isBetween(
                grid.offset(), grid.offset() + grid.entries() * features - lines.lengths()[i]);
      }
      assertThat(lines.pieces()).isSorted().doesNotHaveDuplicates();
      assertThat((long) lines.pieces().length * TableCost.PIECE)
          .as("what is touched covers no less than the longest line")
          .isGreaterThanOrEqualTo(IntStream.of(lines.lengths()).max().orElseThrow())
          .isLessThanOrEqualTo(
              IntStream.of(lines.lengths()).sum() + 2L * TableCost.PIECE * 4 * runs);
    }
  }
}
