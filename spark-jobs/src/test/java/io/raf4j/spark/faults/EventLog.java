package io.raf4j.spark.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Spark itself writes down of the jobs that a driver gives it: a witness beside the driver.
 */
final class EventLog {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How Spark calls a stage that trains a round: by the class that asks for it. */
  private static final String ROUND = "collect at OrderedAveraging";

  private final Path folder;

  private EventLog(Path folder) {
    this.folder = folder;
  }

  /** Makes a folder for a log. */
  static EventLog in(Path folder) {
    try {
      return new EventLog(Files.createDirectories(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what a driver has to be told for it. */
  String submitOptions() {
    return "--conf spark.eventLog.enabled=true --conf spark.eventLog.dir=" + folder.toUri();
  }

  /** Returns how many rounds of training Spark has finished so far. */
  int finishedRounds() {
    Set<Integer> rounds = new HashSet<>();
    int finished = 0;
    for (JsonNode event : events()) {
      int job = event.path("Job ID").asInt();
      if (isOf(event, "SparkListenerJobStart") && isRound(event)) {
        rounds.add(job);
      } else if (isOf(event, "SparkListenerJobEnd") && rounds.contains(job)) {
        boolean succeeded = event.at("/Job Result/Result").asText().equals("JobSucceeded");
        finished += succeeded ? 1 : 0;
      }
    }
    return finished;
  }

  private static boolean isOf(JsonNode event, String type) {
    return event.path("Event").asText().equals(type);
  }

  private static boolean isRound(JsonNode start) {
    return start.path("Stage Infos").findValuesAsText("Stage Name").stream()
        .anyMatch(name -> name.startsWith(ROUND));
  }

  private List<JsonNode> events() {
    List<JsonNode> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(file -> !file.getFileName().toString().startsWith(".")).toList()) {
        String text = Files.readString(file);
        // What follows the last end of a line is still being written.
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
          if (!line.isEmpty()) {
            events.add(JSON.readTree(line));
          }
        }
      }
    } catch (NoSuchFileException e) {
      // Spark gives the log its last name when it ends.
      return events();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read Spark's events in " + folder, e);
    }
    return events;
  }
}
