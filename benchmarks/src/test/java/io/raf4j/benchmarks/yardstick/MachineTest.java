package io.raf4j.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

  @Test
  void fieldsAreThoseOfTheFirstProcessor() {
    List<String> lines =
        List.of("processor\t: 0", "model name\t: A", "flags\t\t: avx2", "", "model name\t: B");

    assertThat(Machine.firstProcessor(lines))
        .containsEntry("model name", "A")
        .containsEntry("flags", "avx2");
    assertThat(Machine.firstProcessor(List.of())).isEmpty();
  }
}
