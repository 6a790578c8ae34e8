package io.raf4j.spark.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.record.RunManifest.Section;
import io.raf4j.spark.rows.Fields;
import java.time.Instant;
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
    Map<String, Map<String, ?>> groups = new LinkedHashMap<>();
    groups.put("Run", Fields.of(Run.of(manifest)).values());
    groups.put("Final figures", readable(manifest.section(Section.FIGURES)));
    groups.put("Input", readable(manifest.section(Section.INPUT)));
    groups.put("Hardware", readable(manifest.section(Section.HARDWARE)));
    groups.put("Software", readable(manifest.section(Section.SOFTWARE)));
    groups.put("Seeds", readable(manifest.section(Section.SEEDS)));
    page.section("How it was made", "The same facts, for programs, are in run.json.");
    page.keyValues(groups);
    page.folded("Full configuration", configuration);
  }

  /** Which run it was. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Run(
      String runId, String command, String started, String finished, String stopReason) {

    static Run of(RunManifest manifest) {
      return new Run(
          manifest.runId(),
          manifest.command(),
          second(manifest.started()),
          manifest.finished().map(Run::second).orElse(null),
          manifest.stop().map(RunManifest.Stop::reason).orElse(null));
    }

    private static String second(Instant moment) {
      return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
  }

  private static Map<String, ?> readable(Fields section) {
    Fields readable = Fields.NONE;
    for (Map.Entry<String, ?> entry : section.values().entrySet()) {
      readable = readable.with(entry.getKey(), readable(entry.getKey(), entry.getValue()));
    }
    return readable.values();
  }

  private static Object readable(String name, Object value) {
    if (name.endsWith("bytes") && value instanceof Number number) {
      return number + " (" + Quantity.bytes(number.longValue()) + ")";
    }
    return value instanceof Iterable<?> list && !list.iterator().hasNext() ? "none" : value;
  }
}
