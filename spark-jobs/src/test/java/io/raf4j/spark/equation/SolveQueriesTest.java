package io.raf4j.spark.equation;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.page.Html;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.run.RunQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries over equations and eigenvalues, run by DuckDB and by Spark. */
class SolveQueriesTest {

  private static final List<MetricRow> METRICS = SampleSolve.metrics(40, 0);
  private static final List<SolutionRow> POINTS = SampleSolve.points(30);

  @TempDir static Path out;

  @BeforeAll
  static void write() {
    write("metrics", MetricRow.FORMAT, METRICS);
    write("report/" + SolutionRow.FOLDER, SolutionRow.FORMAT, POINTS);
    write("report/" + ProblemRow.FOLDER, ProblemRow.FORMAT, List.of(SampleSolve.accuracy()));
    write("report/" + ConditionRow.FOLDER, ConditionRow.FORMAT, SampleSolve.conditions());
    write("report/" + EigenvalueRow.FOLDER, EigenvalueRow.FORMAT, SampleSolve.eigenvalues());
  }

  private static <T> void write(String folder, RowFormat<T> format, List<T> rows) {
    ParquetReport.open(
            LocalSpark.session(),
            new org.apache.hadoop.fs.Path(out.toUri().toString(), folder),
            format)
        .append(rows);
  }

  @Test
  void documentationShowsTheQueriesOfThePages() throws IOException {
    assertThat(RunQueries.documentation())
        .contains("```sql\n" + SolveReport.queries() + "```")
        .contains("```sql\n" + EigenReport.queries() + "```");
    assertThat(SampleSolve.equation().page().html())
        .contains(Html.escape(SolveReport.queries().strip()));
    assertThat(SampleSolve.eigen().page().html())
        .contains(Html.escape(EigenReport.queries().strip()));
  }

  @Test
  void documentationNamesEveryColumn() throws IOException {
    String text = RunQueries.documentation();
    Stream.of(
            SolutionRow.FORMAT,
            ProblemRow.FORMAT,
            EigenvalueRow.FORMAT,
            UnknownRow.FORMAT,
            ConditionRow.FORMAT,
            CoefficientRow.FORMAT)
        .flatMap(format -> Stream.of(format.schema().fieldNames()))
        .forEach(column -> assertThat(text).contains("| `" + column + "` |"));
  }

  @Test
  void duckDbAndSparkAnswerEveryQueryAlike() throws SQLException {
    List<String> queries =
        Stream.of(SolveReport.queries(), EigenReport.queries())
            .flatMap(text -> RunQueries.split(text).stream())
            .toList();
    assertThat(queries).hasSize(8);
    for (String query : queries) {
      assertThat(RunQueries.duckDb(query, out))
          .as(query)
          .isNotEmpty()
          .isEqualTo(RunQueries.spark(query, out));
    }
  }

  @Test
  void thresholdQueryFindsTheFirstRoundBelowIt() throws SQLException {
    MetricRow first = METRICS.stream().filter(m -> m.relativeL2() < 1e-2).findFirst().orElseThrow();
    assertThat(RunQueries.duckDb(RunQueries.split(SolveReport.queries()).get(1), out))
        .containsExactly(List.of(first.step(), first.seconds()));
  }

  @Test
  void pointsThatMissTheEquationMostComeFirst() throws SQLException {
    List<Object> worst =
        POINTS.stream()
            .sorted(Comparator.comparingDouble((SolutionRow row) -> -Math.abs(row.residual())))
            .limit(10)
            .<Object>map(SolutionRow::coordinates)
            .toList();
    assertThat(RunQueries.duckDb(RunQueries.split(SolveReport.queries()).get(4), out))
        .extracting(row -> row.get(0))
        .isEqualTo(worst);
  }
}
