package io.raf4j.spark.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.cli.Raf;
import io.raf4j.spark.document.CollectedReport;
import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.run.RunQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of a comparison, written by Spark and asked for by Spark and by DuckDB. */
class ComparisonRowsTest {

  private static final Comparison COMPARISON = SampleComparison.comparison();

  @TempDir static Path out;

  private static org.apache.hadoop.fs.Path folder;

  @BeforeAll
  static void write() throws IOException {
    folder = new org.apache.hadoop.fs.Path(out.toUri().toString());
    Configuration hadoop = new Configuration(false);
    COMPARISON.manifest().write(new org.apache.hadoop.fs.Path(folder, "run.json"), hadoop);
    Comparison.write(LocalSpark.session(), folder, SampleComparison.summary());
  }

  @Test
  void rowsReadBackToTheSameBits() throws IOException {
    Comparison read =
        Comparison.read(LocalSpark.session(), folder, Raf.KINDS, new Configuration(false));
    assertThat(read.cells()).isEqualTo(COMPARISON.cells());
    assertThat(read.summary()).isEqualTo(COMPARISON.summary());
    // A round names its cell's own run until it is a row of the comparison.
    assertThat(read.rounds()).hasSize(5 * 4);
    assertThat(read.rounds())
        .extracting(row -> row.metric().relativeL2())
        .isEqualTo(COMPARISON.rounds().stream().map(row -> row.metric().relativeL2()).toList());
    assertThat(new CollectedReport(List.of(read), List.of()).markdown())
        .isEqualTo(new CollectedReport(List.of(COMPARISON), List.of()).markdown());
  }

  @Test
  void documentationShowsTheQueriesAndNamesEveryColumn() throws IOException {
    String text = RunQueries.documentation();
    assertThat(text).contains("```sql\n" + ComparisonReport.queries() + "```");
    for (RowFormat<?> format : List.of(CellRow.FORMAT, SummaryRow.FORMAT, CellMetricRow.FORMAT)) {
      for (String column : format.schema().fieldNames()) {
        assertThat(text).contains("`" + column + "`");
      }
    }
  }

  @Test
  void duckDbAndSparkAnswerEveryQueryAlike() throws SQLException {
    List<String> queries = RunQueries.split(ComparisonReport.queries());
    assertThat(queries).hasSize(3);
    for (String query : queries) {
      assertThat(RunQueries.duckDb(query, out))
          .as(query)
          .isNotEmpty()
          .isEqualTo(RunQueries.spark(query, out));
    }
  }
}
