package io.raf4j.spark.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** Records of slots and colours, put into place. */
class MinibatchAssemblerTest {

  private static final ShardManifest PLAN =
      new ShardManifest(
          "file:/c", "00", 1, TinyClip.index(1, 2, 3), 0, 1, 2, 3, 1, 1, 3, 1, 1, List.of(), null);

  @Test
  void recordsOfOneMinibatchMayComeInAnyOrderAndGrouping() {
    MinibatchAssembler assembler =
        assembler(group(0, 2, 30), group(0, 0, 10, 1, 20), group(1, 1, 5, 2, 6, 0, 4));
    assertThat(assembler.minibatch()).isZero();
    assertThat(assembler.next()).containsExactly(10, 20, 30);
    assertThat(assembler.minibatch()).isEqualTo(1);
    assertThat(assembler.next()).containsExactly(4, 5, 6);
    assertThat(assembler.hasNext()).isFalse();
    assertThatThrownBy(assembler::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void missingPixelsAreCounted() {
    MinibatchAssembler assembler = assembler(group(4, 0, 1, 2, 3));
    assertThatThrownBy(assembler::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("minibatch 4 has 2 pixels; expected 3")
        .hasMessageContaining("fewer frames");
  }

  @SafeVarargs
  private static MinibatchAssembler assembler(Tuple2<Integer, byte[]>... groups) {
    return new MinibatchAssembler(PLAN, List.of(groups).iterator());
  }

  /** Pairs of slot and colour. */
  private static Tuple2<Integer, byte[]> group(int minibatch, int... records) {
    ByteBuffer bytes = ByteBuffer.allocate(records.length / 2 * 5);
    for (int i = 0; i < records.length; i += 2) {
      bytes.putInt(records[i]).put((byte) records[i + 1]);
    }
    return new Tuple2<>(minibatch, bytes.array());
  }
}
