package io.raf4j.dl4j;

import static io.raf4j.basis.SampleActivations.mixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.host.ComputeThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The engine on host memory, whose bits do not depend on who computes them. */
class FusedDenseEngineTest extends DenseEngineContract {

  private final int threads = ComputeThreads.count();

  @AfterEach
  void useTheThreadsOfBefore() {
    ComputeThreads.setCount(threads);
  }

  @Override
  double functionsAreExactTo() {
    return 0;
  }

  @Override
  int[] awkwardRows() {
    return new int[] {1, 7, 63, 64, 65};
  }

  @Override
  DenseEngine engine(ReproducingActivation activation, int in, int out, DataType type) {
    return new FusedDenseEngine(activation, in, out, type);
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void anyNumberOfThreadsGivesTheSameBits(DataType type) {
    for (int rows : new int[] {63, 65, 1027, 9000}) {
      ComputeThreads.setCount(1);
      long[] expected = bits(rows, type);
      for (int count : new int[] {1, 2, 3, 5}) {
        ComputeThreads.setCount(count);
        for (int repetition = 0; repetition < 3; repetition++) {
          assertThat(bits(rows, type))
              .as("%d rows on %d threads, run %d", rows, count, repetition)
              .isEqualTo(expected);
        }
      }
    }
  }

  private static long[] bits(int rows, DataType type) {
    DenseEngine engine = new FusedDenseEngine(mixed(), 5, 33, type);
    return new DenseCase(mixed(), rows, 5, 33, true, type).run(engine, true).bits();
  }

  @Test
  void anEngineServesBatchesOfAnySizeInTurn() {
    DenseEngine engine = new FusedDenseEngine(mixed(), 3, 7, DataType.FLOAT);
    long[] expected =
        new DenseCase(mixed(), 9, 3, 7, true, DataType.FLOAT).run(engine, true).bits();
    new DenseCase(mixed(), 3000, 3, 7, true, DataType.FLOAT).run(engine, true);
    assertThat(new DenseCase(mixed(), 9, 3, 7, true, DataType.FLOAT).run(engine, true).bits())
        .isEqualTo(expected);
  }

  @Test
  void whatHoldsNoNumbersOfThatTypeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FusedDenseEngine(Presets.named("sine"), 2, 2, DataType.FLOAT16))
        .withMessageContainingAll("HALF", "FLOAT or DOUBLE");
  }

  @Test
  void hostMemoryIsServedByThisEngine() {
    assertThat(DenseEngine.of(Presets.named("sine"), 2, 2, DataType.FLOAT))
        .isInstanceOf(FusedDenseEngine.class);
  }
}
