package io.raf4j.spark.document;

import io.raf4j.spark.compare.Comparison;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.files.TypedPath;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Kinds;
import io.raf4j.spark.schedule.EvaluationTable;
import io.raf4j.spark.schedule.EvaluationTrends;
import io.raf4j.spark.session.JobSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Writes one document about comparisons and scheduled evaluations from what they left. */
public final class ReportJobs {

  /** The forms of a document. */
  public enum Format {
    /** One page with curves and trends. */
    HTML,
    /** Tables. */
    MARKDOWN;

    /** Returns the form of a name. */
    public static Format named(String name) {
      return Arrays.stream(values())
          .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
          .findFirst()
          .orElseThrow(
              () -> new SettingsException("--format is " + name + "; expected html or markdown"));
    }
  }

  /** What a document tells of. */
  private record Document(int comparisons, int evaluations, String output) {}

  private final Kinds kinds;
  private final List<String> inputs;
  private final String output;
  private final Path target;
  private final Format format;
  private final SparkConf conf;
  private final Configuration hadoop;

  /**
   * Takes what the command line asks.
   *
   * @param inputs folders of comparisons and of tables of scheduled evaluations, in order
   * @param output the file
   * @param format its form
   * @param kinds of which comparisons may be
   * @param master Spark's master, or an empty text for that of {@code spark-submit}
   * @throws SettingsException if the file cannot be written
   */
  public ReportJobs(List<String> inputs, String output, Format format, String master, Kinds kinds) {
    this.kinds = kinds;
    this.inputs = List.copyOf(inputs);
    this.output = output;
    this.format = format;
    this.conf = JobSession.conf(master, 1);
    this.hadoop = JobSession.hadoop(conf);
    this.target = TypedPath.file("--output", output, hadoop);
  }

  /**
   * Writes the document, replacing the one that is there in one step.
   *
   * @return how many {@code comparisons} and {@code evaluations} it tells of
   * @throws SettingsException if an input is neither a finished comparison nor such a table
   */
  public Fields write() {
    List<Path> comparisons = new ArrayList<>();
    List<Path> tables = new ArrayList<>();
    for (String input : inputs) {
      Path folder = RunFolder.of("--input", input, hadoop).root();
      (isComparison(folder) ? comparisons : tables).add(folder);
    }
    CollectedReport report;
    try (JobSession session = JobSession.open(conf, "report")) {
      report = read(session.spark(), comparisons, tables);
    }
    write(format == Format.HTML ? report.page().html() : report.markdown());
    return Fields.of(
        new Document(
            report.comparisons().size(),
            report.tables().stream().mapToInt(table -> table.evaluations().size()).sum(),
            output));
  }

  private boolean isComparison(Path folder) {
    try {
      if (Comparison.isIn(folder, hadoop)) {
        return true;
      }
      if (!EvaluationTable.isIn(folder, hadoop)) {
        throw new SettingsException(
            "--input "
                + folder
                + " is neither a finished comparison (report/summary) nor a table of scheduled"
                + " evaluations (date=...)");
      }
      return false;
    } catch (IOException e) {
      throw new SettingsException("--input " + folder + ": " + e.getMessage(), e);
    }
  }

  private CollectedReport read(SparkSession spark, List<Path> comparisons, List<Path> tables) {
    List<Comparison> read = new ArrayList<>();
    for (Path folder : comparisons) {
      try {
        read.add(Comparison.read(spark, folder, kinds, hadoop));
      } catch (IOException e) {
        throw new SettingsException("--input " + folder + ": " + e.getMessage(), e);
      }
    }
    return new CollectedReport(
        read, tables.stream().map(folder -> EvaluationTrends.read(spark, folder)).toList());
  }

  private void write(String text) {
    try {
      AtomicFile.write(target, text.getBytes(StandardCharsets.UTF_8), hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + output, e);
    }
  }
}
