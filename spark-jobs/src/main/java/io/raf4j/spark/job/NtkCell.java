package io.raf4j.spark.job;

import io.raf4j.ntk.NtkSpectrum;
import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.report.NtkRow;
import io.raf4j.spark.training.WorkerPool;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The kernel of one network as a cell of a comparison: figures without any folder. */
public final class NtkCell {

  private static final String NO_RUN = "cell";

  private NtkCell() {}

  /**
   * Computes the kernel of the last of the networks that the settings name: the untrained one, or
   * the last of a training run.
   *
   * @param kind {@link JobKind#NTK}
   * @throws SettingsException if a setting is wrong or the matrix does not fit into memory
   */
  public static RunOutcome run(JobKind kind, Settings settings, WorkerPool pool) {
    if (kind != JobKind.NTK) {
      throw new IllegalArgumentException("kind is " + kind.label() + "; expected ntk");
    }
    long started = System.nanoTime();
    NtkPlan plan = NtkPlan.of(settings, JobSession.hadoopHere());
    int workers = plan.options().workers();
    NtkMemory.require(plan.cut(), workers);
    NtkSubject last = plan.subjects().get(plan.subjects().size() - 1);
    MultiLayerNetwork network = last.network().get();
    NtkSpectrum spectrum = plan.kernel(network).spectrum(plan.cut(), workers, pool, done -> {});
    double seconds = (System.nanoTime() - started) / 1e9;
    NtkRow row =
        NtkRow.of(NO_RUN, last.step(), plan.activation(), plan.parameters(), spectrum, seconds);
    Map<String, Object> figures = NtkFigures.of(row);
    figures.put("seconds", seconds);
    return new RunOutcome(figures, List.of());
  }
}
