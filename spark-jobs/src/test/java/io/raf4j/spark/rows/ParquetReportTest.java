package io.raf4j.spark.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.FailingDisk;
import io.raf4j.spark.files.ReadOnlyFileSystem;
import io.raf4j.spark.video.FrameRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet rows: written, cut at a checkpoint, and read by Spark and by DuckDB. */
class ParquetReportTest {

  @TempDir java.nio.file.Path out;

  @Test
  void rowsReadBackAsTheyWereWritten() {
    ParquetReport<MetricRow> report = metrics();
    report.append(rounds(1, 4));
    report.append(rounds(4, 6));
    assertThat(report.read()).isEqualTo(rounds(1, 6));
    assertThat(report.lastKey()).hasValue(5);
  }

  @Test
  void emptyReportHasNoRowsAndNoLastKey() {
    assertThat(metrics().read()).isEmpty();
    assertThat(metrics().lastKey()).isEmpty();
  }

  @Test
  void appendingNothingLeavesNothing() throws IOException {
    metrics().append(List.of());
    assertThat(names()).isEmpty();
  }

  @Test
  void whatWasRefusedFirstIsToldWhereCleaningUpIsRefusedToo() {
    ParquetReport<MetricRow> report =
        ParquetReport.open(
            ReadOnlyFileSystem.register(new Configuration()),
            ReadOnlyFileSystem.path(out),
            MetricRow.FORMAT);

    assertThatThrownBy(() -> report.append(rounds(1, 2)))
        .rootCause()
        .hasMessageContaining("nothing is created");
  }

  @Test
  void duckDbReadsTheSameValuesAsSpark() throws SQLException {
    metrics().append(rounds(1, 8));
    assertThat(duckDbMetrics()).isEqualTo(metrics().read());
  }

  @Test
  void frameRowsReadTheSameInSparkAndDuckDb() throws SQLException {
    ParquetReport<FrameRow> report =
        ParquetReport.open(
            LocalSpark.session(), new Path(out.toUri().toString(), "report"), FrameRow.FORMAT);
    List<FrameRow> rows =
        List.of(
            new FrameRow("run-1", 0, 10, 0.01, 26.0, 0.875, 0.75, 0.5),
            new FrameRow("run-1", 1, 12, 0, Double.POSITIVE_INFINITY, 1, Double.NaN, 0.25));
    report.append(rows);
    assertThat(report.read()).isEqualTo(rows);
    assertThat(duckDbFrames()).isEqualTo(rows);
    assertThat(SparkFile.read(new Path(out.toUri().toString(), "report")))
        .extracting(row -> row.<String>getAs("item"))
        .containsExactly("frame", "frame");
  }

