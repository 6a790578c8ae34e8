package io.raf4j.benchmarks.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.benchmarks.work.Work;
import io.raf4j.benchmarks.work.Works;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MachineLimitTest {

  @Test
  void tablesTakeTimeWhereThereAreAny() {
    Work image = Works.named("image", Path.of("..")).scaled(0.001);
    Work encoded = Works.named("encoded-image", Path.of("..")).scaled(0.02);

    assertThat(new MachineLimit(image.cost(), image.tables(), 1).tableSeconds()).isZero();
    assertThat(new MachineLimit(encoded.cost(), encoded.tables(), 2).tableSeconds())
        .isPositive()
        .isLessThan(10);
  }

  @Test
  void bothPartsTakeTimeInBothPrecisions() {
    for (String name : new String[] {"image", "poisson-oscillatory"}) {
      Work work = Works.named(name, Path.of("..")).scaled(0.001);
      MachineLimit limit = new MachineLimit(work.cost(), work.tables(), 2);

      assertThat(limit.productSeconds()).as(name).isPositive().isLessThan(10);
      assertThat(limit.kernelSeconds()).as(name).isPositive().isLessThan(10);
    }
  }
}
