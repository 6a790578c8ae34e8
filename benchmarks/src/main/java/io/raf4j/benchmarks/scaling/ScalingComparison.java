package io.raf4j.benchmarks.scaling;

import java.util.Arrays;

/**
 * Measures what parameter averaging costs. The first argument says what:
 *
 * <ul>
 *   <li>{@code rounds SIZE [F,F,...]}: two logical workers of one thread on local[2] against one
 *       process with two threads, for a network of SIZE (0.2, 2, 20) million parameters and rounds
 *       of F minibatches (1, 5, 20, 100), in turn; and a round's time by part;
 *   <li>{@code constants [SIZE,SIZE,...]}: steps and rounds of two sizes or more, of all by
 *       default, and the constants of {@code io.raf4j.spark.plan.CostModel} fitted to them, as the
 *       file that {@code raf plan --constants} reads; redirect standard output into it;
 *   <li>{@code leaks [ROUNDS]}: examples a second, resident memory and memory outside the heap over
 *       200 rounds;
 *   <li>{@code memory}: peak memory of video jobs on clips of 16, 64 and 250 frames, and the
 *       driver's against the number of shards, in processes of their own;
 *   <li>{@code counts [N,N,...]}: tasks and bytes of rounds on N (4, 8, 16) executor processes
 *       against what the model says.
 * </ul>
 *
 * <p>Tables are Markdown on standard output; everything else goes to standard error. Each takes
 * less than five minutes on two idle cores.
 */
public final class ScalingComparison {

  private static final String ALL_SIZES = "0.2,2,20";
  private static final String ALL_FREQUENCIES = "1,5,20,100";

  private ScalingComparison() {}

  /** Measures what the arguments say. */
  public static void main(String[] arguments) throws Exception {
    switch (argument(arguments, 0, "")) {
      case "rounds" ->
          RoundCosts.print(
              ScalingNetwork.named(argument(arguments, 1, "0.2")),
              numbers(argument(arguments, 2, ALL_FREQUENCIES)));
      case "constants" ->
          ModelConstants.print(
              Arrays.stream(argument(arguments, 1, ALL_SIZES).split(","))
                  .map(ScalingNetwork::named)
                  .toList());
      case "leaks" -> LeakCheck.print(Integer.parseInt(argument(arguments, 1, "200")));
      case "memory" -> MemoryCheck.print();
      case "counts" -> TrafficCheck.print(numbers(argument(arguments, 1, "4,8,16")));
      default -> {
        System.err.println(
            "expected rounds SIZE [F,F], constants [SIZE,SIZE], leaks [ROUNDS], memory or counts [N,N]");
        System.exit(2);
      }
    }
  }

  private static String argument(String[] arguments, int index, String otherwise) {
    return arguments.length > index ? arguments[index] : otherwise;
  }

  private static int[] numbers(String list) {
    return Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();
  }
}
