package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avutil.av_d2q;
import static org.bytedeco.ffmpeg.global.avutil.av_inv_q;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;
import static org.bytedeco.ffmpeg.global.avutil.av_reduce;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import io.raf4j.datasets.media.MediaException;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * The times of a clip's frames in units that encoders and MP4 hold.
 *
 * <p>Frames that follow one another evenly are counted, their unit being a frame's length. Others
 * have the stamps of {@link FrameTimes}, moved to begin at 0, in a unit of one part of a second.
 * MP4 keeps the ticks from a frame to the next in 31 bits, so that unit is the original's where the
 * longest frame allows it, else the shortest that it allows: stamps are then rounded, and each is
 * at least a tick after the one before.
 */
final class Stamps {

  private static final int USUAL_DENOMINATOR = 60_000;
  private static final int USUAL_TIMESCALE = 10_000;
  // What libvpx counts in, whatever it is told.
  private static final long LARGEST_TIMESCALE = 10_000_000;
  private static final double RATE_TOLERANCE = 1e-7;

  private final AVRational rate;
  private final AVRational unit;
  private final int timescale;
  private final boolean even;
  // The first frame of each stamp and, at last, the end; null where frames are counted.
  private final long[] times;

  private Stamps(AVRational rate, AVRational unit, int timescale, long[] times) {
    this.rate = rate;
    this.unit = unit;
    this.timescale = timescale;
    this.even = times == null;
    this.times = times;
  }

  /**
   * Returns the stamps of a clip.
   *
   * @throws MediaException when a frame is shown for longer than MP4 can say
   */
  static Stamps of(FrameTimes times) {
    long longest = longest(times);
    double seconds = (double) longest * times.numerator() / times.denominator();
    long finest = (long) Math.min(LARGEST_TIMESCALE, (Integer.MAX_VALUE - 1) / seconds);
    if (finest < 1) {
      throw new MediaException(
          "a frame is shown for " + seconds + " s, longer than MP4 can say; leave it out");
    }
    AVRational rate = rate(times.frameRate());
    return longest == shortest(times) ? even(rate, finest) : uneven(times, rate, finest);
  }

  private static Stamps even(AVRational rate, long finest) {
    return new Stamps(rate, av_inv_q(rate), timescale(rate.num(), finest), null);
  }

  private static Stamps uneven(FrameTimes times, AVRational rate, long finest) {
    int[] numerator = new int[1];
    int[] denominator = new int[1];
    av_reduce(numerator, denominator, times.numerator(), times.denominator(), Integer.MAX_VALUE);
    AVRational original = av_make_q(numerator[0], denominator[0]);
    int timescale = timescale(denominator[0], finest);
    AVRational unit = av_make_q(1, timescale);
    long[] stamps = new long[times.frames() + 1];
    for (int i = 1; i < stamps.length; i++) {
      long tick = i < times.frames() ? times.ticks().get(i) : times.end();
      long stamp = av_rescale_q(tick - times.ticks().get(0), original, unit);
      stamps[i] = Math.max(stamp, stamps[i - 1] + 1);
    }
    return new Stamps(rate, unit, timescale, stamps);
  }

  /** Returns parts of a second: a multiple of those given, as fine as FFmpeg makes them. */
  private static int timescale(long parts, long finest) {
    if (parts > finest) {
      return (int) finest;
    }
    long timescale = parts;
    while (timescale < USUAL_TIMESCALE && 2 * timescale <= finest) {
      timescale *= 2;
    }
    return (int) timescale;
  }

  /** Returns a rate as people write it, such as 30000/1001, unless it is far from such a one. */
  static AVRational rate(double framesPerSecond) {
    AVRational rate = av_d2q(framesPerSecond, USUAL_DENOMINATOR);
    double error = Math.abs(av_q2d(rate) - framesPerSecond);
    return error <= RATE_TOLERANCE * framesPerSecond
        ? rate
        : av_d2q(framesPerSecond, Integer.MAX_VALUE);
  }

  private static long longest(FrameTimes times) {
    long longest = 0;
    for (int i = 0; i < times.frames(); i++) {
      longest = Math.max(longest, length(times, i));
    }
    return longest;
  }

  private static long shortest(FrameTimes times) {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < times.frames(); i++) {
      shortest = Math.min(shortest, length(times, i));
    }
    return shortest;
  }

  private static long length(FrameTimes times, int frame) {
    long next = frame + 1 < times.frames() ? times.ticks().get(frame + 1) : times.end();
    return next - times.ticks().get(frame);
  }

  /** Returns whether all frames are shown equally long. */
  boolean isEven() {
    return even;
  }

  /** Returns frames a second, in the mean where they differ. */
  AVRational rate() {
    return rate;
  }

  /** Returns the unit of the stamps in seconds. */
  AVRational unit() {
    return unit;
  }

  /** Returns the ticks a second of an MP4 track in which the stamps are whole numbers. */
  int timescale() {
    return timescale;
  }

  /** Returns when a frame is shown. */
  long of(int frame) {
    return even ? frame : times[frame];
  }

  /** Returns how long the frame with a stamp is shown. */
  long duration(long stamp) {
    if (even) {
      return 1;
    }
    int frame = Arrays.binarySearch(times, stamp);
    return times[frame + 1] - times[frame];
  }
}
