package io.raf4j.spark.compare;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.RunManifest.Section;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * How a comparison was made, in a few lines for people: settings, inputs, machine, versions.
 *
 * @param comparison what is told of
 */
public record ComparisonFacts(Comparison comparison) {

  /** Told even where they have their defaults, since they are the budget. */
  private static final Set<String> ALWAYS =
      Set.of(
          Key.WIDTH.path(),
          Key.DEPTH.path(),
          Key.STEPS.path(),
          Key.BATCH.path(),
          Key.WORKERS.path(),
          Key.ITERATIONS.path(),
          Key.MAX_SECONDS.path(),
          Key.DTYPE.path());

  /** Returns the lines by what they say, in order. */
  public Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    RunManifest manifest = comparison.manifest();
    put(lines, "Seeds", String.valueOf(comparison.configuration().get("seeds")));
    put(lines, "Settings of all cells", settings(section("settings")));
    each("settings_of_subjects").forEach((name, own) -> put(lines, "Settings on " + name, own));
    each("settings_of_activations").forEach((name, own) -> put(lines, "Settings of " + name, own));
    manifest
        .section(Section.INPUT)
        .forEach((name, input) -> put(lines, "Input " + name, input(input)));
    put(lines, "Command", withoutFolders(manifest.command()));
    put(
        lines,
        "Ended",
        manifest.finished().map(end -> "" + end.truncatedTo(ChronoUnit.SECONDS)).orElse(""));
    Map<String, Object> software = manifest.section(Section.SOFTWARE);
    put(lines, "RAF4J", software.get("raf4j") + ", commit " + software.get("raf4j_commit"));
    put(lines, "Machine", machine(manifest.section(Section.HARDWARE)));
    put(
        lines,
        "Software",
        "Java "
            + software.get("java")
            + ", Spark "
            + software.get("spark")
            + ", kernels "
            + software.get("kernels")
            + ", OpenBLAS kernels "
            + software.getOrDefault("blas_kernels", "unknown"));
    put(lines, "Run", manifest.runId());
    return lines;
  }

  /** Absolute paths are cut to their names: a reader elsewhere has other folders. */
  private static String withoutFolders(String command) {
    return command.replaceAll("(?<=[ =]|^)/(?:[^ ]*/)?([^ /]+)/?(?= |$)", "$1");
  }

  private static void put(Map<String, String> lines, String name, String value) {
    if (!value.isBlank()) {
      lines.put(name, value);
    }
  }

  private Map<String, Object> section(String name) {
    Map<String, Object> section = new LinkedHashMap<>();
    if (comparison.configuration().get(name) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> section.put(String.valueOf(key), value));
    }
    return section;
  }

  private Map<String, String> each(String name) {
    Map<String, String> lines = new LinkedHashMap<>();
    section(name)
        .forEach(
            (group, own) -> {
              Map<String, Object> values = new LinkedHashMap<>();
              ((Map<?, ?>) own).forEach((key, value) -> values.put(String.valueOf(key), value));
              values.remove(Key.INPUT.path());
              lines.put(group, told(values, Set.of()));
            });
    return lines;
  }

  private String settings(Map<String, Object> all) {
    Profile profile = comparison.kind().profile();
    Map<String, Object> defaults = Settings.of(profile).asMap();
    Set<String> usual =
        defaults.entrySet().stream()
            .filter(entry -> !ALWAYS.contains(entry.getKey()))
            .filter(
                entry ->
                    String.valueOf(entry.getValue())
                        .equals(String.valueOf(all.get(entry.getKey()))))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    Set<String> known = profile.keys().stream().map(Key::path).collect(Collectors.toSet());
    Map<String, Object> told = new LinkedHashMap<>(all);
    told.keySet().retainAll(known);
    // Inputs have lines of their own.
    told.remove(Key.INPUT.path());
    String text = told(told, usual);
    return text.isEmpty() ? "the defaults" : text + "; else the defaults";
  }

  private static String told(Map<String, Object> values, Set<String> without) {
    return values.entrySet().stream()
        .filter(entry -> !without.contains(entry.getKey()))
        .filter(entry -> !String.valueOf(entry.getValue()).isBlank())
        .map(entry -> entry.getKey() + " = " + Settings.text(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String input(Object input) {
    if (!(input instanceof Map<?, ?> file)) {
      return "";
    }
    Object about = file.get("about");
    return new Path(String.valueOf(file.get("path"))).getName()
        + ", "
        + file.get("bytes")
        + " bytes, sha256 "
        + file.get("sha256")
        + (about == null || about.toString().isEmpty() ? "" : " (" + about + ")");
  }

  private static String machine(Map<String, Object> hardware) {
    String memory =
        hardware.get("memory_bytes") instanceof Number bytes
            ? ", " + Quantity.bytes(bytes.longValue())
            : "";
    String processor = String.valueOf(hardware.getOrDefault("cpu", hardware.get("architecture")));
    return processor + ", " + hardware.get("cores") + " cores" + memory;
  }
}
