package io.raf4j.spark.job;

/** Who hears how far a run is. */
enum Audience {
  /** The person who started the run, on standard error. */
  PERSON {
    @Override
    Progress progress(String task, long total) {
      return new Progress(task, total);
    }

    @Override
    void say(String line) {
      System.err.println(line);
    }
  },
  /** Nobody: the run is one of many in a Spark task, which tells by its outcome alone. */
  NOBODY {
    @Override
    Progress progress(String task, long total) {
      return Progress.silent(task, total);
    }

    @Override
    void say(String line) {
      // The outcome says it too.
    }
  };

  /** Begins to show how far a part of the run is. */
  abstract Progress progress(String task, long total);

  /** Says something once. */
  abstract void say(String line);
}
