package io.raf4j.benchmarks.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds the settings at which PyTorch is fastest at a work on this machine, by a few steps each:
 * first OpenBLAS's kernels, then its build, then the allocator, then how many points go at a time.
 *
 * <p>Each candidate is a process of its own, since libraries read their variables when they start.
 * The first step of a process warms it up; if it alone takes twice as long as the best so far, that
 * was that. Of the others, as many as three seconds hold, the fastest counts.
 */
public final class PeerSearch {

  private static final double HOPELESS = 2;
  private static final double SECONDS = 3;
  private static final int MOST_STEPS = 5;
  private static final List<Integer> CHUNKS = List.of(4, 16, 64);
  private static final int LEAST_CHUNK = 256;
  private static final int FEW = 16;

  private final Function<PeerSettings, StepProcess> start;
  private final Consumer<String> progress;
  private PeerSettings best;
  private double bestSeconds = Double.POSITIVE_INFINITY;
  private long wholeStepKib = Long.MAX_VALUE;
  private PeerException lastFailure;

  /**
   * Prepares a search.
   *
   * @param start starts a process with some settings
   * @param progress takes a line for every candidate
   */
  public PeerSearch(Function<PeerSettings, StepProcess> start, Consumer<String> progress) {
    this.start = start;
    this.progress = progress;
  }

  /**
   * Tries all candidates.
   *
   * @param python whose builds of OpenBLAS are tried
   * @param hasAvx512 whether this processor has AVX-512 with its short vectors
   * @param points of a step
   * @return the fastest
   * @throws PeerException if none of them ran
   */
  public PeerSettings fastest(PyTorch python, boolean hasAvx512, int points) {
    List<String> types = coreTypes(python, hasAvx512);
    types.forEach(type -> consider(PeerSettings.PLAIN.withCoreType(type)));
    if (best == null) {
      // All points at once may take more memory than there is.
      int few = (points + FEW - 1) / FEW;
      types.forEach(type -> consider(PeerSettings.PLAIN.withCoreType(type).withChunk(few)));
    }
    if (best == null) {
      throw new PeerException("PyTorch ran with none of the settings that were tried", lastFailure);
    }
    python.otherBuilds().forEach(folder -> consider(best.withLibrary(folder)));
    consider(best.warm());
    for (int parts : CHUNKS) {
      int chunk = (points + parts - 1) / parts;
      if (chunk >= LEAST_CHUNK) {
        consider(best.withChunk(chunk));
      }
    }
    return best;
  }

  /**
   * Returns the least of the peaks, in KiB, of the candidates that took all points of a step at
   * once, as programs do that were not tuned; nothing if none of them ran.
   */
  public OptionalLong wholeStepKib() {
    return wholeStepKib == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(wholeStepKib);
  }

  /** Returns the values of OPENBLAS_CORETYPE to try, the likely one first. */
  static List<String> coreTypes(PyTorch python, boolean hasAvx512) {
    List<String> types = new ArrayList<>();
    if (!python.openBlas().isEmpty()) {
      if (hasAvx512) {
        types.add("SkylakeX");
      }
      types.add("Haswell");
    }
    types.add("");
    return types;
  }

  private void consider(PeerSettings candidate) {
    try (StepProcess process = start.apply(candidate)) {
      if (candidate.chunk() > 0) {
        process.ask("chunk " + candidate.chunk());
      }
      double seconds = seconds(process, candidate.chunk() == 0);
      progress.accept(String.format("%s: %.3f s", candidate.describe(), seconds));
      if (seconds < bestSeconds) {
        bestSeconds = seconds;
        best = candidate;
      }
    } catch (PeerException e) {
      lastFailure = e;
      progress.accept(candidate.describe() + ": does not run here");
    }
  }

  private double seconds(StepProcess process, boolean hasWholeSteps) {
    StepProcess.Step first = process.step();
    if (hasWholeSteps) {
      wholeStepKib = Math.min(wholeStepKib, first.peakKib());
    }
    double least = first.seconds();
    if (least > HOPELESS * bestSeconds) {
      return least;
    }
    least = Double.POSITIVE_INFINITY;
    double sum = 0;
    for (int steps = 0; steps == 0 || sum < SECONDS && steps < MOST_STEPS; steps++) {
      double seconds = process.step().seconds();
      sum += seconds;
      least = Math.min(least, seconds);
    }
    return least;
  }
}
