package io.raf4j.spark.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.compare.CellMetricRow;
import io.raf4j.spark.compare.CellRow;
import io.raf4j.spark.compare.SummaryRow;
import io.raf4j.spark.equation.EigenvalueRow;
import io.raf4j.spark.equation.ProblemRow;
import io.raf4j.spark.equation.SolutionRow;
import io.raf4j.spark.ntk.NtkRow;
import io.raf4j.spark.ntk.SpectrumRow;
import io.raf4j.spark.schedule.EvaluationRow;
import io.raf4j.spark.signal.AudioRow;
import io.raf4j.spark.signal.ImageRow;
import io.raf4j.spark.video.FrameRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of every kind, and that their files are those that Spark writes. */
class RowFormatTest {

  private static final double NONE = Double.NaN;

  @TempDir Path out;

  /** Rows of one type, with and without what may be unknown. */
  private record Sample<T>(String name, RowFormat<T> format, List<T> rows) {

    @Override
    public String toString() {
      return name;
    }

    private String columns() {
      return Stream.of(format.schema().fields())
          .map(Sample::column)
          .collect(Collectors.joining("", "== " + name + "\n", ""));
    }

    private static String column(StructField field) {
      boolean hasNulls = field.dataType() instanceof ArrayType list && list.containsNull();
      return String.join(
          " | ",
          field.name(),
          field.dataType().sql() + (hasNulls ? " of NULL" : ""),
          field.nullable() ? "NULL" : "NOT NULL",
          field.getComment().get() + "\n");
    }

    private ParquetReport<T> report(org.apache.hadoop.fs.Path folder) {
      return ParquetReport.open(LocalSpark.session(), folder, format);
    }

    private List<List<Object>> values() {
      return rows.stream().map(format::values).toList();
    }
  }

  private static List<Sample<?>> samples() {
    MetricRow first = round(3, NONE, 1e-3, NONE, new RoundParts(1, 2, 3, 4, 5, NONE));
    MetricRow second = round(4, 20, NONE, 1, RoundParts.UNKNOWN);
    return List.of(
        new Sample<>("metric", MetricRow.FORMAT, List.of(first, second)),
        new Sample<>(
            "image",
            ImageRow.FORMAT,
            List.of(new ImageRow("r", 2, 3, 1, 0.1, Double.POSITIVE_INFINITY, NONE, 1))),
        new Sample<>(
            "audio",
            AudioRow.FORMAT,
            List.of(new AudioRow("r", 2, 3, 8000, 0.1, NONE, 2, NONE, 1))),
        new Sample<>(
            "frame",
            FrameRow.FORMAT,
            List.of(
                new FrameRow("r", 0, 3, 0.1, 9, 0.5, 0.6, 1),
                new FrameRow("r", 1, 4, 0.1, 9, NONE, NONE, 1))),
        new Sample<>(
            "problem",
            ProblemRow.FORMAT,
            List.of(
                new ProblemRow("r", "PDE", "p", 2, 1, 10, 20, 1, NONE, NONE, NONE, NONE, NONE, 2))),
        new Sample<>(
            "eigenvalue",
            EigenvalueRow.FORMAT,
            List.of(
                new EigenvalueRow("r", 1, 2, NONE, 3, NONE),
                new EigenvalueRow("r", 2, 2, NONE, 0, 1))),
        new Sample<>(
            "point",
            SolutionRow.FORMAT,
            List.of(
                new SolutionRow("r", 0, List.of(1.0, 2.0), 1, 2, NONE, NONE),
                new SolutionRow("r", 1, List.of(1.0, NONE), 1, 2, 1, 2))),
        new Sample<>(
            "ntk",
            NtkRow.FORMAT,
            List.of(new NtkRow("r", 0, "sine", 4, 5, NONE, false, 2, 3, NONE, 1, 2, 3, NONE, 1))),
        new Sample<>(
            "spectrum",
            SpectrumRow.FORMAT,
            List.of(new SpectrumRow("r", 0, 1, 5), new SpectrumRow("r", 1, 1, 5))),
        new Sample<>("cell", CellRow.FORMAT, cells()),
        new Sample<>(
            "cell-metric",
            CellMetricRow.FORMAT,
            List.of(
                new CellMetricRow("r", 0, "s", "a", 1, first),
                new CellMetricRow("r", 1, "s", "a", 1, second))),
        new Sample<>(
            "summary",
            SummaryRow.FORMAT,
            List.of(summary(0, 0, "", ""), summary(1, 7, "b", "loss"))),
        new Sample<>("evaluation", EvaluationRow.FORMAT, evaluations()));
  }

  private static MetricRow round(
      long round, double psnr, double rate, double damping, RoundParts parts) {
    return new MetricRow(
        "r",
        round,
        30,
        3000,
        damping,
        rate,
        psnr,
        Double.POSITIVE_INFINITY,
        1.5,
        Instant.parse("1969-01-02T03:04:05.123456Z"),
        "adam",
        damping,
        0.5,
        NONE,
        parts);
  }

