package io.raf4j.spark.cli;

import io.raf4j.spark.conf.Key;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of jobs that read a clip. */
final class VideoOptionGroup {

  private final Map<Key, String> given = new EnumMap<>(Key.class);

  @Option(
      names = "--frames",
      paramLabel = "A:B",
      description = "Frames A (included) to B (excluded), counted from 0; default all.")
  private void frames(String value) {
    given.put(Key.FRAMES, value);
  }

  @Option(
      names = "--scale",
      paramLabel = "S",
      description = "Factor by which both sides of every frame are scaled.")
  private void scale(String value) {
    given.put(Key.SCALE, value);
  }

  @Option(names = "--grey", description = "Turn colours into grey.")
  private void grey(boolean value) {
    given.put(Key.GREY, Boolean.toString(value));
  }

  void addTo(SharedOptions shared) {
    given.forEach(shared::give);
  }
}
