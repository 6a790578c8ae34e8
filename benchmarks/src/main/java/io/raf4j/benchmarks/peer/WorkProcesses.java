package io.raf4j.benchmarks.peer;

import io.raf4j.benchmarks.work.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Starts the processes of one work.
 *
 * @param work the work with all its points
 * @param share of its points
 * @param threads of each process
 * @param home the folder of this project
 * @param scratch an existing folder for the exchange file and the logs
 * @param java how Java processes are started
 */
public record WorkProcesses(
    Work work, double share, int threads, Path home, Path scratch, JavaLauncher java) {

  /** Starts RAF4J, which writes the exchange file. */
  public StepProcess ours() {
    return new StepProcess(
        "RAF4J at " + work.name(),
        java.command(
            TrainingProcess.class,
            List.of(
                work.name(),
                Double.toString(share),
                Integer.toString(threads),
                home.toString(),
                exchange().toString())),
        Map.of(),
        scratch.resolve(work.name() + "-raf4j.log"));
  }

  /** Starts the measurement of the limit. */
  public StepProcess limit() {
    return new StepProcess(
        "the limit of " + work.name(),
        java.command(
            LimitProcess.class,
            List.of(
                work.name(), Double.toString(share), Integer.toString(threads), home.toString())),
        Map.of(),
        scratch.resolve(work.name() + "-limit.log"));
  }

  /** Starts PyTorch from the exchange file, which RAF4J has written. */
  public StepProcess peer(PyTorch python, PeerSettings settings) {
    return new StepProcess(
        "PyTorch at " + work.name(),
        python.command(home, work.peerScript(), exchange(), threads),
        settings.environment(),
        scratch.resolve(work.name() + "-pytorch.log"));
  }

  private Path exchange() {
    return scratch.resolve(work.name() + ".exchange");
  }
}
