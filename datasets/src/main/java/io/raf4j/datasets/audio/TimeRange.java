package io.raf4j.datasets.audio;

/**
 * A part of a sound in seconds, the end excluded.
 *
 * @param from where it starts, 0 or more
 * @param seconds how long it lasts, positive infinity for all that follows
 */
record TimeRange(double from, double seconds) {

  static final TimeRange ALL = new TimeRange(0, Double.POSITIVE_INFINITY);

  TimeRange {
    if (!(from >= 0 && from < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("from is " + from + " s; expected 0 or more");
    }
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("seconds is " + seconds + "; expected above 0");
    }
  }

  static TimeRange of(double from, double seconds) {
    return new TimeRange(from, seconds);
  }

  /** Returns the number of the first sample. */
  long firstSample(int sampleRate) {
    return Math.round(from * sampleRate);
  }

  /** Returns the number of the sample after the last. */
  long endSample(int sampleRate) {
    return Double.isInfinite(seconds) ? Long.MAX_VALUE : Math.round((from + seconds) * sampleRate);
  }

  /** Returns this range, or throws when it leaves a sound of that many samples. */
  TimeRange within(long length, int sampleRate) {
    long first = firstSample(sampleRate);
    long end = endSample(sampleRate);
    boolean toItsEnd = end == Long.MAX_VALUE;
    if (end <= first) {
      throw new IllegalArgumentException(
          "seconds is " + seconds + "; expected at least one sample of " + 1d / sampleRate + " s");
    }
    if (first >= length || (!toItsEnd && end > length)) {
      throw new IllegalArgumentException(
          "range is "
              + from
              + " s to "
              + (toItsEnd ? "the end" : from + seconds + " s")
              + "; expected a range within 0 to "
              + (double) length / sampleRate
              + " s");
    }
    return this;
  }
}
