package io.raf4j.spark.page;

import io.raf4j.datasets.audio.Audio;
import io.raf4j.datasets.audio.AudioWriter;
import java.util.Base64;

/**
 * A sound with a caption, for {@link HtmlPage}; it travels inside the page as a WAV of 16 bits.
 *
 * @param audio what is played; not copied
 * @param caption the line above it
 */
public record Sound(Audio audio, String caption) {

  private static final int BYTES_OF_A_SAMPLE = 2;

  /** Returns how many seconds of a sound have so many bytes inside a page; at least one sample. */
  public static double secondsWithin(Audio audio, int bytes) {
    int samples = Math.max(1, bytes / BYTES_OF_A_SAMPLE / audio.channels());
    return (double) Math.min(samples, audio.length()) / audio.sampleRate();
  }

  /** Returns the player. */
  public String html() {
    byte[] wav = AudioWriter.wav(audio, AudioWriter.Format.PCM_16);
    return "<figure>"
        + Html.text("figcaption", caption)
        + "<audio controls preload=\"metadata\" aria-label=\""
        + Html.escape(caption)
        + "\" src=\"data:audio/wav;base64,"
        + Base64.getEncoder().encodeToString(wav)
        + "\"></audio></figure>";
  }
}
