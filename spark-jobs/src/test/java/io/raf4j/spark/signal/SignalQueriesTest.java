package io.raf4j.spark.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.page.Html;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.run.RunQueries;
import io.raf4j.spark.run.SampleRun;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries over images and sounds, run by DuckDB and by Spark. */
class SignalQueriesTest {

  @TempDir private Path out;

  private <T> void write(RowFormat<T> format, T row) {
    write("metrics", MetricRow.FORMAT, SampleRun.metrics(50));
    write("report", format, List.of(row));
  }

  private <T> void write(String folder, RowFormat<T> format, List<T> rows) {
    ParquetReport.open(
            LocalSpark.session(),
            new org.apache.hadoop.fs.Path(out.toUri().toString(), folder),
            format)
        .append(rows);
  }

  private void assertAnswered(String queries) throws SQLException {
    List<String> all = RunQueries.split(queries);
    assertThat(all).hasSize(3);
    for (String query : all) {
      assertThat(RunQueries.duckDb(query, out))
          .as(query)
          .isNotEmpty()
          .isEqualTo(RunQueries.spark(query, out));
    }
  }

  @Test
  void queriesOverAnImageAreAnsweredAlike() throws SQLException {
    write(ImageRow.FORMAT, new ImageRow("harbour-42", 96, 160, 3, 3e-4, 41.1, 0.98, 0.4));
    assertAnswered(ImageReport.queries());
    assertThat(RunQueries.duckDb(RunQueries.split(ImageReport.queries()).get(2), out))
        .containsExactly(List.of("harbour-42", 96, 160, 3, 3e-4, 41.1, 0.98, 1000L, 50 * 1.61));
  }

  @Test
  void queriesOverASoundAreAnsweredAlike() throws SQLException {
    write(AudioRow.FORMAT, new AudioRow("harbour-42", 9, 2, 8000, 1e-4, 46, 33.2, 8.75, 0.6));
    assertAnswered(AudioReport.queries());
    assertThat(RunQueries.duckDb(RunQueries.split(AudioReport.queries()).get(2), out))
        .containsExactly(List.of("harbour-42", 9, 2, 8000, 1e-4, 33.2, 8.75, 1000L, 50 * 1.61));
  }

  @Test
  void documentationShowsTheQueriesOfThePages() throws IOException {
    assertThat(RunQueries.documentation())
        .contains("```sql\n" + ImageReport.queries() + "```")
        .contains("```sql\n" + AudioReport.queries() + "```");
    assertThat(SampleSignal.image().page().html())
        .contains(Html.escape(ImageReport.queries().strip()));
    assertThat(SampleSignal.audio().page().html())
        .contains(Html.escape(AudioReport.queries().strip()));
  }

  @Test
  void documentationNamesEveryColumn() throws IOException {
    String text = RunQueries.documentation();
    Stream.of(ImageRow.FORMAT, AudioRow.FORMAT, MetricRow.FORMAT)
        .flatMap(format -> Stream.of(format.schema().fieldNames()))
        .forEach(column -> assertThat(text).contains("| `" + column + "` |"));
  }
}
