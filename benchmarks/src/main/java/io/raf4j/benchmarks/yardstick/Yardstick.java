package io.raf4j.benchmarks.yardstick;

import io.raf4j.benchmarks.peer.Agreement;
import io.raf4j.benchmarks.peer.LimitProcess;
import io.raf4j.benchmarks.peer.PeerSearch;
import io.raf4j.benchmarks.peer.PeerSettings;
import io.raf4j.benchmarks.peer.PyTorch;
import io.raf4j.benchmarks.peer.StepProcess;
import io.raf4j.benchmarks.peer.StepProcess.Step;
import io.raf4j.benchmarks.peer.WorkProcesses;
import io.raf4j.benchmarks.timing.Alternation;
import io.raf4j.benchmarks.timing.OtherLoad;
import io.raf4j.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;

/**
 * Measures one work after the other: RAF4J, PyTorch, and what the limit consists of, in turn, each
 * in a process of its own, so that no peak of memory has another's in it.
 */
final class Yardstick {

  private static final String OURS = "RAF4J";
  private static final String PEER = "PyTorch";

  /** How many rounds the search for PyTorch's settings and the warm-up take, roughly. */
  private static final int WARM_UP_ROUNDS = 3;

  private final Optional<PyTorch> python;
  private final boolean hasAvx512;
  private final int warmUpSeconds;
  private final int repetitions;
  private final Progress progress;

  Yardstick(
      Optional<PyTorch> python,
      boolean hasAvx512,
      int warmUpSeconds,
      int repetitions,
      Progress progress) {
    this.python = python;
    this.hasAvx512 = hasAvx512;
    this.warmUpSeconds = warmUpSeconds;
    this.repetitions = repetitions;
    this.progress = progress;
  }

  /** Returns how much of a session's time a work takes, in operations of its matrix products. */
  static double share(Work work, int repetitions) {
    return (double) work.cost().flops() * rounds(repetitions);
  }

  private static int rounds(int repetitions) {
    return repetitions + WARM_UP_ROUNDS;
  }

  WorkResult measure(WorkProcesses processes) {
    Work work = processes.work();
    progress.say(work.name() + ": " + work.description());
    List<StepProcess> open = new ArrayList<>();
    try {
      StepProcess ours = opened(open, processes.ours());
      Optional<Contender> contender = python.map(found -> contender(processes, found, ours, open));
      StepProcess limit = opened(open, processes.limit());
      return alternate(work, ours, contender, limit, open);
    } finally {
      open.forEach(StepProcess::close);
    }
  }

  private static StepProcess opened(List<StepProcess> open, StepProcess process) {
    open.add(process);
    return process;
  }

  /** PyTorch at its best, found to compute the same. */
  private record Contender(
      StepProcess process, PeerSettings settings, OptionalLong wholeStepKib, double difference) {}

  private Contender contender(
      WorkProcesses processes, PyTorch found, StepProcess ours, List<StepProcess> open) {
    Work work = processes.work();
    PeerSearch search =
        new PeerSearch(
            settings -> processes.peer(found, settings),
            line -> progress.say("  PyTorch with " + line));
    PeerSettings settings = search.fastest(found, hasAvx512, work.points());
    StepProcess process = opened(open, processes.peer(found, settings));
    process.ask("chunk " + settings.chunk());
    double difference =
        Agreement.require(work.name(), losses(ours), losses(process), work.tolerance());
    return new Contender(process, settings, search.wholeStepKib(), difference);
  }

  private static double[] losses(StepProcess process) {
    double[] losses = new double[Agreement.STEPS];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = process.check().loss();
    }
    return losses;
  }

  private WorkResult alternate(
      Work work,
      StepProcess ours,
      Optional<Contender> contender,
      StepProcess limit,
      List<StepProcess> open) {
    Memory ourMemory = new Memory(ours);
    Optional<Memory> peerMemory = contender.map(peer -> new Memory(peer.process()));
    Map<String, DoubleSupplier> works = new LinkedHashMap<>();
    works.put(OURS, ourMemory);
    peerMemory.ifPresent(peer -> works.put(PEER, peer));
    for (String part : List.of(LimitProcess.PRODUCTS, LimitProcess.KERNELS, LimitProcess.TABLES)) {
      works.put(part, () -> Double.parseDouble(limit.ask(part)));
    }
    OtherLoad load = new OtherLoad(open.stream().map(StepProcess::handle).toList());
    double part = share(work, repetitions) / rounds(repetitions);
    Alternation times =
        new Alternation(
            works,
            warmUpSeconds,
            repetitions,
            (rounds, all) ->
                progress.done(
                    rounds == 0 ? WARM_UP_ROUNDS * part : part,
                    "  " + work.name() + " " + rounds + " of " + all + " rounds"));
    return new WorkResult(
        work.name(),
        work.description(),
        work.points(),
        work.cost().flops(),
        times.spread(OURS),
        times.spread(LimitProcess.PRODUCTS),
        times.spread(LimitProcess.KERNELS),
        times.spread(LimitProcess.TABLES),
        ourMemory.peakKib,
        contender.map(
            peer ->
                new WorkResult.Peer(
                    times.spread(PEER),
                    peerMemory.orElseThrow().peakKib,
                    peer.wholeStepKib(),
                    peer.settings().describe(),
                    peer.difference())),
        load.share());
  }

  /** A step of a process, whose peak is kept beside its seconds. */
  private static final class Memory implements DoubleSupplier {
    private final StepProcess process;
    private long peakKib;

    Memory(StepProcess process) {
      this.process = process;
    }

    @Override
    public double getAsDouble() {
      Step step = process.step();
      peakKib = step.peakKib();
      return step.seconds();
    }
  }
}
