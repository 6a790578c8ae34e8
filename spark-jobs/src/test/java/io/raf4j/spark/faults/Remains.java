package io.raf4j.spark.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.ParquetReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * What a job has left, but for times and names: what must not depend on what went wrong.
 *
 * @param status as {@code run.json} has it
 * @param parameters {@code params_sha256}, or nothing before the end
 * @param rounds a line for each row of the metrics, to the bit
 */
record Remains(String status, String parameters, List<String> rounds) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads them.
   *
   * @throws IOException if a file is missing or does not read
   */
  static Remains of(RunFolder folder) throws IOException {
    JsonNode run = json(folder, folder.runJson());
    List<String> rounds =
        ParquetReport.open(folder.hadoop(), folder.metrics(), MetricRow.FORMAT).read().stream()
            .map(Remains::line)
            .toList();
    return new Remains(
        run.path("status").asText(), run.path("figures").path("params_sha256").asText(), rounds);
  }

  static JsonNode json(RunFolder folder, Path file) throws IOException {
    try (InputStream in = folder.files().open(file)) {
      return JSON.readTree(in);
    }
  }

  private static String line(MetricRow row) {
    return String.join(
        " ",
        Long.toString(row.round()),
        Long.toString(row.step()),
        Long.toString(row.examples()),
        Double.toHexString(row.loss()),
        Double.toHexString(row.learningRate()),
        Double.toHexString(row.samplePsnr()),
        Double.toHexString(row.relativeL2()),
        Double.toHexString(row.sampleSsim()));
  }

  /** Returns in what others differ from these, in a clause, or nothing where they do not. */
  String difference(Remains others) {
    if (!status.equals(others.status)) {
      return "status " + others.status + " instead of " + status;
    }
    if (!parameters.equals(others.parameters)) {
      return "params_sha256 " + others.parameters + " instead of " + parameters;
    }
    return rounds.equals(others.rounds)
        ? ""
        : "other rows of metrics: " + others.rounds.size() + " instead of " + rounds.size();
  }
}
