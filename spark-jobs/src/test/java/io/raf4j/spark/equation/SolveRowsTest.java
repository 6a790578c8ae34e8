package io.raf4j.spark.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.run.RunQueries;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of equations and eigenvalues: read back by Spark and by DuckDB. */
class SolveRowsTest {

  @TempDir Path out;

  @Test
  void pointsReadTheSameInSparkAndDuckDb() throws SQLException {
    List<SolutionRow> rows = SampleSolve.points(7);
    assertThat(written(SolutionRow.FOLDER, SolutionRow.FORMAT, rows)).isEqualTo(rows);
    List<List<Object>> read =
        RunQueries.duckDb("SELECT * FROM 'OUT/points/*.parquet' ORDER BY index", out);
    assertThat(read).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      SolutionRow row = rows.get(i);
      assertThat(read.get(i))
          .isEqualTo(
              Arrays.asList(
                  "poisson-7",
                  1,
                  "point",
                  row.index(),
                  row.coordinates(),
                  row.component(),
                  row.u(),
                  nullable(row.exact()),
                  nullable(row.u() - row.exact()),
                  row.residual()));
    }
  }

  @Test
  void problemReadsTheSameInSparkAndDuckDb() throws SQLException {
    ProblemRow row = SampleSolve.accuracy();
    assertThat(written(ProblemRow.FOLDER, ProblemRow.FORMAT, List.of(row))).containsExactly(row);
    assertThat(RunQueries.duckDb("SELECT * FROM 'OUT/problem/*.parquet'", out))
        .containsExactly(
            List.of(
                "poisson-7",
                2,
                "problem",
                "PDE",
                "poisson-smooth",
                2,
                1,
                8051L,
                10_000L,
                3.1e-7,
                6.25e-5,
                0.75,
                4.5e-6,
                2.5e-4,
                5.5e-4,
                143.5));
  }

  @Test
  void problemWithoutAnExactSolutionHasNoErrors() {
    double none = Double.NaN;
    ProblemRow row =
        new ProblemRow("r", "EIGEN", "box", 5, 3, 10, 20, 1, none, none, none, none, none, 2);
    assertThat(written(ProblemRow.FOLDER, ProblemRow.FORMAT, List.of(row))).containsExactly(row);
  }

  @Test
  void eigenvaluesReadTheSameInSparkAndDuckDb() throws SQLException {
    List<EigenvalueRow> rows = SampleSolve.eigenvalues();
    assertThat(written(EigenvalueRow.FOLDER, EigenvalueRow.FORMAT, rows)).isEqualTo(rows);
    List<List<Object>> read =
        RunQueries.duckDb("SELECT * FROM 'OUT/eigenvalues/*.parquet' ORDER BY index", out);
    double error = 5.78321 - 5.783185962946785;
    assertThat(read.get(0))
        .isEqualTo(
            List.of(
                "disc-3",
                1,
                "eigenvalue",
                1,
                5.78321,
                4.2e-4,
                5.783185962946785,
                error,
                error / 5.783185962946785,
                0.0125,
                5.78321,
                5.7832,
                3.9e-4,
                1.5e-5,
                2e-4));
    assertThat(read.get(2).subList(5, 15)).containsOnlyNulls();
  }

  @Test
  void partsOfASolutionReadTheSameInSparkAndDuckDb() throws SQLException {
    assertThat(written(UnknownRow.FOLDER, UnknownRow.FORMAT, SampleSolve.unknowns()))
        .isEqualTo(SampleSolve.unknowns());
    assertThat(RunQueries.duckDb("SELECT * FROM 'OUT/unknowns/*.parquet' ORDER BY index", out))
        .containsExactly(
            List.of("poisson-7", 1, "unknown", 1, "u", 1.25e-5, 2.5e-5),
            Arrays.asList("poisson-7", 1, "unknown", 2, "p", null, null));

    assertThat(written(ConditionRow.FOLDER, ConditionRow.FORMAT, SampleSolve.conditions()))
        .isEqualTo(SampleSolve.conditions());
    assertThat(RunQueries.duckDb("SELECT * FROM 'OUT/conditions/*.parquet' ORDER BY index", out))
        .element(1)
        .isEqualTo(
            List.of(
                "poisson-7", 1, "condition", 1, "rim", "boundary", 2500L, 4.5e-7, 2e-8, 2.0, 12.5));

    assertThat(written(CoefficientRow.FOLDER, CoefficientRow.FORMAT, SampleSolve.coefficients()))
        .isEqualTo(SampleSolve.coefficients());
    assertThat(RunQueries.duckDb("SELECT * FROM 'OUT/coefficients/*.parquet' ORDER BY index", out))
        .containsExactly(
            List.of("poisson-7", 1, "coefficient", 1, "D", 0.2984, 0.0027, 0.3),
            Arrays.asList(
                "poisson-7", 1, "coefficient", 2, "k", 1.5, Double.POSITIVE_INFINITY, null));
  }

  @Test
  void zeroEigenvalueHasAnAbsoluteErrorAlone() {
    EigenvalueRow row = new EigenvalueRow("r", 1, -2e-4, 1e-5, 0, 0.1);
    assertThat(row.absoluteError()).isEqualTo(2e-4);
    assertThat(row.relativeError()).isNaN();
    EigenvalueRow negative = new EigenvalueRow("r", 1, -3.03, 1e-5, -3, 0.1);
    assertThat(negative.relativeError()).isEqualTo(negative.absoluteError() / 3);
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThatThrownBy(() -> new EigenvalueRow("r", 0, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("index is 0");
    assertThatThrownBy(() -> new EigenvalueRow("r", 1, 1, -1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("standardError is -1.0");
    assertThatThrownBy(() -> new UnknownRow("r", 0, "u", 0, 0)).hasMessageContaining("index is 0");
    assertThatThrownBy(() -> new CoefficientRow("r", 1, "", 0, 0, 0))
        .hasMessageContaining("name is ''");
    assertThatThrownBy(() -> new ConditionRow("r", -1, "rim", "boundary", 1, 0, 0, 1, 1))
        .hasMessageContaining("index is -1");
    assertThatThrownBy(() -> new SolutionRow("r", 0, List.of(), 1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("coordinates is empty");
    assertThatThrownBy(() -> new SolutionRow("r", 0, List.of(1.0), 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("component is 0");
  }

  private static Object nullable(double value) {
    return Double.isNaN(value) ? null : (Object) value;
  }

  private <T> List<T> written(String folder, RowFormat<T> format, List<T> rows) {
    ParquetReport<T> report =
        ParquetReport.open(
            LocalSpark.session(),
            new org.apache.hadoop.fs.Path(out.toUri().toString(), folder),
            format);
    report.append(rows);
    return report.read();
  }
}