  @Test
  void resumedRunRewritesTheRoundsAfterItsCheckpoint() {
    ParquetReport<MetricRow> report = metrics();
    report.append(rounds(1, 4));
    report.append(rounds(4, 8));
    report.append(rounds(8, 10));

    ParquetReport<MetricRow> resumed = metrics();
    resumed.dropAfter(5);
    assertThat(resumed.read()).isEqualTo(rounds(1, 6));
    resumed.append(rounds(6, 12));
    assertThat(resumed.read()).isEqualTo(rounds(1, 12));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run*",
        "run?",
        "{run1,run2}",
        "{}",
        "[]",
        "run[12]",
        "run\\",
        "run^",
        "a b",
        "50%",
        "%41",
        "#1",
        "a+b",
        "\u00fcber",
        "-dash",
        "_run",
        ".run",
        "12:30",
        "a=b"
      })
  void folderIsItselfAloneWhateverItsNameLooksLike(String name) {
    named("run1").append(rounds(1, 4));
    named("run2").append(rounds(1, 3));
    named(name).append(rounds(5, 9));
    named(name).append(rounds(9, 12));

    ParquetReport<MetricRow> resumed = named(name);
    assertThat(resumed.lastKey()).hasValue(11);
    resumed.dropAfter(9);
    assertThat(resumed.read()).isEqualTo(rounds(5, 10));
    assertThat(SparkFile.read(metrics(name))).hasSize(5);
    resumed.dropAfter(-1);
    assertThat(resumed.read()).isEmpty();
    assertThat(named("run1").read()).isEqualTo(rounds(1, 4));
    assertThat(named("run2").read()).isEqualTo(rounds(1, 3));
  }

  private ParquetReport<MetricRow> named(String folder) {
    return ParquetReport.open(LocalSpark.session(), metrics(folder), MetricRow.FORMAT);
  }

  private Path metrics(String folder) {
    return new Path(new Path("file", null, out + "/" + folder), "metrics");
  }

  @Test
  void settingsOfAnApplicationDoNotReachTheRows() {
    Map<String, String> settings =
        Map.of(
            "spark.sql.files.maxRecordsPerFile", "2",
            "spark.sql.sources.useV1SourceList", "",
            "spark.sql.caseSensitive", "true",
            "spark.sql.ansi.enabled", "true",
            "spark.sql.session.timeZone", "Asia/Kathmandu",
            "spark.sql.parquet.compression.codec", "gzip");
    LocalSpark.stop();
    settings.forEach(System::setProperty);
    try {
      named("run*").append(rounds(1, 8));
      assertThat(named("run*").read()).isEqualTo(rounds(1, 8));
      assertThat(named("run*").lastKey()).hasValue(7);
    } finally {
      settings.keySet().forEach(System::clearProperty);
      LocalSpark.stop();
    }
  }

  @Test
  void droppingAfterTheLastRowChangesNothing() {
    metrics().append(rounds(1, 4));
    metrics().dropAfter(3);
    metrics().dropAfter(100);
    assertThat(metrics().read()).isEqualTo(rounds(1, 4));
  }

  @Test
  void droppingAfterMinusOneEmptiesTheReport() {
    metrics().append(rounds(1, 4));
    metrics().dropAfter(-1);
    assertThat(metrics().read()).isEmpty();
  }

  @Test
  void rowsThatAreAlreadyThereAreRefused() {
    metrics().append(rounds(1, 4));
    assertThatThrownBy(() -> metrics().append(rounds(3, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key is 3 after 3");
    assertThat(metrics().read()).isEqualTo(rounds(1, 4));
  }

  @Test
  void onlyFinishedFilesAreVisible() throws IOException {
    metrics().append(rounds(1, 4));
    assertThat(names()).containsExactly("rows-000000000001.parquet");
  }

  @Test
  void leftoversOfAnInterruptedAppendAreNeitherReadNorKept() throws IOException {
    metrics().append(rounds(1, 4));
    java.nio.file.Path leftover = out.resolve("metrics/_writing-dead");
    Files.writeString(leftover, "half a file");
    java.nio.file.Path folder = Files.createDirectory(out.resolve("metrics/_writing-of-spark"));
    Files.writeString(folder.resolve("part-0.parquet"), "half a file");
    assertThat(metrics().read()).isEqualTo(rounds(1, 4));
    assertThat(SparkFile.read(new Path(out.toUri().toString(), "metrics"))).hasSize(3);
    metrics().dropAfter(3);
    assertThat(leftover).doesNotExist();
    assertThat(folder).doesNotExist();
  }

  @Test
  void metricsOfTheFirstVersionAreReadAndResumed() throws IOException {
    List<MetricRow> rows = rounds(1, 6).stream().map(ParquetReportTest::ofVideo).toList();
    StructType columns = new StructType(Arrays.copyOf(MetricRow.FORMAT.schema().fields(), 11));
    SparkFile.write(
        out.resolve("metrics"), columns, rows.stream().map(row -> inVersion(1, 11, row)).toList());

    assertThat(metrics().read()).isEqualTo(rows);
    metrics().dropAfter(3);
    metrics().append(rows.subList(3, 5));
    assertThat(metrics().read()).isEqualTo(rows);
  }

  private static MetricRow ofVideo(MetricRow row) {
    return new MetricRow(
        row.runId(),
        row.round(),
        row.step(),
        row.examples(),
        row.loss(),
        1e-4,
        row.samplePsnr(),
        row.examplesPerSecond(),
        row.seconds(),
        row.recordedAt(),
        "adam",
        Double.NaN,
        Double.NaN);
  }

  private static List<Object> inVersion(int version, int columns, MetricRow row) {
    List<Object> values = new ArrayList<>(MetricRow.FORMAT.values(row).subList(0, columns));
    values.set(1, version);
    return values;
  }

  @Test
  void rowsOfAnotherSchemaVersionAreRefused() throws IOException {
    StructType schema = MetricRow.FORMAT.schema();
    MetricRow row = rounds(1, 2).get(0);
    SparkFile.write(out.resolve("metrics"), schema, List.of(inVersion(99, schema.length(), row)));
    assertThatThrownBy(() -> metrics().read())
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "metric row has schema_version 99; this version of RAF4J reads 1 to "
                + MetricRow.SCHEMA_VERSION);
  }

  @Test
  void fileThatIsNoneIsAnError() throws IOException {
    metrics().append(rounds(1, 4));
    Files.delete(out.resolve("metrics/.rows-000000000001.parquet.crc"));
    Files.writeString(out.resolve("metrics/rows-000000000001.parquet"), "half a file");
    assertThatThrownBy(() -> metrics().read())
        .hasStackTraceContaining("rows-000000000001.parquet is not a Parquet file");
  }

  @Test
  void fileThatIsCutShortIsRefusedByNameWithWhatToDo() throws IOException {
    metrics().append(rounds(1, 40));
    java.nio.file.Path file = out.resolve("metrics/rows-000000000001.parquet");
    byte[] whole = Files.readAllBytes(file);
    Files.delete(out.resolve("metrics/.rows-000000000001.parquet.crc"));
    for (int length = 0; length < whole.length; length += 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> metrics().read())
          .isInstanceOf(SettingsException.class)
          .hasMessageContainingAll(
              "rows-000000000001.parquet is no whole file of rows", "remove it");
    }
  }

  /** Parquet says of such a footer by an IOException that it cannot read it. */
  @Test
  void footerThatBeginsElsewhereIsRefusedAlike() throws IOException {
    metrics().append(rounds(1, 4));
    java.nio.file.Path file = out.resolve("metrics/rows-000000000001.parquet");
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(out.resolve("metrics/.rows-000000000001.parquet.crc"));
    // The length of the footer stands before the last four bytes, its lowest byte first.
    for (int later = 1; later <= 5; later++) {
      bytes[bytes.length - 8]--;
      Files.write(file, bytes);
      assertThatThrownBy(() -> metrics().read())
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("rows-000000000001.parquet is no whole file of rows");
    }
  }

  @Test
  void damageThatHadoopsChecksumsFindIsRefusedAlike() throws IOException {
    metrics().append(rounds(1, 4));
    java.nio.file.Path file = out.resolve("metrics/rows-000000000001.parquet");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> metrics().read())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("rows-000000000001.parquet is no whole file of rows");
  }

  @Test
  void rowsOfAnotherRunAreRefused() {
    metrics().append(rounds(1, 4));
    assertThat(metrics().readOf("run-1")).isEqualTo(rounds(1, 4));
    assertThatThrownBy(() -> metrics().readOf("run-2"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("metrics has rows of the run run-1; expected those of run-2");
  }

  @Test
  void replacedRowsAreTheOldOnesOrTheNewOnesWhereverTheProcessIsKilled() throws IOException {
    replaceUntilItIsNotKilled(List.of(rounds(1, 9)), rounds(1, 4));
    replaceUntilItIsNotKilled(List.of(rounds(1, 4), rounds(4, 6), rounds(6, 9)), rounds(1, 8));
    replaceUntilItIsNotKilled(List.of(rounds(3, 6)), rounds(1, 2));
    replaceUntilItIsNotKilled(List.of(rounds(1, 4), rounds(4, 6)), List.of());
    replaceUntilItIsNotKilled(List.of(), rounds(2, 4));
  }

  @Test
  void replacementOfOneFileIsOneStepForSparkToo() throws IOException {
    Configuration hadoop = FailingDisk.configuration();
    boolean killed = true;
    for (int changes = 0; killed; changes++) {
      ParquetReport<MetricRow> report = on(hadoop);
      report.replace(rounds(1, 9));
      killed = isKilled(report, rounds(1, 4), changes);
      assertThat(SparkFile.read(new Path(out.toUri().toString(), "metrics")).size()).isIn(8, 3);
    }
  }

  /** Kills a replacement after 0, 1, 2, ... changes of the disk, and then does the next one. */
  private void replaceUntilItIsNotKilled(List<List<MetricRow>> files, List<MetricRow> after)
      throws IOException {
    Configuration hadoop = FailingDisk.configuration();
    List<MetricRow> before = files.stream().flatMap(List::stream).toList();
    boolean killed = true;
    int changes = 0;
    while (killed) {
      ParquetReport<MetricRow> report = on(hadoop);
      report.dropAfter(-1);
      files.forEach(report::append);
      killed = isKilled(report, after, changes++);
      List<MetricRow> found = on(hadoop).read();
      assertThat(found).as("after %d changes", changes).isIn(before, after);
      // Whoever writes next finds what the one that was killed has left.
      ParquetReport<MetricRow> next = on(hadoop);
      next.dropAfter(1000);
      assertThat(next.read()).isEqualTo(found);
      next.append(rounds(20, 22));
      assertThat(next.read()).hasSize(found.size() + 2);
      next.replace(after);
      assertThat(names()).hasSize(1);
    }
    assertThat(changes).isGreaterThan(4);
  }

  private boolean isKilled(ParquetReport<MetricRow> report, List<MetricRow> rows, int changes) {
    FailingDisk.after(changes);
    try {
      report.replace(rows);
    } catch (UncheckedIOException e) {
      assertThat(e).hasStackTraceContaining("the disk has failed");
    }
    return FailingDisk.recovered();
  }

  private ParquetReport<MetricRow> on(Configuration hadoop) {
    return ParquetReport.open(
        hadoop, new Path(out.toUri().toString(), "metrics"), MetricRow.FORMAT);
  }

  private ParquetReport<MetricRow> metrics() {
    return ParquetReport.open(
        LocalSpark.session(), new Path(out.toUri().toString(), "metrics"), MetricRow.FORMAT);
  }

  private List<String> names() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.list(out.resolve("metrics"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .toList();
    }
  }

  private List<MetricRow> duckDbMetrics() throws SQLException {
    List<MetricRow> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet r =
            statement.executeQuery(
                "SELECT * FROM '" + out + "/metrics/*.parquet' ORDER BY round")) {
      while (r.next()) {
        rows.add(
            new MetricRow(
                r.getString("run_id"),
                r.getLong("round"),
                r.getLong("step"),
                r.getLong("examples"),
                r.getDouble("loss"),
                orNaN(r, "learning_rate"),
                orNaN(r, "sample_psnr"),
                r.getDouble("examples_per_second"),
                r.getDouble("seconds"),
                r.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                r.getString("optimizer"),
                orNaN(r, "damping"),
                orNaN(r, "relative_l2")));
        assertThat(r.getInt("schema_version")).isEqualTo(MetricRow.SCHEMA_VERSION);
      }
    }
    return rows;
  }

  private static double orNaN(ResultSet result, String column) throws SQLException {
    double value = result.getDouble(column);
    return result.wasNull() ? Double.NaN : value;
  }

  private List<FrameRow> duckDbFrames() throws SQLException {
    List<FrameRow> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet r =
            statement.executeQuery("SELECT * FROM '" + out + "/report/*.parquet' ORDER BY frame")) {
      while (r.next()) {
        rows.add(
            new FrameRow(
                r.getString("run_id"),
                r.getInt("frame"),
                r.getInt("source_frame"),
                r.getDouble("mse"),
                r.getDouble("psnr"),
                r.getDouble("ssim"),
                orNaN(r, "ms_ssim"),
                r.getDouble("seconds")));
      }
    }
    return rows;
  }

  private static List<MetricRow> rounds(long from, long to) {
    return LongStream.range(from, to).mapToObj(ParquetReportTest::round).toList();
  }

  private static MetricRow round(long round) {
    return new MetricRow(
        "run-1",
        round,
        round * 10,
        round * 40_960,
        1.0 / round,
        round % 2 == 0 ? 1e-4 : Double.NaN,
        round % 3 == 0 ? Double.NaN : 20 + round / 8.0,
        123_456.5,
        round * 1.25,
        Instant.parse("2026-01-02T03:04:05.678901Z").plusSeconds(round),
        round % 2 == 0 ? "adam" : "levenberg-marquardt",
        round % 2 == 0 ? Double.NaN : 1e-6 * round,
        round % 5 == 0 ? Double.NaN : 0.25 / round);
  }
}
