package io.raf4j.spark.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Queries over the Parquet files of a run's folder, asked of DuckDB and of Spark. */
public final class RunQueries {

  private RunQueries() {}

  public static List<String> split(String queries) {
    return Arrays.stream(queries.split(";"))
        .map(String::strip)
        .filter(query -> !query.isEmpty())
        .toList();
  }

  public static List<List<Object>> duckDb(String query, Path out) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result = statement.executeQuery(query.replace("OUT", out.toString()))) {
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          Object value = result.getObject(i);
          row.add(
              value instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : value);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  public static List<List<Object>> spark(String query, Path out) {
    String tables = query.replaceAll("'OUT/([\\w/]+)/\\*\\.parquet'", "parquet.`" + out + "/$1`");
    return LocalSpark.session().sql(tables).collectAsList().stream()
        .map(RunQueries::values)
        .toList();
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      values.add(value instanceof Seq<?> list ? JavaConverters.seqAsJavaList(list) : value);
    }
    return values;
  }

  public static String documentation() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/REPORTS.md"))) {
      folder = folder.getParent();
      assertThat(folder).as("a parent folder with docs/REPORTS.md").isNotNull();
    }
    return Files.readString(folder.resolve("docs/REPORTS.md"));
  }
}
