package io.raf4j.spark.conf;

import io.raf4j.datasets.video.FrameRange;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entry of {@code data-sets} in the file of a batch: what trained models are evaluated on. */
public sealed interface BatchData {

  /** Returns the entry as HOCON's values, for {@code run.json}. */
  Object asValue();

  /**
   * Files, each of which is one data set.
   *
   * @param pattern a file or a glob, as Hadoop's file systems understand it
   * @param frames the part of every clip; {@link FrameRange#ALL} for images and sounds
   * @param scale factor of both sides of every frame, 0.01 to 1; 1 for images and sounds
   */
  record Files(String pattern, FrameRange frames, double scale) implements BatchData {

    /** Checks the pattern and the factor. */
    public Files {
      if (pattern.isBlank()) {
        throw new SettingsException("data-sets: an entry is blank; expected a file or a glob");
      }
      if (!(scale >= 0.01 && scale <= 1)) {
        throw new SettingsException("data-sets: scale is " + scale + "; expected 0.01 to 1");
      }
    }

    /** Returns the files of a pattern as they are. */
    public static Files all(String pattern) {
      return new Files(pattern, FrameRange.ALL, 1);
    }

    /** Returns whether a part of a clip or another size is meant. */
    public boolean isPartOfClip() {
      return scale != 1 || !frames.equals(FrameRange.ALL);
    }

    @Override
    public Object asValue() {
      return isPartOfClip()
          ? Map.of("files", pattern, "frames", frames.toString(), "scale", scale)
          : pattern;
    }
  }

  /**
   * Points of the domain of an equation, the same for the same seed, on which its solutions are
   * judged as {@code raf solve} judges them.
   *
   * @param points how many
   * @param seed which
   */
  record Points(int points, long seed) implements BatchData {

    /** Checks the number. */
    public Points {
      if (points < 1) {
        throw new SettingsException("data-sets: points is " + points + "; expected at least 1");
      }
    }

    @Override
    public Object asValue() {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("points", points);
      value.put("seed", seed);
      return value;
    }
  }
}
