package io.raf4j.spark.solution;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * A CSV file with a header. Numbers are written so that every bit is read back; names with commas,
 * those of derivatives, are in quotes.
 */
final class CsvTable implements ValueSink {

  private final Columns columns;
  private final Writer out;

  CsvTable(OutputStream out, Columns columns) throws IOException {
    this.columns = columns;
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    this.out.write(
        columns.names().stream().map(CsvTable::quoted).collect(Collectors.joining(",")) + "\n");
  }

  private static String quoted(String name) {
    return name.matches("[^,\"\\s]+") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public void write(double[] points, double[] values) throws IOException {
    columns.rows(points, values, this::line);
  }

  private void line(double... row) throws IOException {
    for (int i = 0; i < row.length; i++) {
      if (i > 0) {
        out.write(',');
      }
      out.write(Double.toString(row[i]));
    }
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
