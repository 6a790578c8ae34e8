package io.raf4j.spark.record;

import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.record.RunManifest.Section;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The section of a page that says how a run was made: the same for every kind of run. */
public final class Provenance {

  private Provenance() {}

  /**
   * Adds the section.
   *
   * @param page where it goes
   * @param manifest the run
   * @param configuration the full resolved configuration, as text
   */
  public static void addTo(HtmlPage.Builder page, RunManifest manifest, String configuration) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("run_id", manifest.runId());
    run.put("command", manifest.command());
    run.put("started", manifest.started().truncatedTo(ChronoUnit.SECONDS));
    manifest.finished().ifPresent(end -> run.put("finished", end.truncatedTo(ChronoUnit.SECONDS)));
    manifest.stop().ifPresent(stop -> run.put("stop_reason", stop.reason()));
    Map<String, Map<String, Object>> groups = new LinkedHashMap<>();
    groups.put("Run", run);
    groups.put("Final figures", readable(manifest.section(Section.FIGURES)));
    groups.put("Input", readable(manifest.section(Section.INPUT)));
    groups.put("Hardware", readable(manifest.section(Section.HARDWARE)));
    groups.put("Software", readable(manifest.section(Section.SOFTWARE)));
    groups.put("Seeds", readable(manifest.section(Section.SEEDS)));
    page.section("How it was made", "The same facts, for programs, are in run.json.");
    page.keyValues(groups);
    page.folded("Full configuration", configuration);
  }

  private static Map<String, Object> readable(Map<String, Object> section) {
    Map<String, Object> readable = new LinkedHashMap<>();
    section.forEach((name, value) -> readable.put(name, readable(name, value)));
    return readable;
  }

  private static Object readable(String name, Object value) {
    if (name.endsWith("bytes") && value instanceof Number number) {
      return number + " (" + Quantity.bytes(number.longValue()) + ")";
    }
    return value instanceof Iterable<?> list && !list.iterator().hasNext() ? "none" : value;
  }
}
