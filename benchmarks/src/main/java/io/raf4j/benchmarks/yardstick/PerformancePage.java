package io.raf4j.benchmarks.yardstick;

import io.raf4j.benchmarks.timing.Alternation;
import io.raf4j.benchmarks.timing.OtherLoad;
import java.util.Locale;

/** A session as a page in Markdown: {@code docs/PERFORMANCE.md}. */
final class PerformancePage {

  private static final String METHOD =
      """
      ## What is measured

      A step is one call of `fit`: forward, backward and Adam on all points of the step. Both programs start from the same parameters and points, which RAF4J writes and PyTorch reads; the losses of the
      first three steps on these points must agree within rounding (1e-4 relative in single precision, 1e-8 in double), else the command fails. After that the three signals keep their points, and the
      equations and the networks behind grids draw fresh ones in every step, in both programs. RAF4J, PyTorch, the matrix products, the kernels and the tables run in turn, each in a process of its own, first for %d seconds each that do not
      count (Java compiles for some seconds, a training takes hours), then %d rounds, of which times are the medians, with least and most below.

      PyTorch's settings are the fastest that the command found, by a few steps each: OpenBLAS's kernels, its build, memory that the allocator keeps, and all points at once or some at a time with their
      gradients added up. PyTorch runs eagerly; the equations take two derivatives of the network by the graph of the first, since that is what PyTorch offers.

      - **RAF4J / PyTorch**: the ratio of the medians, of seconds and of memory; below 1 RAF4J is better.
      - **GFLOP/s**: floating-point operations of the step's matrix products (a layer's forward product, weight gradient and, but for the first layer, data gradient: 2 rows in out each, rows being points
        times rows of a jet) over the seconds of the whole step. PyTorch's equations need more operations than ours; the rate is that of RAF4J.
      - **of the limit**: (seconds of the products + of the kernels + of the tables) / seconds of the step. The products are exactly those of a step, single-threaded BLAS calls over blocks of rows in cache on all
        threads; the kernels are the activations' forward and backward passes over a tile in cache on all threads, times points;
        the tables are a grid encoding's traffic with memory: the lines around the points copied once, added to once in the gradient, and what was touched of parameters, gradient and both moments read and
        written once. Reading and writing what does not fit the cache, losses, equations and
        Adam are not part of the limit, so that 1 cannot be reached.
      - **peak**: the most resident memory that the process ever held (`VmHWM`), libraries and Java's heap included; PyTorch's beside its best times and, as \
      **whole step**, when it takes all points of a step at once, as programs do that were not tuned.
      - **others' load**: the share of all processors that other processes had meanwhile. Above %s the figures do not hold: PyTorch's threads wait for each other, so that its times collapse under load.
      """;

  private PerformancePage() {}

  /** Returns the page. */
  static String of(Report report) {
    StringBuilder page = new StringBuilder("# Performance\n\n");
    page.append(
        "Written by `./raf benchmark --markdown docs/PERFORMANCE.md`; not to be edited.\n\n");
    page.append(session(report)).append('\n');
    if (!report.wasIdle()) {
      page.append(
          "**The machine was not idle: others had "
              + Table.percent(report.loadBefore())
              + " of it before. These figures do not hold.**\n\n");
    }
    page.append(Table.ofResults(report.results()).markdown()).append('\n');
    page.append(Table.ofLimits(report.results()).markdown()).append('\n');
    page.append(Table.ofWorks(report.results()).markdown()).append('\n');
    page.append(
        String.format(
            Locale.ROOT,
            METHOD,
            Alternation.WARM_UP_SECONDS,
            report.repetitions(),
            Table.percent(OtherLoad.LIMIT)));
    return page.toString();
  }

  private static String session(Report report) {
    Machine machine = report.machine();
    String peer = report.python().isEmpty() ? "PyTorch was not there" : report.python();
    String points =
        report.pointsShare() == 1
            ? ""
            : " **Points are " + report.pointsShare() + " of the published ones.**";
    return String.format(
        "%s, commit %s. %s; %d of %d processors, as threads of both. Java %s, kernels %s, OpenBLAS's"
            + " kernels %s; %s.%s%n",
        report.date(),
        machine.commit(),
        machine.processor(),
        report.threads(),
        machine.processors(),
        machine.java(),
        machine.kernels(),
        machine.blas(),
        peer,
        points);
  }
}
