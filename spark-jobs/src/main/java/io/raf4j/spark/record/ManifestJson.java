package io.raf4j.spark.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.raf4j.spark.files.Json;
import io.raf4j.spark.record.RunManifest.Section;
import io.raf4j.spark.record.RunManifest.Status;
import io.raf4j.spark.record.RunManifest.Stop;
import io.raf4j.spark.rows.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns a {@link RunManifest} into JSON and back. */
final class ManifestJson {

  private ManifestJson() {}

  /** Returns the text of {@code run.json}, ending with a line break. */
  static String format(RunManifest manifest) {
    Fields root =
        Fields.of(
            new Head(
                RunManifest.SCHEMA_VERSION,
                manifest.runId(),
                manifest.status().name().toLowerCase(Locale.ROOT),
                manifest.command(),
                manifest.started().toString(),
                manifest.finished().map(Instant::toString).orElse(null),
                manifest.stop().map(Stop::reason).orElse(null),
                manifest.stop().map(Stop::meaning).orElse(null)));
    for (Section section : Section.values()) {
      Fields values = manifest.section(section);
      if (isAlways(section) || !values.isEmpty()) {
        root = root.with(section.key(), values.values());
      }
    }
    return root.prettyJson() + "\n";
  }

  /** Most kinds of work decide nothing. */
  private static boolean isAlways(Section section) {
    return section != Section.DECISIONS;
  }

  /** What comes before the sections. */
  private record Head(
      int schemaVersion,
      String runId,
      String status,
      String command,
      String started,
      String finished,
      String stopReason,
      String stopMeaning) {}

  /**
   * Reads what {@link #format} wrote.
   *
   * @throws IOException if the text is not such JSON or has another schema version
   */
  static RunManifest parse(InputStream in, String source) throws IOException {
    try {
      return parsed(in, source);
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new IOException(
          source + " is not what a run writes into its run.json: " + e.getMessage(), e);
    }
  }

  private static RunManifest parsed(InputStream in, String source) throws IOException {
    JsonNode root = Json.read(in, JsonNode.class);
    int version = root.path("schema_version").asInt(-1);
    if (version != RunManifest.SCHEMA_VERSION) {
      throw new IOException(
          source
              + " has schema_version "
              + root.path("schema_version")
              + "; this version of RAF4J reads "
              + RunManifest.SCHEMA_VERSION);
    }
    return new RunManifest(
        root.required("run_id").asText(),
        root.required("command").asText(),
        Instant.parse(root.required("started").asText()),
        text(root, "finished").map(Instant::parse),
        Status.valueOf(root.required("status").asText().toUpperCase(Locale.ROOT)),
        text(root, "stop_reason").map(why -> new Stop(why, root.required("stop_meaning").asText())),
        sections(root));
  }

  private static Optional<String> text(JsonNode root, String key) {
    JsonNode value = root.required(key);
    return value.isNull() ? Optional.empty() : Optional.of(value.asText());
  }

  private static Map<Section, Fields> sections(JsonNode root) {
    Map<Section, Fields> sections = new EnumMap<>(Section.class);
    for (Section section : Section.values()) {
      if (isAlways(section) || root.has(section.key())) {
        sections.put(section, Fields.of(root.required(section.key())));
      }
    }
    return sections;
  }
}
