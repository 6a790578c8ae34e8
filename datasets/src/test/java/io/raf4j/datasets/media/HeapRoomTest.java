package io.raf4j.datasets.media;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeapRoomTest {

  @Test
  void whatDoesNotFitIsRefusedWithBothNumbers() {
    assertThatCode(() -> HeapRoom.require(900 << 20, 1L << 30, "a", "b"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> HeapRoom.require(1000 << 20, 1L << 30, "a film", "make it smaller"))
        .isInstanceOf(MediaException.class)
        .hasMessage(
            "a film takes about 1,000 MiB of Java's heap, which has 1,024 MiB; make it smaller, or"
                + " raise spark.driver.memory");
  }
}
