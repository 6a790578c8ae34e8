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

    Alternation times =
        new Alternation(works, 0, 3, (done, all) -> rounds.set(rounds.get() * 10 + done));

    assertThat(String.join("", order)).isEqualTo("aa" + "bb" + "ab" + "ab" + "ab");
    // a took 0, 1 (warm-up), 4, 6, 8.
    assertThat(times.spread("a")).isEqualTo(new Spread(6, 4, 8));
    assertThat(times.median("b")).isEqualTo(100);
    assertThat(rounds).hasValue(123);
  }

  @Test
  void shortWorksWarmUpForAsLongAsTheyShould() {
    AtomicInteger runs = new AtomicInteger();

    new Alternation(Map.of("a", () -> runs.incrementAndGet()), 0.05, 1, (done, all) -> {});

    // Two of warm-up and one that counts would be three; these take less than a microsecond.
    assertThat(runs).hasValueGreaterThan(100);
  }

  private static double turn(List<String> order, String name, double seconds) {
    order.add(name);
    return seconds;
  }

  @Test
  void noRepetitionsAndUnknownNamesAreRefused() {
    assertThatThrownBy(() -> new Alternation(Map.of(), 0, 0, (done, all) -> {}))
        .hasMessageContaining("repetitions is 0");
    Alternation times = new Alternation(Map.of("a", () -> 1), 0, 1, (done, all) -> {});
    assertThatThrownBy(() -> times.median("z")).hasMessageContaining("[a]");
  }
}
