package io.raf4j.spark.schedule;

import io.raf4j.spark.conf.FilePart;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.rows.Fields;

/** An entry of {@code data-sets} in the file of a batch: what trained models are evaluated on. */
sealed interface BatchData {

  /** Returns the entry as HOCON's values, for {@code run.json}. */
  Object asValue();

  /**
   * Files, each of which is one data set.
   *
   * @param pattern a file or a glob, as Hadoop's file systems understand it
   * @param part what of every file is taken
   */
  record Files(String pattern, FilePart part) implements BatchData {

    /** Checks the pattern. */
    public Files {
      if (pattern.isBlank()) {
        throw new SettingsException("data-sets: an entry is blank; expected a file or a glob");
      }
    }

    @Override
    public Object asValue() {
      if (part.equals(FilePart.WHOLE)) {
        return pattern;
      }
      return Fields.NONE.with("files", pattern).and(Fields.of(part.asMap())).values();
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
      return Fields.of(this).values();
    }
  }
}
