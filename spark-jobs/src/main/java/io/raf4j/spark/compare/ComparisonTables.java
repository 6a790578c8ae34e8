package io.raf4j.spark.compare;

import io.raf4j.spark.page.DataTable;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.rows.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a comparison says in words and in tables, the same on a page and in Markdown.
 *
 * @param comparison what is told of
 */
public record ComparisonTables(Comparison comparison) {

  /** Returns a sentence for every subject: what won, by how much. */
  public List<String> findings() {
    List<String> sentences = new ArrayList<>();
    for (String subject : comparison.subjects()) {
      sentences.add(finding(subject, comparison.of(subject)));
    }
    return sentences;
  }

  private String finding(String subject, List<SummaryRow> rows) {
    Figure metric = comparison.metric();
    Comparator<SummaryRow> byMean = Comparator.comparingDouble(SummaryRow::mean);
    Optional<SummaryRow> best =
        rows.stream()
            .filter(row -> !Double.isNaN(row.mean()))
            .max(metric.order() == Figure.Order.HIGHER ? byMean : byMean.reversed());
    if (best.isEmpty()) {
      return "On " + subject + " no cell ended with a " + metric.words() + ".";
    }
    SummaryRow won = best.get();
    String sentence =
        "On "
            + subject
            + " "
            + won.activation()
            + " is best, with a "
            + metric.words()
            + " of "
            + value(won.mean(), metric)
            + (won.n() > 1 ? " in the mean over " + won.n() + " seeds" : "");
    return sentence + comparedWith(won, rows) + ".";
  }

  private String comparedWith(SummaryRow won, List<SummaryRow> rows) {
    Optional<SummaryRow> reference = rows.stream().filter(SummaryRow::isBaseline).findFirst();
    if (won.isBaseline()) {
      return ", the baseline itself";
    }
    if (reference.isEmpty()) {
      return "; no baseline ended, so that there is nothing to compare with";
    }
    String equal =
        Double.isNaN(won.improvementAt())
            ? ""
            : ", and "
                + improvement(won.improvementAt(), won)
                + " at the time at which the baseline had finished ("
                + Quantity.duration(won.secondsAt())
                + ")";
    return ": "
        + improvement(won.improvement(), won)
        + " than the baseline "
        + won.baseline()
        + " ("
        + value(reference.get().mean(), comparison.metric())
        + ")"
        + equal;
  }

  private static String improvement(double value, SummaryRow row) {
    String size =
        row.improvementUnit().equals("dB")
            ? Quantity.fixed(Math.abs(value), 2) + " dB"
            : percent(Math.abs(value)) + " %";
    return size + (value >= 0 ? " better" : " worse");
  }

  /** Shares near a hundred need their last digits: 99.98 % is five times 99.9 %. */
  private static String percent(double share) {
    if (share < 90 || share >= 100) {
      return Quantity.significant(share);
    }
    double rest = 100 - share;
    int decimals = Math.max(1, 1 - (int) Math.floor(Math.log10(rest)));
    return Quantity.fixed(share, Math.min(8, decimals));
  }

  private static String value(double value, Figure metric) {
    return metric.unit().equals("dB")
        ? Quantity.fixed(value, 2) + " dB"
        : Quantity.significant(value);
  }

  /** Returns the table of one subject. */
  public DataTable summary(String subject) {
    Figure metric = comparison.metric();
    String unit = metric.unit().isEmpty() ? "" : ", " + metric.unit();
    List<List<Object>> rows = new ArrayList<>();
    for (SummaryRow row : comparison.of(subject)) {
      rows.add(
          List.of(
              row.activation() + (row.isBaseline() ? " (baseline)" : ""),
              row.n() + (row.failed() > 0 ? " (" + row.failed() + " failed)" : ""),
              cell(row.mean(), metric),
              cell(row.deviation(), metric),
              cell(row.lowest(), metric),
              cell(row.highest(), metric),
              gain(row.improvement(), row),
              cell(row.meanAt(), metric),
              gain(row.improvementAt(), row),
              count(row.steps()),
              Double.isNaN(row.seconds()) ? "" : Quantity.fixed(row.seconds(), 1),
              row.parameters() == 0 ? "" : Quantity.count(row.parameters())));
    }
    return new DataTable(
        subject,
        List.of(
            "activation",
            "seeds",
            metric.words() + ", mean" + unit,
            "deviation",
            "lowest",
            "highest",
            "better by",
            curve() + " at equal seconds",
            "better by, at equal seconds",
            "steps",
            "seconds",
            "parameters"),
        rows);
  }

