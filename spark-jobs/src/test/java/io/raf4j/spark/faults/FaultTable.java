package io.raf4j.spark.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of faults, in Markdown, which a terminal shows as well. */
final class FaultTable {

  private static final List<String> HEAD =
      List.of(
          "fault",
          "how injected",
          "times",
          "expected",
          "observed",
          "lost",
          "wrong",
          "hung",
          "median s",
          "worst s");

  private FaultTable() {}

  /** Returns a line for each fault and one for all of them. */
  static String of(List<Tally> tallies) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    rows.add(HEAD.stream().map(name -> "---").toList());
    tallies.forEach(tally -> rows.add(row(tally)));
    rows.add(total(tallies));
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
    return text.toString();
  }

  private static List<String> row(Tally tally) {
    String missed = tally.missed() == 0 ? "" : " (+" + tally.missed() + " too late)";
    return List.of(
        tally.fault(),
        tally.how(),
        tally.times() + missed,
        tally.expected(),
        tally.observed().replace("|", "\\|"),
        Integer.toString(tally.lost()),
        Integer.toString(tally.wrong()),
        Integer.toString(tally.hung()),
        seconds(tally.medianSeconds()),
        seconds(tally.worstSeconds()));
  }

  private static List<String> total(List<Tally> tallies) {
    int times = tallies.stream().mapToInt(Tally::times).sum();
    int lost = tallies.stream().mapToInt(Tally::lost).sum();
    int wrong = tallies.stream().mapToInt(Tally::wrong).sum();
    int hung = tallies.stream().mapToInt(Tally::hung).sum();
    double worst =
        tallies.stream()
            .mapToDouble(Tally::worstSeconds)
            .filter(x -> x >= 0)
            .max()
            .orElse(Double.NaN);
    return List.of(
        "all",
        "",
        Integer.toString(times),
        "",
        "",
        Integer.toString(lost),
        Integer.toString(wrong),
        Integer.toString(hung),
        "",
        seconds(worst));
  }

  private static String seconds(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }
}
