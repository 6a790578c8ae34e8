package io.raf4j.spark.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.rows.Fields;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A scheduled evaluation: which models and equations, on which data sets, into which table.
 *
 * <p>In HOCON, precedence as in {@link Settings}:
 *
 * <pre>
 *   job       = nightly
 *   models    = ["runs/*&#47;", "hdfs:///models/a"]
 *   equations = ["equations/*.conf", { files = "burgers.conf", constants { nu = [0.01, 0.02] },
 *                settings { max-seconds = 60 } }]
 *   data-sets = ["clips/*.mp4", { files = "long.mp4", frames = "0:100", scale = 0.5 },
 *                { points = 10000, seed = 7 }]
 *   output    = "reports/nightly"
 *   unfinished = refuse
 * </pre>
 *
 * @param name of the job, the column {@code job} of the table
 * @param models folders of finished runs, or globs of such
 * @param equations what is solved first; of models and equations there is at least one
 * @param dataSets what they are evaluated on
 * @param output folder of the table
 * @param unfinished what happens to folders that a glob matches and that are no finished run
 */
public record BatchJob(
    String name,
    List<String> models,
    List<BatchEquations> equations,
    List<BatchData> dataSets,
    String output,
    Unfinished unfinished) {

  /**
   * Partitions are folders named by the job; Spark reads names that begin with a digit as numbers.
   */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,99}");

  /** What happens to folders that a glob matches and that are no finished run. */
  public enum Unfinished {
    /** The batch is refused. */
    REFUSE,
    /** They are left out, and the batch says so. */
    SKIP
  }

  /** Checks every part. */
  public BatchJob {
    if (!NAME.matcher(name).matches()) {
      throw new SettingsException(
          "job is \""
              + name
              + "\"; expected a name of a-z, 0-9, - and _ that begins with a letter");
    }
    if (models.isEmpty() && equations.isEmpty()) {
      throw new SettingsException("models is empty; expected at least one entry, or equations");
    }
    requireSome("data-sets", dataSets);
    if (models.stream().anyMatch(String::isBlank)) {
      throw new SettingsException("models: an entry is blank; expected a folder or a glob");
    }
    if (output.isBlank()) {
      throw new SettingsException("output is missing: the folder of the table");
    }
    models = List.copyOf(models);
    equations = List.copyOf(equations);
    dataSets = List.copyOf(dataSets);
  }

  private static void requireSome(String key, List<?> list) {
    if (list.isEmpty()) {
      throw new SettingsException(key + " is empty; expected at least one entry");
    }
  }

  /**
   * Reads a job.
   *
   * @param file a HOCON file, or null for none
   * @param assignments texts of the form {@code key=value}, later ones win
   * @param options values given by the command line's own options, by key
   * @throws SettingsException for an unreadable file, an unknown key, a missing or a wrong value
   */
  public static BatchJob read(File file, List<String> assignments, Map<String, String> options) {
    return new BatchFile(file, assignments, options).job();
  }

  /** What {@code run.json} keeps of a job. */
  @JsonPropertyOrder({"job", "models", "equations", "data-sets", "output", "unfinished"})
  private record Kept(
      String job,
      List<String> models,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Object> equations,
      @JsonProperty("data-sets") List<Object> dataSets,
      String output,
      String unfinished) {}

  /** Returns the job as HOCON's values, for {@code run.json}. */
  public Fields fields() {
    return Fields.of(
        new Kept(
            name,
            models,
            equations.stream().map(BatchEquations::asValue).toList(),
            dataSets.stream().map(BatchData::asValue).toList(),
            output,
            unfinished.name().toLowerCase(Locale.ROOT)));
  }
}