  private static List<CellRow> cells() {
    Map<String, Object> figures =
        Map.of(
            "psnr",
            20.5,
            "steps",
            7,
            "iterations",
            0,
            "eigenvalues",
            List.of(1.5, NONE),
            "stop_reason",
            "steps",
            "of no column",
            3);
    return List.of(
        cell(0, CellRow.Status.DONE, "", figures), cell(1, CellRow.Status.FAILED, "why", Map.of()));
  }

  private static CellRow cell(
      long index, CellRow.Status status, String error, Map<String, Object> figures) {
    return new CellRow(
        "r", index, "e", "short", "pde", "s", "a", 5, status, error, figures, "{}", "c");
  }

  private static SummaryRow summary(long index, long parameters, String baseline, String curve) {
    return new SummaryRow(
        "r",
        index,
        "e",
        "short",
        "pde",
        "s",
        "a",
        "psnr",
        1,
        2,
        NONE,
        NONE,
        1,
        2,
        3,
        4,
        parameters,
        baseline,
        NONE,
        "dB",
        curve,
        NONE,
        NONE,
        NONE);
  }

  private static List<EvaluationRow> evaluations() {
    EvaluationMetrics some =
        EvaluationMetrics.ofSolution(5, NONE, 1, 2, 3)
            .withEigenvalues(List.of(1.0, 2.0), List.of(NONE, 0.5));
    return List.of(
        evaluation(0, EvaluationRow.Status.DONE, "", some),
        evaluation(1, EvaluationRow.Status.INCOMPATIBLE, "why", EvaluationMetrics.NONE));
  }

  private static EvaluationRow evaluation(
      long index, EvaluationRow.Status status, String error, EvaluationMetrics metrics) {
    return new EvaluationRow(
        "r", index, "m", "i", "h", "pde", "a", "d", "g", status, error, metrics);
  }

  /** The text was written before formats came from the components of records. */
  @Test
  void columnsAreThoseOfFilesThatAreThere() throws IOException {
    try (InputStream in = RowFormatTest.class.getResourceAsStream("/rows/schemas.txt")) {
      assertThat(samples().stream().map(Sample::columns).collect(Collectors.joining()))
          .isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void filesAreThoseThatSparkWrites(Sample<?> sample) throws IOException {
    check(sample);
  }

  private <T> void check(Sample<T> sample) throws IOException {
    org.apache.hadoop.fs.Path ours = new org.apache.hadoop.fs.Path(out.toUri() + "ours");
    org.apache.hadoop.fs.Path sparks = new org.apache.hadoop.fs.Path(out.toUri() + "sparks");
    sample.report(ours).append(sample.rows());
    SparkFile.write(out.resolve("sparks"), sample.format().schema(), sample.values());

    assertThat(sample.report(ours).read()).hasToString(sample.rows().toString());
    assertThat(sample.report(sparks).read()).isEqualTo(sample.report(ours).read());
    assertThat(SparkFile.read(ours)).hasToString(SparkFile.read(sparks).toString());
    FileMetaData our = metadata(ours);
    FileMetaData spark = metadata(sparks);
    assertThat(our.getSchema()).isEqualTo(spark.getSchema());
    assertThat(our.getKeyValueMetaData()).containsAllEntriesOf(spark.getKeyValueMetaData());
  }

  private static FileMetaData metadata(org.apache.hadoop.fs.Path report) throws IOException {
    Configuration hadoop = new Configuration(false);
    org.apache.hadoop.fs.Path file =
        ParquetFiles.named(report.getFileSystem(hadoop), report, ParquetFiles.ROWS).get(0);
    try (ParquetFileReader in = ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      assertThat(in.getFooter().getBlocks())
          .flatMap(block -> block.getColumns())
          .allMatch(column -> column.getCodec() == CompressionCodecName.SNAPPY);
      return in.getFileMetaData();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void jsonKeepsEveryBit(Sample<?> sample) {
    again(sample);
  }

  private static <T> void again(Sample<T> sample) {
    for (T row : sample.rows()) {
      Map<String, Object> columns = RowJson.toMap(sample.format(), row);
      assertThat(RowJson.fromMap(sample.format(), columns)).hasToString(row.toString());
    }
  }

  @Test
  void rowWithoutAValueIsRefusedByItsColumn() {
    Map<String, Object> columns =
        new HashMap<>(RowJson.toMap(FrameRow.FORMAT, new FrameRow("r", 0, 3, 0.1, 9, 0.5, 0.6, 1)));
    columns.remove("source_frame");
    assertThatThrownBy(() -> RowJson.fromMap(FrameRow.FORMAT, columns))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("source_frame is NULL; expected a value");
    columns.put("source_frame", 3);
    columns.remove("ms_ssim");
    columns.put("schema_version", 1);
    assertThat(RowJson.fromMap(FrameRow.FORMAT, columns).msSsim()).isNaN();
    columns.put("source_frame", -1);
    assertThatThrownBy(() -> RowJson.fromMap(FrameRow.FORMAT, columns))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sourceFrame is -1");
  }
}
