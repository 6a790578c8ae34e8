package io.raf4j.benchmarks.peer;

import io.raf4j.benchmarks.timing.ResidentMemory;
import io.raf4j.benchmarks.work.Work;
import io.raf4j.benchmarks.work.Works;
import io.raf4j.host.ComputeThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * RAF4J's own process for one work: writes the exchange file, then answers {@code check} and {@code
 * step}.
 *
 * <p>Arguments: the name of the work, the share of its points, threads, the folder of this project
 * and the exchange file.
 */
public final class TrainingProcess {

  private TrainingProcess() {}

  /** Answers until it is told to end. */
  public static void main(String[] arguments) throws IOException {
    Conversation conversation = new Conversation();
    Work work =
        Works.named(arguments[0], Path.of(arguments[3])).scaled(Double.parseDouble(arguments[1]));
    ComputeThreads.setCount(Integer.parseInt(arguments[2]));
    Work.Training training = work.start(Path.of(arguments[4]));
    conversation.hold(
        Map.of("check", () -> run(training::check), "step", () -> run(training::step)));
    // ND4J's threads need not end by themselves.
    System.exit(0);
  }

  private static String run(DoubleSupplier step) {
    long resident = ResidentMemory.nowKib();
    long began = System.nanoTime();
    double loss = step.getAsDouble();
    double seconds = (System.nanoTime() - began) / 1e9;
    return seconds + " " + resident + " " + ResidentMemory.peakKib() + " " + loss;
  }
}
