package io.raf4j.benchmarks.protocol;

import io.raf4j.benchmarks.protocol.Protocol.Budget;
import io.raf4j.benchmarks.protocol.Protocol.Rival;
import io.raf4j.spark.page.DataTable;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Series;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a session has found: means over the subjects that all rivals have fitted, as text, figures
 * and a page.
 *
 * @param protocol what was fitted
 * @param fits of the session
 */
record ProtocolTable(Protocol protocol, List<Fit> fits) {

  private static final int CURVE_POINTS = 40;

  /**
   * The means of a rival at a size.
   *
   * @param size parameters that were asked for
   * @param rival who fitted
   * @param fits of the subjects that count
   */
  private record Group(int size, Rival rival, List<Fit> fits) {

    double mean(ToDoubleFunction<Fit> of) {
      return fits.stream().mapToDouble(of).average().orElse(Double.NaN);
    }

    String name() {
      return rival.label() + (size == 0 ? "" : " " + String.format(Locale.ROOT, "%,d", size));
    }
  }

  private List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (int size : protocol.sizes()) {
      List<String> complete = complete(size);
      for (Rival rival : protocol.rivals()) {
        List<Fit> own =
            fits.stream()
                .filter(fit -> fit.attempt().size() == size && fit.attempt().rival() == rival)
                .filter(fit -> complete.contains(fit.attempt().subject()))
                .toList();
        if (!own.isEmpty()) {
          groups.add(new Group(size, rival, own));
        }
      }
    }
    return groups;
  }

  /** Returns the subjects that each of the rivals has fitted that has fitted any. */
  private List<String> complete(int size) {
    Map<String, Set<Rival>> rivals = new TreeMap<>();
    Set<Rival> all = EnumSet.noneOf(Rival.class);
    for (Fit fit : fits) {
      Attempt attempt = fit.attempt();
      if (attempt.size() == size && protocol.rivals().contains(attempt.rival())) {
        all.add(attempt.rival());
        rivals
            .computeIfAbsent(attempt.subject(), subject -> EnumSet.noneOf(Rival.class))
            .add(attempt.rival());
      }
    }
    return rivals.entrySet().stream()
        .filter(entry -> entry.getValue().equals(all))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the means as lines of a table. */
  String text() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                "%-28s %9s %12s %12s %10s %10s %10s%n",
                "rival", "subjects", "parameters", "bits/value", "seconds", "in all", "dB"));
    for (Group group : groups()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-28s %9d %,12.0f %12.2f %10.1f %10.1f %10.2f%n",
              group.name(),
              group.fits().size(),
              group.mean(Fit::parameters),
              group.mean(Fit::bitsPerValue),
              group.mean(Fit::seconds),
              group.mean(Fit::wpureSeconds),
              group.mean(Fit::quality)));
    }
    return text.toString();
  }

  /** Returns the figures by name. */
  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("protocol", protocol.name());
    figures.put("fits", fits.size());
    Map<String, Object> means = new LinkedHashMap<>();
    for (Group group : groups()) {
      Map<String, Object> of = new LinkedHashMap<>();
      of.put("subjects", group.fits().size());
      of.put("parameters", group.mean(Fit::parameters));
      of.put("bits_per_value", group.mean(Fit::bitsPerValue));
      of.put("seconds", group.mean(Fit::seconds));
      of.put("wall_seconds", group.mean(Fit::wpureSeconds));
      of.put("quality", group.mean(Fit::quality));
      means.put(group.name(), of);
    }
    figures.put("means", means);
    return figures;
  }

  /** Composes the page. */
  HtmlPage page() {
    return HtmlPage.titled("RAF4J benchmark " + protocol.name(), protocol.words())
        .lead(
            String.format(
                Locale.ROOT,
                "Each network has %s, one after the other on the same cores."
                    + " Quality is %s, of all values, at the end; curves are of a sample."
                    + " Means are over the subjects that all rivals have fitted.",
                protocol.budget().words(),
                protocol.unit()))
        .section("Means", "")
        .table(means())
        .section("Quality over seconds and bits", "")
        .charts(List.of(overSeconds(), overBits()))
        .section("Subjects", "")
        .table(subjects())
        .build();
  }

  private DataTable means() {
    return new DataTable(
        "",
        List.of("rival", "subjects", "parameters", "bits a value", "seconds", "in all", "dB"),
        groups().stream()
            .map(
                group ->
                    List.<Object>of(
                        group.name(),
                        group.fits().size(),
                        Math.round(group.mean(Fit::parameters)),
                        group.mean(Fit::bitsPerValue),
                        group.mean(Fit::seconds),
                        group.mean(Fit::wpureSeconds),
                        group.mean(Fit::quality)))
            .toList());
  }

  private DataTable subjects() {
    return new DataTable(
        "",
        List.of("subject", "rival", "parameters", "seconds", "in all", "dB"),
        fits.stream()
            .map(
                fit ->
                    List.<Object>of(
                        fit.attempt().subject(),
                        fit.attempt().rival().label(),
                        fit.parameters(),
                        fit.seconds(),
                        fit.wpureSeconds(),
                        fit.quality()))
            .toList());
  }

  /** Returns the quality of the means over seconds of training. */
  LineChart overSeconds() {
    List<Series> series = new ArrayList<>();
    double[] seconds = new double[CURVE_POINTS];
    for (int i = 0; i < CURVE_POINTS; i++) {
      seconds[i] = longest() * (i + 1) / CURVE_POINTS;
    }
    for (Group group : groups()) {
      double[] quality = new double[CURVE_POINTS];
      for (int i = 0; i < CURVE_POINTS; i++) {
        double at = seconds[i];
        quality[i] = group.mean(fit -> at(fit.curve(), at));
      }
      series.add(new Series(group.name(), role(series.size()), seconds, quality));
    }
    return new LineChart(
        "Quality, " + protocol.unit(), "seconds of training", LineChart.Scale.LINEAR, series);
  }

  /** Returns the seconds that curves go on for: those of the budget, or else of the longest fit. */
  private double longest() {
    return protocol.budget() instanceof Budget.Seconds limit
        ? limit.seconds()
        : fits.stream().mapToDouble(Fit::seconds).max().orElse(1);
  }

  /** Returns the last quality that was known by then, NaN before there is any. */
  private static double at(List<Fit.Point> curve, double seconds) {
    double quality = Double.NaN;
    for (Fit.Point point : curve) {
      if (point.seconds() <= seconds * (1 + 1e-9)) {
        quality = point.quality();
      }
    }
    return quality;
  }

  private LineChart overBits() {
    List<Series> series = new ArrayList<>();
    for (Rival rival : protocol.rivals()) {
      List<Group> own = groups().stream().filter(group -> group.rival() == rival).toList();
      if (!own.isEmpty()) {
        series.add(
            new Series(
                rival.label(),
                role(series.size()),
                own.stream().mapToDouble(group -> group.mean(Fit::bitsPerValue)).toArray(),
                own.stream().mapToDouble(group -> group.mean(Fit::quality)).toArray()));
      }
    }
    return new LineChart(
        "Quality, " + protocol.unit(), "bits a value", LineChart.Scale.LINEAR, series);
  }

  private static Role role(int number) {
    Role[] roles = {Role.MAIN, Role.SECOND, Role.THIRD, Role.FOURTH, Role.FIFTH, Role.SIXTH};
    return number < roles.length ? roles[number] : Role.BASELINE;
  }
}
