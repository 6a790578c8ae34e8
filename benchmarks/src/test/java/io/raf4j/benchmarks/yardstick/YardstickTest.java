package io.raf4j.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.benchmarks.peer.JavaLauncher;
import io.raf4j.benchmarks.peer.WorkProcesses;
import io.raf4j.benchmarks.work.Work;
import io.raf4j.benchmarks.work.Works;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YardstickTest {

  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path scratch;

  @Test
  void withoutPyTorchTheRestIsMeasuredInProcessesOfItsOwn() {
    double share = 0.005;
    Work work = Works.named("poisson-smooth", HOME).scaled(share);
    StringWriter said = new StringWriter();
    Progress progress =
        new Progress(new PrintWriter(said), Yardstick.share(work, 1), System::nanoTime);
    Yardstick yardstick = new Yardstick(Optional.empty(), false, 0, 1, progress);

    WorkResult result =
        yardstick.measure(new WorkProcesses(work, share, 1, HOME, scratch, new JavaLauncher(HOME)));

    assertThat(result.seconds().median()).isPositive();
    assertThat(result.fractionOfLimit()).isPositive();
    assertThat(result.peakKib()).isGreaterThan(50_000);
    assertThat(result.timeRatio()).isEmpty();
    assertThat(said.toString()).contains("poisson-smooth 1 of 1 rounds, about 0 s left");
  }
}
