package io.raf4j.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class ComputeThreadsTest {

  private final int threads = ComputeThreads.count();
  private final int blasThreads = Nd4j.factory().blas().getMaxThreads();

  @AfterEach
  void useTheThreadsOfBefore() {
    ComputeThreads.setCount(threads);
    Nd4j.factory().blas().setMaxThreads(blasThreads);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyPartRunsOnce(int count) {
    ComputeThreads.setCount(count);
    AtomicIntegerArray runs = new AtomicIntegerArray(100);
    ComputeThreads.run(100, runs::incrementAndGet);
    for (int i = 0; i < 100; i++) {
      assertThat(runs.get(i)).isEqualTo(1);
    }
  }

  @Test
  void noPartsAreNoWork() {
    ComputeThreads.run(0, part -> assertThat(part).isNegative());
    assertThat(Nd4j.factory().blas().getMaxThreads()).isEqualTo(blasThreads);
  }

  @Test
  void partsRunAtTheSameTime() {
    ComputeThreads.setCount(3);
    CountDownLatch together = new CountDownLatch(3);
    ComputeThreads.run(
        3,
        part -> {
          together.countDown();
          // One part after the other would wait here without end.
          await(together);
        });
    assertThat(together.getCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void blasHasOneThreadWithinPartsAndItsOwnNumberAfterwards(int count) {
    ComputeThreads.setCount(count);
    Nd4j.factory().blas().setMaxThreads(2);
    AtomicInteger most = new AtomicInteger();
    ComputeThreads.run(
        8,
        part ->
            ComputeThreads.run(
                2,
                inner -> most.accumulateAndGet(Nd4j.factory().blas().getMaxThreads(), Math::max)));
    assertThat(most).hasValue(1);
    assertThat(Nd4j.factory().blas().getMaxThreads()).isEqualTo(2);
  }

  @Test
  void blasHasOneThreadAllThroughASection() {
    Nd4j.factory().blas().setMaxThreads(2);
    int between =
        ComputeThreads.inOneSection(
            () -> {
              ComputeThreads.run(2, part -> {});
              return Nd4j.factory().blas().getMaxThreads();
            });
    assertThat(between).isEqualTo(1);
    assertThat(Nd4j.factory().blas().getMaxThreads()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void blasHasItsThreadsAgainAfterAFailure(int count) {
    ComputeThreads.setCount(count);
    Nd4j.factory().blas().setMaxThreads(2);
    assertThatThrownBy(() -> ComputeThreads.run(9, ComputeThreadsTest::failAtFive))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("part 5");
    assertThat(Nd4j.factory().blas().getMaxThreads()).isEqualTo(2);
  }

  @Test
  void errorsReachTheCaller() {
    ComputeThreads.setCount(2);
    assertThatThrownBy(
            () ->
                ComputeThreads.run(
                    4,
                    part -> {
                      throw new StackOverflowError("part");
                    }))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void nobodyIsStillAtWorkWhenAFailureIsReported() {
    ComputeThreads.setCount(5);
    AtomicInteger atWork = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(5);
    assertThatThrownBy(
            () ->
                ComputeThreads.run(
                    5,
                    part -> {
                      atWork.incrementAndGet();
                      together.countDown();
                      await(together);
                      try {
                        failAtOneAndWaitAtOthers(part);
                      } finally {
                        atWork.decrementAndGet();
                      }
                    }))
        .isInstanceOf(ArithmeticException.class);
    assertThat(atWork).hasValue(0);
  }

  @Test
  void anInterruptionIsKeptForTheCaller() {
    ComputeThreads.setCount(2);
    Thread.currentThread().interrupt();
    AtomicInteger runs = new AtomicInteger();
    ComputeThreads.run(6, part -> runs.incrementAndGet());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(runs).hasValue(6);
  }

  @Test
  void zeroThreadsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComputeThreads.setCount(0))
        .withMessage("threads is 0; expected at least 1");
  }

  private static void failAtFive(int part) {
    if (part == 5) {
      throw new ArithmeticException("part 5");
    }
  }

  private static void failAtOneAndWaitAtOthers(int part) {
    if (part == 1) {
      throw new ArithmeticException("part 1");
    }
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
