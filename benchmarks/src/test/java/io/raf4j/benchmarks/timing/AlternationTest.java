package io.raf4j.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class AlternationTest {

  @Test
  void worksTakeTurnsAndWarmUpDoesNotCount() {
    List<String> order = new ArrayList<>();
    AtomicInteger rounds = new AtomicInteger();
    Map<String, DoubleSupplier> works = new LinkedHashMap<>();
    works.put("a", () -> turn(order, "a", order.size()));
    works.put("b", () -> turn(order, "b", 100));

    Alternation times = new Alternation(works, 3, (done, all) -> rounds.set(done * 10 + all));

    assertThat(order).containsExactly("a", "b", "a", "b", "a", "b", "a", "b", "a", "b");
    // a took 0, 2 (warm-up), 4, 6, 8.
    assertThat(times.spread("a")).isEqualTo(new Spread(6, 4, 8));
    assertThat(times.median("b")).isEqualTo(100);
    assertThat(rounds).hasValue(55);
  }

  private static double turn(List<String> order, String name, double seconds) {
    order.add(name);
    return seconds;
  }

  @Test
  void noRepetitionsAndUnknownNamesAreRefused() {
    assertThatThrownBy(() -> new Alternation(Map.of(), 0, (done, all) -> {}))
        .hasMessageContaining("repetitions is 0");
    Alternation times = new Alternation(Map.of("a", () -> 1), 1, (done, all) -> {});
    assertThatThrownBy(() -> times.median("z")).hasMessageContaining("[a]");
  }
}
