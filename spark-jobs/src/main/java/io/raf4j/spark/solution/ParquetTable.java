package io.raf4j.spark.solution;

import io.raf4j.spark.rows.NumberTable;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A Parquet file of columns of doubles. */
final class ParquetTable implements ValueSink {

  private final Columns columns;
  private final NumberTable.Writer out;

  ParquetTable(FileSystem files, Path file, Columns columns) throws IOException {
    this.columns = columns;
    this.out = new NumberTable.Writer(files, file, columns.names());
  }

  @Override
  public void write(double[] points, double[] values) throws IOException {
    columns.rows(points, values, out::write);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
