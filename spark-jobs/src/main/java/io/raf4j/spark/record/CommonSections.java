package io.raf4j.spark.record;

import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.HtmlPage.Headline;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.record.RunManifest.Section;
import io.raf4j.spark.record.RunManifest.Status;
import io.raf4j.spark.record.RunManifest.Stop;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What the pages of all kinds of run have in common. */
public final class CommonSections {

  private CommonSections() {}

  /** Returns whether the run has ended, and why. */
  public static Headline status(RunManifest manifest) {
    return new Headline(
        "Status",
        manifest.status().name().toLowerCase(Locale.ROOT),
        manifest.stop().map(stop -> "stopped by: " + stop.reason()).orElse(""));
  }

  /** Returns the sentence that says why the run ended. */
  public static String ending(RunManifest manifest) {
    if (manifest.status() == Status.RUNNING) {
      return "The run had not ended when this page was written.";
    }
    return "It stopped because " + manifest.stop().map(Stop::meaning).orElseThrow() + ".";
  }

  /**
   * Adds what has to be known of the input, in the page's head, where there is something: the list
   * {@code notes} in the manifest's section on it.
   */
  public static void addNotes(HtmlPage.Builder page, RunManifest manifest) {
    if (manifest.section(Section.INPUT).get("notes") instanceof List<?> notes) {
      notes.forEach(note -> page.note(note.toString()));
    }
  }

  /** Adds the learned activation functions, where there are some to show. */
  public static void addActivations(HtmlPage.Builder page, List<ActivationCurve> activations) {
    if (activations.isEmpty()) {
      return;
    }
    page.section(
        "Learned activations",
        "What some neurons do with their input z: each has an activation function of its own, whose"
            + " coefficients are trained with the weights. Each chart has its own scale.");
    page.smallMultiples(activations.stream().map(CommonSections::chart).toList());
  }

  private static LineChart chart(ActivationCurve curve) {
    return new LineChart(
        curve.label(),
        "z",
        Scale.LINEAR,
        List.of(
            new Series("before training", Role.BASELINE, curve.z(), curve.before()),
            new Series("after training", Role.MAIN, curve.z(), curve.after())));
  }

  /** Adds queries to start from. */
  public static void addQueries(HtmlPage.Builder page, String queries) {
    page.section(
        "Ask your own questions",
        "All numbers of this page are Parquet rows in the folders metrics and report beside it."
            + " These queries run in DuckDB as they stand, OUT being that folder.");
    page.code(queries);
  }

  /**
   * Returns queries that a page and the documentation show; {@code OUT} is the run's folder.
   *
   * @param beside the class of the page
   * @param name of the file beside it
   */
  public static String queries(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
