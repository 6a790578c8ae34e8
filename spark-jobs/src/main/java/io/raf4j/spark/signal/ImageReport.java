package io.raf4j.spark.signal;

import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.video.Frame;
import io.raf4j.spark.page.ErrorMap;
import io.raf4j.spark.page.FrameComparison;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.HtmlPage.Headline;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.page.PictureSlider;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.record.ActivationCurve;
import io.raf4j.spark.record.CommonSections;
import io.raf4j.spark.record.Provenance;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.MetricRow;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The page that tells a person how the reconstruction of an image went.
 *
 * <p>Pictures whose longer side exceeds {@value #LONGEST_SIDE} pixels are shown smaller; all
 * figures are those of the whole.
 *
 * @param manifest the run
 * @param name what was reconstructed: the file's name without its folders
 * @param network what it was reconstructed by, as words that follow "a network of"
 * @param metrics one row for every averaging round, in order
 * @param quality how well it went
 * @param original what the network was to reproduce
 * @param reconstruction what it made of it, of the same shape
 * @param activations the neurons to show, a dozen at most
 * @param configuration the full resolved configuration, as text
 */
record ImageReport(
    RunManifest manifest,
    String name,
    String network,
    List<MetricRow> metrics,
    ImageRow quality,
    Image original,
    Image reconstruction,
    List<ActivationCurve> activations,
    String configuration) {

  private static final String QUERIES = "image-queries.sql";
  private static final int LONGEST_SIDE = 1024;

  /** Copies the lists. */
  public ImageReport {
    metrics = List.copyOf(metrics);
    activations = List.copyOf(activations);
  }

  /** Composes the page. */
  public HtmlPage page() {
    SignalSections sections = new SignalSections(manifest, name, network, metrics);
    HtmlPage.Builder page =
        sections.begin(
            "image", "asked for a position, it answers with the colour.", judgement(), headlines());
    addPictures(page);
    addRow(page);
    sections.addTraining(page, "PSNR and SSIM are those of the reconstruction at that moment.");
    CommonSections.addActivations(page, activations);
    Provenance.addTo(page, manifest, configuration);
    CommonSections.addQueries(page, queries());
    return page.build();
  }

  /**
   * Returns the queries that the page and the documentation show; {@code OUT} is the run's folder.
   */
  static String queries() {
    return CommonSections.queries(ImageReport.class, QUERIES);
  }

  private String judgement() {
    double typical = 100 * Math.pow(10, -quality.psnr() / 20);
    return "The picture of "
        + quality.width()
        + " x "
        + quality.height()
        + " pixels that it gives back reaches "
        + Quantity.fixed(quality.psnr(), 2)
        + " dB: typically a colour is off by "
        + Quantity.significant(typical)
        + " % of the full range.";
  }

  private List<Headline> headlines() {
    Headline psnr =
        new Headline("PSNR", Quantity.fixed(quality.psnr(), 2) + " dB", "higher is better");
    Headline mse = SignalSections.meanSquaredError(quality.mse());
    // An image below the window has no SSIM.
    return Double.isNaN(quality.ssim())
        ? List.of(psnr, mse)
        : List.of(
            psnr, new Headline("SSIM", Quantity.fixed(quality.ssim(), 4), "1 is identical"), mse);
  }

  private void addPictures(HtmlPage.Builder page) {
    FrameComparison shown = new FrameComparison(0, frame(original), frame(reconstruction));
    int factor = ErrorMap.factor(List.of(shown));
    boolean whole = shown.original().width() == quality.width();
    page.section(
        "Image",
        "Original, reconstruction, and where they differ. The error map is the absolute difference,"
            + " averaged over the colours and amplified "
            + factor
            + " times: black is no difference, pale yellow a difference of "
            + Quantity.significant(100.0 / factor)
            + " % of the full range or more."
            + (whole ? "" : " All three are shown smaller than they are."));
    page.slider("", PictureSlider.of(shown, factor, "the image"));
  }

  /** Returns a picture as a screen shows it: eight bits, not larger than a page. */
  private static Frame frame(Image image) {
    double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(image.height(), image.width()));
    Image shown =
        image.resized(
            (int) Math.max(1, Math.round(scale * image.height())),
            (int) Math.max(1, Math.round(scale * image.width())));
    byte[] bytes = new byte[shown.values().length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(255 * shown.values()[i]);
    }
    return new Frame(shown.height(), shown.width(), shown.channels(), bytes);
  }

  private void addRow(HtmlPage.Builder page) {
    if (original.width() < 2) {
      return;
    }
    int row = original.height() / 2;
    page.section(
        "One row of it",
        "Row "
            + row
            + " of the picture, its middle, from left to right: how bright it is, 0 being black and"
            + " 1 white, and by how much the reconstruction is off.");
    double[] x = IntStream.range(0, original.width()).mapToDouble(i -> i).toArray();
    double[] expected = row(original.grey(), row);
    double[] found = row(reconstruction.grey(), row);
    double[] error = new double[x.length];
    for (int i = 0; i < error.length; i++) {
      error[i] = found[i] - expected[i];
    }
    page.charts(
        List.of(
            new LineChart(
                "Brightness",
                "column",
                Scale.LINEAR,
                List.of(
                    new Series("reconstruction", Role.MAIN, x, found),
                    new Series("original", Role.BASELINE, x, expected))),
            LineChart.of("Reconstruction - original", "column", Scale.LINEAR, x, error)));
  }

  private static double[] row(Image grey, int row) {
    double[] values = new double[grey.width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = grey.values()[row * grey.width() + i];
    }
    return values;
  }
}
