package io.raf4j.spark.rows;

import io.raf4j.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Files of rows as Spark writes and reads them. */
final class SparkFile {

  private SparkFile() {}

  /** Writes the first file of a report by a Spark job. */
  static void write(Path report, StructType schema, List<List<Object>> rows) throws IOException {
    SparkSession session = ParquetFiles.session(LocalSpark.session());
    session.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    Path staging = report.resolve("_spark");
    session
        .createDataFrame(
            rows.stream().map(row -> RowFactory.create(row.toArray())).toList(), schema)
        .coalesce(1)
        .write()
        .parquet(staging.toUri().toString());
    try (Stream<Path> files = Files.list(staging)) {
      Path part = files.filter(file -> file.toString().endsWith(".parquet")).findAny().get();
      Files.move(part, report.resolve("rows-000000000001.parquet"));
    }
  }

  /** Reads a report by a Spark job. */
  static List<Row> read(org.apache.hadoop.fs.Path report) {
    return ParquetFiles.read(ParquetFiles.session(LocalSpark.session()))
        .parquet(report.toString())
        .collectAsList();
  }
}
