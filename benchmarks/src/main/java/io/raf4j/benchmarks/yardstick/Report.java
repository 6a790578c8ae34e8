package io.raf4j.benchmarks.yardstick;

import io.raf4j.benchmarks.timing.OtherLoad;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One session of the yardstick.
 *
 * @param date day of the session in UTC
 * @param machine where it ran
 * @param python PyTorch's versions, empty without it
 * @param threads of every process
 * @param repetitions that count
 * @param pointsShare share of the published points
 * @param loadBefore share of all processors that others had during the second before
 * @param results of the works
 */
public record Report(
    String date,
    Machine machine,
    String python,
    int threads,
    int repetitions,
    double pointsShare,
    double loadBefore,
    List<WorkResult> results) {

  /** Keeps its own list. */
  public Report {
    results = List.copyOf(results);
  }

  /** Returns whether others left the machine alone, before and meanwhile. */
  boolean wasIdle() {
    return loadBefore <= OtherLoad.LIMIT && results.stream().allMatch(WorkResult::wasIdle);
  }

  /** Returns all figures by name. */
  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("date", date);
    figures.put("commit", machine.commit());
    figures.put("processor", machine.processor());
    figures.put("processors", machine.processors());
    figures.put("threads", threads);
    figures.put("java", machine.java());
    figures.put("kernels", machine.kernels());
    figures.put("blas_kernels", machine.blas());
    figures.put("pytorch", python);
    figures.put("repetitions", repetitions);
    figures.put("points_share", pointsShare);
    figures.put("load_before", loadBefore);
    figures.put("idle", wasIdle());
    Map<String, Object> works = new LinkedHashMap<>();
    results.forEach(result -> works.put(result.name(), result.figures()));
    figures.put("works", works);
    return figures;
  }
}
