package io.raf4j.datasets.audio;

import java.nio.file.Path;

/**
 * A sound to try things on: a tone that rises from one frequency to another, each octave lasting as
 * long as the next.
 *
 * <pre>
 *   s(t) = 0.8 w(t) sin(2 pi f0 T / ln(f1 / f0) ((f1 / f0)^(t / T) - 1))
 * </pre>
 *
 * <p>w fades in and out over a hundredth of the length T, by half a cosine. The same options give
 * the same bytes.
 */
public final class SampleChirp {

  /** Share of the length over which the tone fades at each end. */
  private static final double FADE = 0.01;

  private static final int BITS = 16;

  private SampleChirp() {}

  /**
   * What the tone is like.
   *
   * @param sampleRate samples a second
   * @param seconds T, the length
   * @param from f0 in Hz, above 0
   * @param to f1 in Hz, another than f0, below half the sample rate
   */
  public record Options(int sampleRate, double seconds, double from, double to) {

    /** Two seconds from 50 Hz to 5 kHz at 22,050 samples a second. */
    public static final Options DEFAULT = new Options(22_050, 2, 50, 5000);

    /** Checks every number. */
    public Options {
      if (sampleRate < 1) {
        throw new IllegalArgumentException("sampleRate is " + sampleRate + "; expected 1 or more");
      }
      if (!(seconds * sampleRate >= 1 && seconds * sampleRate < Integer.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "seconds is " + seconds + "; expected at least one sample and fewer than 2^31");
      }
      requireBelowHalf("from", from, sampleRate);
      requireBelowHalf("to", to, sampleRate);
      if (from == to) {
        throw new IllegalArgumentException("to is " + to + "; expected another than from");
      }
    }

    private static void requireBelowHalf(String name, double frequency, int sampleRate) {
      if (!(frequency > 0 && frequency < sampleRate / 2d)) {
        throw new IllegalArgumentException(
            name + " is " + frequency + "; expected above 0 and below " + sampleRate / 2d);
      }
    }
  }

  /** Writes the tone as a WAV file of 16 bits, mono. */
  public static void write(Path target, Options options) {
    AudioWriter.write(target, of(options));
  }

  /** Returns the tone. */
  public static Audio of(Options options) {
    int length = (int) Math.round(options.seconds() * options.sampleRate());
    double total = (double) length / options.sampleRate();
    double octaves = StrictMath.log(options.to() / options.from());
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      double share = (i + 0.5) / length;
      double turns = options.from() * total / octaves * (StrictMath.exp(octaves * share) - 1);
      samples[i] = (float) (0.8 * fade(share) * StrictMath.sin(2 * StrictMath.PI * turns));
    }
    return new Audio(options.sampleRate(), 1, BITS, samples);
  }

  private static double fade(double share) {
    double toEnd = Math.min(share, 1 - share) / FADE;
    return toEnd >= 1 ? 1 : 0.5 - 0.5 * StrictMath.cos(StrictMath.PI * toEnd);
  }
}
