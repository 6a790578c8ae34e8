package io.raf4j.benchmarks.scaling;

import io.raf4j.benchmarks.timing.ResidentMemory;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.bytedeco.javacpp.Pointer;

/**
 * Trains many rounds in one process and compares the first with the last: examples a second,
 * resident memory, and what JavaCPP holds outside the heap.
 *
 * <p>The first rounds are slower, since Java still compiles; so the last are compared with the best
 * window of as many rounds too.
 */
final class LeakCheck {

  private static final ScalingNetwork SUBJECT = new ScalingNetwork("0.2", 256, 512);
  private static final int FREQUENCY = 20;
  private static final int WORKERS = 2;
  private static final int WINDOW = 20;
  private static final double ALLOWED = 0.1;

  private LeakCheck() {}

  /** Memory at one moment, in bytes. */
  private record Memory(int round, long resident, long physical, long tracked, long heap) {

    static Memory now(int round) {
      System.gc();
      return new Memory(
          round,
          ResidentMemory.nowKib() << 10,
          Pointer.physicalBytes(),
          Pointer.totalBytes(),
          Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }

    void print() {
      System.out.printf(
          "| %d | %.1f | %.1f | %.1f | %.1f |%n",
          round, mebibytes(resident), mebibytes(physical), mebibytes(tracked), mebibytes(heap));
    }

    private static double mebibytes(long bytes) {
      return bytes / (double) (1 << 20);
    }
  }

  static void print(int rounds) {
    int window = Math.min(WINDOW, Math.max(1, rounds / 2));
    List<Memory> memory = new ArrayList<>();
    int[] round = {0};
    List<ScalingRounds.Timed> timed;
    try (JavaSparkContext spark = new JavaSparkContext(ScalingRounds.conf("local[2]"))) {
      timed =
          ScalingRounds.of(
              spark,
              SUBJECT.create(),
              SUBJECT.source(SUBJECT.batch()),
              WORKERS,
              SUBJECT.batch(),
              FREQUENCY,
              rounds,
              () -> {
                int done = round[0]++;
                if (done == window || done == rounds || done > 0 && done % 50 == 0) {
                  memory.add(Memory.now(done));
                }
              });
    }
    System.out.println(
        "| round | resident MiB | JavaCPP physical MiB | JavaCPP tensors MiB | heap MiB |");
    System.out.println("|---|---|---|---|---|");
    memory.forEach(Memory::print);
    System.out.println();
    double first = rate(timed.subList(0, window));
    double last = rate(timed.subList(timed.size() - window, timed.size()));
    double best = first;
    for (int i = 0; i + window <= timed.size(); i++) {
      best = Math.max(best, rate(timed.subList(i, i + window)));
    }
    System.out.printf(
        "E: %,.0f examples/s in rounds 1 to %d, %,.0f in the last %d, %,.0f in the best %d: %+.1f %%"
            + " against the first, %+.1f %% against the best; less than 10 %% may be lost: %s%n",
        first,
        window,
        last,
        window,
        best,
        window,
        100 * (last / first - 1),
        100 * (last / best - 1),
        last > (1 - ALLOWED) * best ? "met" : "not met");
  }

  private static double rate(List<ScalingRounds.Timed> rounds) {
    double examples = (double) WORKERS * FREQUENCY * SUBJECT.batch();
    return examples / ScalingRounds.median(rounds, ScalingRounds.Timed::seconds);
  }
}
