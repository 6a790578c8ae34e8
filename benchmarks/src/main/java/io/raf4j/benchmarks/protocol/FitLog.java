package io.raf4j.benchmarks.protocol;

import com.typesafe.config.ConfigException;
import io.raf4j.benchmarks.work.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The fits of a session that may end and go on: a file with a line of JSON for each, after a line
 * that says under which conditions. A line that was cut off does not count.
 */
final class FitLog {

  /** The name of the file. */
  static final String NAME = "fits.jsonl";

  private final Path file;
  private final List<Fit> fits = new ArrayList<>();

  private FitLog(Path file) {
    this.file = file;
  }

  /**
   * Opens the log in a folder, which is made where it is missing.
   *
   * @param conditions that all fits have in common
   * @throws IllegalArgumentException if the log in the folder has others
   */
  static FitLog open(Path folder, Map<String, ?> conditions) throws IOException {
    Files.createDirectories(folder);
    FitLog log = new FitLog(folder.resolve(NAME));
    String first = Json.line(conditions);
    String text = Files.exists(log.file) ? Files.readString(log.file) : "";
    if (!text.contains("\n")) {
      // New, or cut off before there was anything.
      log.rewrite(first);
      return log;
    }
    List<String> lines = text.lines().toList();
    if (!lines.get(0).equals(first)) {
      throw new IllegalArgumentException(
          log.file
              + " has fits under other conditions: "
              + lines.get(0)
              + "; expected "
              + first
              + ". Name another folder, or the same options");
    }
    boolean isWhole = text.endsWith("\n");
    for (String line : lines.subList(1, isWhole ? lines.size() : lines.size() - 1)) {
      log.fits.add(log.parsed(line));
    }
    if (!isWhole) {
      log.rewrite(first);
    }
    return log;
  }

  private Fit parsed(String line) {
    try {
      return Fit.parse(line);
    } catch (ConfigException | IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " has a line that is no fit: " + line, e);
    }
  }

  private void rewrite(String first) throws IOException {
    Path whole = file.resolveSibling(NAME + ".new");
    StringBuilder text = new StringBuilder(first).append('\n');
    fits.forEach(fit -> text.append(fit.line()).append('\n'));
    Files.writeString(whole, text);
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Adds a fit, and comes back when it is on the disk. */
  void add(Fit fit) throws IOException {
    append(fit.line());
    fits.add(fit);
  }

  private void append(String line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      channel.write(StandardCharsets.UTF_8.encode(line + "\n"));
      channel.force(true);
    }
  }

  /** Returns whether there is a fit of an attempt. */
  boolean has(Attempt attempt) {
    return fits.stream().anyMatch(fit -> fit.attempt().equals(attempt));
  }

  /** Returns all fits, in the order in which they were made. */
  List<Fit> fits() {
    return List.copyOf(fits);
  }
}
