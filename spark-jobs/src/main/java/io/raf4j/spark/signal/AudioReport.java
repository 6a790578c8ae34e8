package io.raf4j.spark.signal;

import io.raf4j.datasets.audio.Audio;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.HtmlPage.Headline;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.page.Sound;
import io.raf4j.spark.record.ActivationCurve;
import io.raf4j.spark.record.CommonSections;
import io.raf4j.spark.record.Provenance;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.MetricRow;
import java.util.List;

/**
 * The page that tells a person how the reconstruction of a sound went.
 *
 * <p>Waveforms are drawn by the lowest and highest sample of each stretch of time, spectrograms
 * with a few hundred frames, so that neither the page nor its making grow with the sound. The first
 * two channels are shown.
 *
 * @param manifest the run
 * @param name what was reconstructed: the file's name without its folders
 * @param network what it was reconstructed by, as words that follow "a network of"
 * @param metrics one row for every averaging round, in order
 * @param quality how well it went
 * @param original what the network was to reproduce
 * @param reconstruction what it made of it, of the same length, channels and loudness
 * @param activations the neurons to show, a dozen at most
 * @param configuration the full resolved configuration, as text
 */
record AudioReport(
    RunManifest manifest,
    String name,
    String network,
    List<MetricRow> metrics,
    AudioRow quality,
    Audio original,
    Audio reconstruction,
    List<ActivationCurve> activations,
    String configuration) {

  private static final String QUERIES = "audio-queries.sql";

  /** Of each of the two sounds; in a page they are a third larger. */
  private static final int MOST_BYTES = 3 << 19;

  /** Checks that both sounds have one shape and copies the lists. */
  public AudioReport {
    if (original.length() != reconstruction.length()
        || original.channels() != reconstruction.channels()) {
      throw new IllegalArgumentException(
          "reconstruction has "
              + reconstruction.length()
              + " samples of "
              + reconstruction.channels()
              + " channels; expected "
              + original.length()
              + " of "
              + original.channels());
    }
    metrics = List.copyOf(metrics);
    activations = List.copyOf(activations);
  }

  /** Composes the page. */
  public HtmlPage page() {
    SignalSections sections = new SignalSections(manifest, name, network, metrics);
    HtmlPage.Builder page =
        sections.begin(
            "audio", "asked for a time, it answers with the sample.", judgement(), headlines());
    addPlayers(page);
    SoundFigures figures = new SoundFigures(original, reconstruction);
    figures.addWaveforms(page);
    figures.addSpectrograms(page);
    sections.addTraining(page, "PSNR is that of samples in [-1, 1], data range 2.");
    CommonSections.addActivations(page, activations);
    Provenance.addTo(page, manifest, configuration);
    CommonSections.addQueries(page, queries());
    return page.build();
  }

  /**
   * Returns the queries that the page and the documentation show; {@code OUT} is the run's folder.
   */
  static String queries() {
    return CommonSections.queries(AudioReport.class, QUERIES);
  }

  private String judgement() {
    return "The "
        + Quantity.fixed(original.seconds(), 1)
        + " seconds of sound that it gives back have a signal-to-noise ratio of "
        + Quantity.fixed(quality.snr(), 2)
        + " dB: what is wrong has "
        + Quantity.significant(100 * Math.pow(10, -quality.snr() / 20))
        + " % of the amplitude of what is right.";
  }

  private List<Headline> headlines() {
    return List.of(
        new Headline("SNR", Quantity.fixed(quality.snr(), 2) + " dB", "higher is better"),
        new Headline(
            "Log-spectral distance",
            Quantity.fixed(quality.logSpectralDistance(), 2) + " dB",
            "lower is better"),
        SignalSections.meanSquaredError(quality.mse()));
  }

  private void addPlayers(HtmlPage.Builder page) {
    double seconds = Sound.secondsWithin(original, MOST_BYTES);
    boolean whole = seconds >= original.seconds();
    page.section(
        "Listen",
        (whole ? "" : "The first " + Quantity.fixed(seconds, 1) + " seconds of both sounds. ")
            + "Both are equally loud. The whole reconstruction is the file reconstruction.wav beside"
            + " this page.");
    page.sounds(
        List.of(
            new Sound(part(original, seconds, whole), "Original"),
            new Sound(part(reconstruction, seconds, whole), "Reconstruction")));
  }

  private static Audio part(Audio audio, double seconds, boolean whole) {
    return whole ? audio : audio.range(0, seconds);
  }
}
