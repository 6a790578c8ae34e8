package io.raf4j.metric;

/**
 * The power of a sound by time and frequency: a short-time Fourier transform with Hann's window.
 *
 * <p>For {@code x: [n]}, a window of N samples, a power of two, and frames that start at {@code t
 * hop},
 *
 * <pre>
 *   w_i  = sin^2(pi (i + 1/2) / N)
 *   X_tk = sum_i w_i x_(t hop + i) exp(-2 pi i k / N),   k = 0 .. N/2
 *   P_tk = c_k |X_tk|^2 / (N sum_i w_i^2),   c_0 = c_(N/2) = 1, else 2
 * </pre>
 *
 * <p>so that the powers of a frame add up to the mean square of its samples, weighted by w^2
 * (Parseval); a sine of amplitude A has A^2 / 2, most of it in the three bins about its frequency
 * {@code k rate / N}. There is a frame for every whole window in the sound, and one for a sound
 * that is shorter, which is continued with zeros; what is left at the end after the last whole
 * window is in no frame.
 *
 * <p>{@code power: [frames, bins]} row-major, bins = N/2 + 1. Cost: O(frames N log N).
 *
 * @param frames number of frames
 * @param bins number of frequencies
 * @param options window and hop
 * @param power {@code frames * bins} powers
 */
public record Spectrogram(int frames, int bins, Options options, double[] power) {

  /**
   * How a sound is cut into frames.
   *
   * @param window samples of a frame, a power of two from 2 to 2^20
   * @param hop samples from one frame to the next, 1 or more; what lies between frames that are
   *     further apart than a window is in none
   */
  public record Options(int window, int hop) {

    /** Windows of 2048 samples every 512, 46 ms and 12 ms at 44.1 kHz. */
    public static final Options DEFAULT = new Options(2048, 512);

    private static final int LARGEST = 1 << 20;

    /** Checks both numbers. */
    public Options {
      if (window < 2 || window > LARGEST || Integer.bitCount(window) != 1) {
        throw new IllegalArgumentException(
            "window is " + window + "; expected a power of two from 2 to " + LARGEST);
      }
      if (hop < 1) {
        throw new IllegalArgumentException("hop is " + hop + "; expected 1 or more");
      }
    }

    /** Returns the number of frames of a sound of so many samples. */
    public int frames(int samples) {
      return samples <= window ? 1 : 1 + (samples - window) / hop;
    }

    /** Returns the number of frequencies, from 0 to half the sample rate. */
    public int bins() {
      return window / 2 + 1;
    }
  }

  /** Checks that there are as many powers as frames and bins say. */
  public Spectrogram {
    if (frames < 1 || bins != options.bins() || power.length != (long) frames * bins) {
      throw new IllegalArgumentException(
          "power has " + power.length + " elements; expected " + frames + " x " + options.bins());
    }
  }

  /**
   * Returns the spectrogram of one channel of a sound.
   *
   * @param samples {@code x: [n]}, n at least 1
   * @throws IllegalArgumentException when there is no sample, or more than 2^31 powers
   */
  public static Spectrogram of(float[] samples, Options options) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("samples is empty; expected at least 1");
    }
    int frames = options.frames(samples.length);
    int bins = options.bins();
    double[] power = new double[Math.multiplyExact(frames, bins)];
    FramePower frame = new FramePower(options);
    for (int t = 0; t < frames; t++) {
      System.arraycopy(frame.of(samples, t), 0, power, t * bins, bins);
    }
    return new Spectrogram(frames, bins, options, power);
  }

  /** Returns the power of a frame at a frequency. */
  public double at(int frame, int bin) {
    return power[frame * bins + bin];
  }

  /**
   * Returns {@code 10 log10 max(P, floor)} for every power.
   *
   * @param floor above 0
   * @return {@code [frames, bins]} in decibels
   */
  public double[] decibels(double floor) {
    if (!(floor > 0)) {
      throw new IllegalArgumentException("floor is " + floor + "; expected above 0");
    }
    double[] level = new double[power.length];
    for (int i = 0; i < level.length; i++) {
      level[i] = 10 * Math.log10(Math.max(power[i], floor));
    }
    return level;
  }
}
