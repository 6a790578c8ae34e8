package io.raf4j.spark.ntk;

import io.raf4j.ntk.NtkSpectrum;
import io.raf4j.ntk.TileCut;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.run.Progress;
import io.raf4j.spark.run.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Computes the kernels of a plan, one after the other, each spread over the executors. On Spark
 * every kernel is written as soon as it is there, and a run that was cut off goes on with the next.
 */
final class NtkWork {

  private final NtkPlan plan;
  private final Site site;

  NtkWork(NtkPlan plan, Site site) {
    this.plan = plan;
    this.site = site;
  }

  /** Computes what is not yet there. */
  NtkResult done() {
    site.pool().threads().limit();
    return site.hasFolder() ? onSpark() : inMemory();
  }

  private NtkResult onSpark() {
    ParquetReport<NtkRow> kernels = site.report(NtkRow.FOLDER, NtkRow.FORMAT);
    ParquetReport<SpectrumRow> spectra = site.report(SpectrumRow.FOLDER, SpectrumRow.FORMAT);
    long last = kernels.lastKey().orElse(-1);
    kernels.dropAfter(last);
    spectra.dropAfter(last < 0 ? -1 : SpectrumRow.lastKey(last));
    TileCut cut = plan.cut();
    site.audience()
        .say(
            String.format(
                Locale.ROOT,
                "%d points, %d parameters: %d kernels of %d tiles",
                cut.points(),
                plan.parameters(),
                plan.subjects().size(),
                cut.tiles()));
    long total = (long) plan.subjects().size() * cut.tiles();
    try (Progress progress = site.progress("kernels", total)) {
      for (int i = 0; i < plan.subjects().size(); i++) {
        NtkSubject subject = plan.subjects().get(i);
        if (subject.step() > last) {
          Kernel kernel = kernel(subject, progress, (long) i * cut.tiles());
          spectra.append(kernel.spectrum());
          kernels.append(List.of(kernel.row()));
        }
      }
    }
    return new NtkResult(plan, site.runId(), kernels.read(), spectra.read());
  }

  /** Computes the last of the networks alone: a cell has one kernel. */
  private NtkResult inMemory() {
    NtkSubject last = plan.subjects().get(plan.subjects().size() - 1);
    try (Progress progress = site.progress("kernels", plan.cut().tiles())) {
      Kernel kernel = kernel(last, progress, 0);
      return new NtkResult(plan, site.runId(), List.of(kernel.row()), kernel.spectrum());
    }
  }

  /** One kernel, as rows. */
  private record Kernel(NtkRow row, List<SpectrumRow> spectrum) {}

  private Kernel kernel(NtkSubject subject, Progress progress, long before) {
    long started = System.nanoTime();
    NtkSpectrum spectrum =
        plan.kernel(subject.network().get())
            .spectrum(
                plan.cut(),
                plan.options().workers(),
                site.pool(),
                done -> progress.at(before + done, "step " + subject.step()));
    double seconds = (System.nanoTime() - started) / 1e9;
    return new Kernel(
        NtkRow.of(
            site.runId(), subject.step(), plan.activation(), plan.parameters(), spectrum, seconds),
        new ArrayList<>(SpectrumRow.of(site.runId(), subject.step(), spectrum)));
  }
}
