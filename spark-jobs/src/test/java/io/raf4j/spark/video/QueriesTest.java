package io.raf4j.spark.video;

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
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of the documentation and of the page, run by DuckDB and by Spark. */
class QueriesTest {

  private static final List<MetricRow> METRICS = SampleRun.metrics(50);
  private static final List<FrameRow> FRAMES = SampleRun.frames(16);

  @TempDir static Path out;

  @BeforeAll
  static void write() {
    String root = out.toUri().toString();
    ParquetReport.open(
            LocalSpark.session(), new org.apache.hadoop.fs.Path(root, "metrics"), MetricRow.FORMAT)
        .append(METRICS);
    ParquetReport.open(
            LocalSpark.session(), new org.apache.hadoop.fs.Path(root, "report"), FrameRow.FORMAT)
        .append(FRAMES);
  }

  @Test
  void documentationShowsTheQueriesOfThePage() throws IOException {
    assertThat(RunQueries.documentation()).contains("```sql\n" + VideoReport.queries() + "```");
    assertThat(SampleRun.report().page().html())
        .contains(Html.escape(VideoReport.queries().strip()));
  }

  @Test
  void documentationNamesEveryColumn() throws IOException {
    String text = RunQueries.documentation();
    for (RowFormat<?> format : List.of(MetricRow.FORMAT, FrameRow.FORMAT)) {
      for (String column : format.schema().fieldNames()) {
        assertThat(text).contains("| `" + column + "` |");
      }
    }
  }

  @Test
  void duckDbAndSparkAnswerEveryQueryAlike() throws SQLException {
    List<String> queries = queries();
    assertThat(queries).hasSize(4);
    for (String query : queries) {
      assertThat(duckDb(query)).as(query).isNotEmpty().isEqualTo(spark(query));
    }
  }

  @Test
  void lossQueryReturnsEveryRoundInOrder() throws SQLException {
    assertThat(duckDb(queries().get(0)))
        .extracting(row -> row.get(0), row -> row.get(2))
        .containsExactlyElementsOf(
            METRICS.stream()
                .map(m -> org.assertj.core.groups.Tuple.tuple(m.round(), m.loss()))
                .toList());
  }

  @Test
  void thresholdQueryFindsTheFirstRoundThatReachesIt() throws SQLException {
    MetricRow first = METRICS.stream().filter(m -> m.samplePsnr() >= 25).findFirst().orElseThrow();
    assertThat(duckDb(queries().get(1))).containsExactly(List.of(first.step(), first.seconds()));
  }

  @Test
  void worstFramesComeFirst() throws SQLException {
    List<Integer> worst =
        FRAMES.stream()
            .sorted(Comparator.comparingDouble(FrameRow::psnr))
            .limit(10)
            .map(FrameRow::frame)
            .toList();
    assertThat(duckDb(queries().get(2))).extracting(row -> row.get(0)).isEqualTo(worst);
  }

  private static List<String> queries() {
    return RunQueries.split(VideoReport.queries());
  }

  private static List<List<Object>> duckDb(String query) throws SQLException {
    return RunQueries.duckDb(query, out);
  }

  private static List<List<Object>> spark(String query) {
    return RunQueries.spark(query, out);
  }
}
