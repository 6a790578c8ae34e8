package io.raf4j.benchmarks.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.benchmarks.work.Work;
import io.raf4j.benchmarks.work.Works;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MachineLimitTest {

  @Test
  void bothPartsTakeTimeInBothPrecisions() {
    for (String name : new String[] {"image", "poisson-oscillatory"}) {
      Work work = Works.named(name, Path.of("..")).scaled(0.001);
      MachineLimit limit = new MachineLimit(work.cost(), 2);

      assertThat(limit.productSeconds()).as(name).isPositive().isLessThan(10);
      assertThat(limit.kernelSeconds()).as(name).isPositive().isLessThan(10);
    }
  }
}
