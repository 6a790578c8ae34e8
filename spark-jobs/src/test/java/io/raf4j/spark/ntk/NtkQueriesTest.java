package io.raf4j.spark.ntk;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.ntk.NtkSpectrum;
import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.run.RunQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries over kernels, run by DuckDB and by Spark. */
class NtkQueriesTest {

  @TempDir private Path out;

  /** At step 0 one direction has almost everything, at step 10 all four have the same. */
  private void writeKernels() {
    List<NtkRow> kernels = new ArrayList<>();
    List<SpectrumRow> spectra = new ArrayList<>();
    for (long step : new long[] {0, 10}) {
      NtkSpectrum spectrum =
          new NtkSpectrum(step == 0 ? new double[] {997, 1, 1, 1} : new double[] {2, 2, 2, 2});
      kernels.add(NtkRow.of("run", step, "sine", 61, spectrum, 0.5));
      spectra.addAll(SpectrumRow.of("run", step, spectrum));
    }
    write(NtkRow.FOLDER, NtkRow.FORMAT, kernels);
    write(SpectrumRow.FOLDER, SpectrumRow.FORMAT, spectra);
  }

  private <T> void write(String folder, RowFormat<T> format, List<T> rows) {
    ParquetReport.open(
            LocalSpark.session(),
            new org.apache.hadoop.fs.Path(out.toUri().toString(), "report/" + folder),
            format)
        .append(rows);
  }

  @Test
  void queriesAreAnsweredAlike() throws SQLException {
    writeKernels();
    List<String> queries = RunQueries.split(NtkReport.queries());
    assertThat(queries).hasSize(2);
    for (String query : queries) {
      assertThat(RunQueries.duckDb(query, out))
          .as(query)
          .isNotEmpty()
          .isEqualTo(RunQueries.spark(query, out));
    }
    List<List<Object>> kernels = RunQueries.duckDb(queries.get(0), out);
    assertThat(kernels).extracting(row -> row.get(0)).containsExactly(0L, 10L);
    assertThat(kernels).extracting(row -> row.get(1)).containsExactly(997.0, 1.0);
    assertThat(kernels).extracting(row -> row.get(6)).containsExactly(1000.0, 8.0);
    assertThat(RunQueries.duckDb(queries.get(1), out))
        .containsExactly(List.of(0L, 1), List.of(10L, 4));
  }

  @Test
  void documentationShowsTheQueriesAndNamesEveryColumn() throws IOException {
    String text = RunQueries.documentation();
    assertThat(text).contains("```sql\n" + NtkReport.queries() + "```");
    Stream.of(NtkRow.FORMAT, SpectrumRow.FORMAT)
        .flatMap(format -> Stream.of(format.schema().fieldNames()))
        .forEach(column -> assertThat(text).contains("`" + column + "`"));
  }
}
