package io.raf4j.datasets.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the samples of frames lie in time, by the stamps of the frames.
 *
 * <p>Samples follow each other without a gap as long as stamps agree with that. What stamps differ
 * by is compared with what it was at the frame before, so clocks that drift apart do not add up. A
 * leap forward of more than {@link #tolerance} is a gap, which is silent; where a whole number of
 * frames explains it to within the rounding of stamps, it is as long as those frames. Every sample
 * is heard: stamps that go back a little move nothing, and a later gap is shorter by as much; where
 * they go back by more than {@value #RESTART_BACKWARDS} s they begin anew there. Where a format
 * expects stamps to begin anew, a leap forward of more than {@value #RESTART_FORWARDS} s is no gap
 * either.
 *
 * <p>Frames without a stamp follow the one before. Not thread-safe.
 */
final class SoundTimeline {

  private static final double RESTART_BACKWARDS = 0.1;
  private static final double RESTART_FORWARDS = 10;
  private static final double LEAST_TOLERANCE = 0.001;
  private static final double MOST_TOLERANCE = 0.01;

  private final int sampleRate;
  private final double samplesOfTick;
  private final boolean mayRestart;
  private final List<Leap> gaps = new ArrayList<>();
  private final List<Leap> restarts = new ArrayList<>();
  private long firstStamp = AV_NOPTS_VALUE;
  private double lead;
  private int frame;

  /** Samples that a stamp is off by, at a sample. */
  private record Leap(long at, long samples) {}

  /**
   * Begins at the first sample.
   *
   * @param secondsOfTick unit of the stamps
   * @param mayRestart whether the format lets stamps begin anew in the middle of a file
   */
  SoundTimeline(int sampleRate, double secondsOfTick, boolean mayRestart) {
    this.sampleRate = sampleRate;
    this.samplesOfTick = secondsOfTick * sampleRate;
    this.mayRestart = mayRestart;
  }

  /**
   * Returns how many samples of silence come before a frame.
   *
   * @param stamp of the frame in ticks
   * @param length of the frame in samples
   * @param position of the frame if there is no silence: how many samples came before it
   */
  long silenceBefore(long stamp, int length, long position) {
    frame = Math.max(frame, length);
    if (stamp == AV_NOPTS_VALUE) {
      return 0;
    }
    if (firstStamp == AV_NOPTS_VALUE) {
      firstStamp = stamp;
      lead = -position;
    }
    double now = (stamp - firstStamp) * samplesOfTick - position;
    double leap = now - lead;
    if (leap < -RESTART_BACKWARDS * sampleRate
        || (mayRestart && leap > RESTART_FORWARDS * sampleRate)) {
      restarts.add(new Leap(position, Math.round(leap)));
      lead = now;
    } else if (leap > tolerance()) {
      long silence = wholeFrames(leap);
      gaps.add(new Leap(position, silence));
      lead = now - silence;
      return silence;
    } else if (leap >= -tolerance()) {
      lead = now;
    }
    return 0;
  }

  /** Two ticks that are rounded, and what stamps of live recordings are off by. */
  private double tolerance() {
    double halfFrame = frame / 2d;
    return Math.max(
        Math.max(2 * samplesOfTick, LEAST_TOLERANCE * sampleRate),
        Math.min(MOST_TOLERANCE * sampleRate, halfFrame));
  }

  private long wholeFrames(double leap) {
    long whole = Math.round(leap / frame) * frame;
    return Math.abs(whole - leap) <= 2 * samplesOfTick ? whole : Math.round(leap);
  }

  /** Returns the second at which the first frame begins, by its stamp. */
  double firstSecond() {
    return firstStamp == AV_NOPTS_VALUE ? 0 : firstStamp * samplesOfTick / sampleRate;
  }

  /**
   * Returns what has to be known of a part of the sound.
   *
   * @param first number of its first sample
   * @param end number of the sample after its last
   */
  List<String> notes(long first, long end) {
    List<String> notes = new ArrayList<>();
    List<Leap> silences = within(gaps, first, end);
    if (!silences.isEmpty()) {
      notes.add(silence(silences) + ", where the file has no sound");
    }
    List<Leap> beginnings = within(restarts, first, end);
    if (!beginnings.isEmpty()) {
      Leap one = beginnings.get(0);
      String places =
          beginnings.size() == 1 ? "" : " and in " + (beginnings.size() - 1) + " more places";
      notes.add(
          String.format(
              "time stamps leap by %s at %s%s; the sound goes on there without a gap",
              seconds(one.samples()), seconds(one.at()), places));
    }
    return notes;
  }

  private String silence(List<Leap> silences) {
    Leap one = silences.get(0);
    String where =
        seconds(one.samples())
            + (silences.size() == 1 ? " of silence" : "")
            + " at "
            + seconds(one.at());
    long all = silences.stream().mapToLong(Leap::samples).sum();
    return silences.size() == 1
        ? where
        : seconds(all) + " of silence in " + silences.size() + " places, the first " + where;
  }

  private static List<Leap> within(List<Leap> leaps, long first, long end) {
    return leaps.stream()
        .filter(leap -> leap.at() < end && leap.at() + Math.max(1, leap.samples()) > first)
        .toList();
  }

  private String seconds(long samples) {
    return Seconds.inWords((double) samples / sampleRate);
  }
}