  private String curve() {
    return Curve.of(comparison.metric()).map(Curve::words).orElse("curve");
  }

  private static String cell(double value, Figure metric) {
    if (Double.isNaN(value)) {
      return "";
    }
    return metric.unit().equals("dB") ? Quantity.fixed(value, 2) : Quantity.significant(value);
  }

  private static String gain(double value, SummaryRow row) {
    if (Double.isNaN(value) || row.isBaseline()) {
      return "";
    }
    String sign = value < 0 ? "-" : "";
    return row.improvementUnit().equals("dB")
        ? Quantity.fixed(value, 2) + " dB"
        : sign + percent(Math.abs(value)) + " %";
  }

  private static String count(double steps) {
    return Double.isNaN(steps) ? "" : Quantity.count(Math.round(steps));
  }

  /** Returns the geometric mean of each activation, where there are several subjects. */
  public Optional<DataTable> overSubjects() {
    List<List<Object>> rows = new ArrayList<>();
    for (GeometricMean mean : GeometricMean.of(comparison.metric(), comparison.summary())) {
      rows.add(List.of(mean.activation(), mean.subjects(), Quantity.significant(mean.ratio())));
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DataTable(
                "Over all subjects",
                List.of(
                    "activation",
                    "subjects",
                    comparison.metric().words()
                        + ", times the baseline's (geometric mean over the subjects)"),
                rows));
  }

  /** Returns a sentence on the errors that runs state, where there are any. */
  public Optional<String> errorBars() {
    return ErrorBars.of(comparison.cells()).map(ErrorBars::sentence);
  }

  /** Returns the other figures of every cell that has them, means over the seeds. */
  public Optional<DataTable> otherFigures() {
    List<Figure> others = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      boolean isKnown =
          comparison.cells().stream().anyMatch(cell -> !Double.isNaN(figure.of(cell.figures())));
      if (isKnown && figure != comparison.metric()) {
        others.add(figure);
      }
    }
    if (others.isEmpty()) {
      return Optional.empty();
    }
    List<String> columns = new ArrayList<>(List.of("subject", "activation"));
    others.forEach(
        figure ->
            columns.add(figure.words() + (figure.unit().isEmpty() ? "" : ", " + figure.unit())));
    List<List<Object>> rows = new ArrayList<>();
    for (SummaryRow row : comparison.summary()) {
      List<Object> cells = new ArrayList<>(List.of(row.subject(), row.activation()));
      others.forEach(figure -> cells.add(cell(mean(row, figure), figure)));
      rows.add(cells);
    }
    return Optional.of(new DataTable("Means of the other figures", columns, rows));
  }

  private double mean(SummaryRow row, Figure figure) {
    double sum = 0;
    int count = 0;
    for (CellRow cell : comparison.cells()) {
      double value = figure.of(cell.figures());
      boolean isOfRow =
          cell.subject().equals(row.subject()) && cell.activation().equals(row.activation());
      if (isOfRow && !Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return sum / count;
  }

  /** Returns the cells that failed with their reasons. */
  public Optional<DataTable> failed() {
    List<List<Object>> rows = new ArrayList<>();
    for (CellRow cell : comparison.failed()) {
      rows.add(List.of(cell.subject(), cell.activation(), cell.seed(), cell.error()));
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DataTable("", List.of("subject", "activation", "seed", "why it failed"), rows));
  }

  /** Returns how the figures of the tables were made, in a few sentences. */
  public String method() {
    String order =
        comparison.metric().order() == Figure.Order.HIGHER
            ? "the higher is better"
            : "the lower is better";
    return String.format(
        Locale.ROOT,
        "Compared by the %s, of which %s. Means, sample standard deviations and extremes are over"
            + " the seeds %s. At equal seconds every curve is read at the time at which the baseline"
            + " of the same seed had finished; a run that ended earlier counts with its end.",
        comparison.metric().words(),
        order,
        comparison.configuration().get("seeds"));
  }
}
