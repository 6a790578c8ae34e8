package io.raf4j.spark.solution;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.Explanation;
import io.raf4j.spark.rows.NumberTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Points of a Parquet file, one a row, whose columns have the names of the coordinates. Other
 * columns are passed over.
 *
 * @param file on any Hadoop file system
 * @param names of the coordinates
 * @param hadoop configuration that names the file systems
 */
record ParquetPoints(Path file, List<String> names, Configuration hadoop) implements PointSource {

  /** Something that reads Parquet, which finds damage by exceptions of many kinds. */
  private interface Reading<T> {
    T read() throws IOException;
  }

  @Override
  public Pass pass() throws IOException {
    return new Rows();
  }

  private <T> T read(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new SettingsException(file + " " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw new SettingsException(
          file + " cannot be read as Parquet (" + Explanation.of(e) + ")", e);
    }
  }

  private final class Rows implements Pass {

    private final NumberTable.Reader rows;
    private long row;

    Rows() throws IOException {
      this.rows = read(() -> new NumberTable.Reader(file, names, hadoop));
    }

    @Override
    public Optional<double[]> next() throws IOException {
      Optional<double[]> point = read(rows::next);
      row++;
      if (point.isPresent() && !Arrays.stream(point.get()).allMatch(Double::isFinite)) {
        throw new SettingsException(
            place()
                + " has the coordinates "
                + Arrays.toString(point.get())
                + "; expected numbers");
      }
      return point;
    }

    @Override
    public String place() {
      return file + ", row " + row;
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }
}
