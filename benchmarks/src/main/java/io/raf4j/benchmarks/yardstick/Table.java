package io.raf4j.benchmarks.yardstick;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;

/** A table of texts: as aligned columns for a terminal, or in Markdown. */
final class Table {

  private static final String NOTHING = "-";

  private final boolean hasNumbers;
  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(boolean hasNumbers, String... head) {
    this.hasNumbers = hasNumbers;
    this.head = List.of(head);
  }

  /** Returns what the yardstick is about: a row a work. */
  static Table ofResults(List<WorkResult> results) {
    Table table =
        new Table(
            true,
            "work",
            "s a step",
            "PyTorch s",
            "RAF4J / PyTorch",
            "GFLOP/s",
            "of the limit",
            "peak MiB",
            "PyTorch MiB",
            "RAF4J / PyTorch",
            "PyTorch's whole step MiB",
            "others' load");
    for (WorkResult result : results) {
      table.rows.add(
          List.of(
              result.name(),
              number("%.4f", result.seconds().median()),
              number("%.4f", result.peer().map(peer -> peer.seconds().median())),
              number("%.3f", result.timeRatio()),
              number("%.1f", result.gigaflops()),
              number("%.3f", result.fractionOfLimit()),
              number("%.0f", result.peakKib() / 1024d),
              number("%.0f", result.peer().map(peer -> peer.peakKib() / 1024d)),
              number("%.3f", result.memoryRatio()),
              wholeStepMebibytes(result),
              percent(result.otherLoad())));
    }
    return table;
  }

  /** Returns where the limit comes from and how much the times scattered. */
  static Table ofLimits(List<WorkResult> results) {
    Table table =
        new Table(
            true,
            "work",
            "step s",
            "PyTorch s",
            "products s",
            "products GFLOP/s",
            "kernels s",
            "tables s",
            "limit s");
    for (WorkResult result : results) {
      table.rows.add(
          List.of(
              result.name(),
              spread(result.seconds().least(), result.seconds().most()),
              result
                  .peer()
                  .map(peer -> spread(peer.seconds().least(), peer.seconds().most()))
                  .orElse(NOTHING),
              number("%.4f", result.products().median()),
              number("%.1f", result.productGigaflops()),
              number("%.4f", result.kernels().median()),
              number("%.4f", result.tables().median()),
              number("%.4f", result.limitSeconds())));
    }
    return table;
  }

  /** Returns the works, PyTorch's settings and how well the two agree. */
  static Table ofWorks(List<WorkResult> results) {
    Table table =
        new Table(false, "work", "what", "PyTorch's fastest settings", "losses differ by");
    for (WorkResult result : results) {
      table.rows.add(
          List.of(
              result.name(),
              result.description(),
              result.peer().map(WorkResult.Peer::settings).orElse(NOTHING),
              number("%.1e", result.peer().map(WorkResult.Peer::difference))));
    }
    return table;
  }

  private static String wholeStepMebibytes(WorkResult result) {
    OptionalLong kib =
        result.peer().map(WorkResult.Peer::wholeStepKib).orElse(OptionalLong.empty());
    return kib.isPresent() ? number("%.0f", kib.getAsLong() / 1024d) : NOTHING;
  }

  static String percent(double share) {
    return number("%.1f %%", 100 * share);
  }

  private static String spread(double least, double most) {
    DoubleFunction<String> text = value -> number("%.4f", value);
    return text.apply(least) + " to " + text.apply(most);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String number(String format, Optional<Double> value) {
    return value.map(present -> number(format, present.doubleValue())).orElse(NOTHING);
  }

  /** Returns aligned columns: texts and the first to the left, numbers to the right. */
  String text() {
    int[] widths = head.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      Arrays.setAll(widths, column -> Math.max(widths[column], row.get(column).length()));
    }
    StringBuilder text = new StringBuilder(line(head, widths));
    rows.forEach(row -> text.append(line(row, widths)));
    return text.toString();
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String padding = " ".repeat(widths[column] - cells.get(column).length());
      boolean isRight = hasNumbers && column > 0;
      line.append(column == 0 ? "" : "  ")
          .append(isRight ? padding + cells.get(column) : cells.get(column) + padding);
    }
    return line.append('\n').toString();
  }

  /** Returns the table in Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder("| " + String.join(" | ", head) + " |\n|---|");
    text.append((hasNumbers ? "---:|" : "---|").repeat(head.size() - 1)).append('\n');
    rows.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
    return text.toString();
  }
}
