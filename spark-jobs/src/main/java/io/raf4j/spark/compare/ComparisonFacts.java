package io.raf4j.spark.compare;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.RunManifest.Section;
import io.raf4j.spark.rows.Fields;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
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
    Fields software = manifest.section(Section.SOFTWARE);
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

  private Fields section(String name) {
    return named(comparison.configuration().get(name));
  }

  private static Fields named(Object values) {
    Fields section = Fields.NONE;
    if (values instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        section = section.with(String.valueOf(entry.getKey()), entry.getValue());
      }
    }
    return section;
  }

  private Map<String, String> each(String name) {
    Map<String, String> lines = new LinkedHashMap<>();
    section(name)
        .forEach(
            (group, own) -> {
              lines.put(group, told(named(own), Set.of(Key.INPUT.path())));
            });
    return lines;
  }

  private String settings(Fields all) {
    Profile profile = comparison.kind().profile();
    Set<String> left =
        Settings.of(profile).asMap().entrySet().stream()
            .filter(entry -> !ALWAYS.contains(entry.getKey()))
            .filter(
                entry ->
                    String.valueOf(entry.getValue())
                        .equals(String.valueOf(all.get(entry.getKey()))))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(HashSet::new));
    Set<String> known = profile.keys().stream().map(Key::path).collect(Collectors.toSet());
    all.values().keySet().stream().filter(key -> !known.contains(key)).forEach(left::add);
    // Inputs have lines of their own.
    left.add(Key.INPUT.path());
    String text = told(all, left);
    return text.isEmpty() ? "the defaults" : text + "; else the defaults";
  }

  private static String told(Fields values, Set<String> without) {
    return values.values().entrySet().stream()
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

  private static String machine(Fields hardware) {
    String memory =
        hardware.get("memory_bytes") instanceof Number bytes
            ? ", " + Quantity.bytes(bytes.longValue())
            : "";
    String processor = String.valueOf(hardware.getOrDefault("cpu", hardware.get("architecture")));
    return processor + ", " + hardware.get("cores") + " cores" + memory;
  }
}
