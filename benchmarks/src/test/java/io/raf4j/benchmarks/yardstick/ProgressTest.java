package io.raf4j.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void timeLeftIsThatOfTheRestAtThePaceSoFar() {
    AtomicLong clock = new AtomicLong();
    StringWriter said = new StringWriter();
    Progress progress = new Progress(new PrintWriter(said), 10, clock::get);

    clock.set(10_000_000_000L);
    progress.done(2, "a");
    clock.set(100_000_000_000L);
    progress.done(1, "b");

    assertThat(said.toString().lines())
        .containsExactly("a, about 40 s left", "b, about 4 min left");
  }
}
