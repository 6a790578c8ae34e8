package io.raf4j.spark.run;

import java.io.PrintWriter;
import java.util.List;

/** Who hears what is going on, and how far a run is. */
public interface Audience {

  /** Nobody: the run is one of many in a Spark task, which tells by its outcome alone. */
  Audience NOBODY =
      new Audience() {
        @Override
        public Progress progress(String task, long total) {
          return Progress.silent(task, total);
        }

        @Override
        public void say(String line) {
          // The outcome says it too.
        }
      };

  /** Returns the person who started a run, at a terminal. */
  static Audience person(PrintWriter out) {
    return new Audience() {
      @Override
      public Progress progress(String task, long total) {
        return new Progress(task, total);
      }

      @Override
      public void say(String line) {
        out.println(line);
        out.flush();
      }
    };
  }

  /** Begins to show how far a part of the run is. */
  Progress progress(String task, long total);

  /** Says something once. */
  void say(String line);

  /** Says what has to be known. */
  default void note(String note) {
    say("raf: note: " + note);
  }

  /** Says what has to be known, each thing once. */
  default void note(List<String> notes) {
    notes.forEach(this::note);
  }
}
