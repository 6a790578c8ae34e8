package io.raf4j.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
}
