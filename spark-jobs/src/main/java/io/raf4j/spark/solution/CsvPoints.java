package io.raf4j.spark.solution;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.raf4j.spark.conf.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Points of a CSV file: a header that names the coordinates in any order, and a line for each
 * point. Other columns are passed over.
 *
 * @param file on any Hadoop file system
 * @param names of the coordinates
 * @param hadoop configuration that names the file systems
 */
record CsvPoints(Path file, List<String> names, Configuration hadoop) implements PointSource {

  @Override
  public Pass pass() throws IOException {
    InputStream in = file.getFileSystem(hadoop).open(file);
    try {
      return new Lines(in);
    } catch (RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private final class Lines implements Pass {

    private final InputStream in;
    private final CsvParser parser;
    private final int[] columns;
    private final int width;

    Lines(InputStream in) {
      CsvParserSettings settings = new CsvParserSettings();
      settings.setLineSeparatorDetectionEnabled(true);
      settings.setReadInputOnSeparateThread(false);
      settings.getFormat().setComment('\0');
      this.in = in;
      this.parser = new CsvParser(settings);
      // With an end of its own every line counts when it has been read.
      InputStream ended = new SequenceInputStream(in, new ByteArrayInputStream(new byte[] {'\n'}));
      parser.beginParsing(ended, StandardCharsets.UTF_8);
      List<String> header = Arrays.asList(Optional.ofNullable(line()).orElse(new String[0]));
      requireColumns(header);
      this.columns = names.stream().mapToInt(header::indexOf).toArray();
      this.width = header.size();
    }

    private void requireColumns(List<String> header) {
      boolean isUnique = new HashSet<>(header).size() == header.size();
      if (!isUnique || !header.containsAll(names)) {
        throw new SettingsException(
            file
                + " begins with the line "
                + header.stream().map(name -> name == null ? "" : name).toList()
                + "; expected the names of the coordinates "
                + String.join(", ", names)
                + (isUnique ? "" : ", each once"));
      }
    }

    private String[] line() {
      try {
        return parser.parseNext();
      } catch (TextParsingException e) {
        throw new SettingsException(
            file + " cannot be read as CSV beyond line " + e.getLineIndex(), e);
      }
    }

    @Override
    public Optional<double[]> next() {
      String[] cells = line();
      if (cells == null) {
        return Optional.empty();
      }
      if (cells.length != width) {
        throw new SettingsException(
            place() + " has " + cells.length + " columns; expected " + width + " as the first");
      }
      return Optional.of(Arrays.stream(columns).mapToDouble(at -> number(cells[at])).toArray());
    }

    private double number(String cell) {
      try {
        double number = cell == null ? Double.NaN : Double.parseDouble(cell);
        if (Double.isFinite(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw wrong(cell, e);
      }
      throw wrong(cell, null);
    }

    private SettingsException wrong(String cell, Throwable cause) {
      String shown = cell == null ? "nothing" : "\"" + cell + "\"";
      return new SettingsException(
          place() + " has " + shown + " for a coordinate; expected a number", cause);
    }

    @Override
    public String place() {
      return file + ", line " + parser.getContext().currentLine();
    }

    @Override
    public void close() throws IOException {
      parser.stopParsing();
      in.close();
    }
  }
}
