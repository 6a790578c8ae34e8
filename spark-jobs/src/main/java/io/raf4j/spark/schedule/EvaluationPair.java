package io.raf4j.spark.schedule;

import io.raf4j.spark.rows.EvaluationMetrics;
import io.raf4j.spark.run.DataSet;
import io.raf4j.spark.schedule.EvaluationRow.Status;
import java.io.Serializable;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A model and a data set of its kind.
 *
 * @param model what is evaluated
 * @param data on what
 */
record EvaluationPair(TrainedModel model, DataSet data) implements Serializable {

  private static final int KEY_LENGTH = 40;

  /** Returns a name by the content of both, the same as that of the pair's row. */
  String key() {
    return key(model.name(), model.sha256(), data.name(), data.sha256());
  }

  /** Returns the name of the pair that a row is about. */
  static String key(EvaluationRow row) {
    return key(row.model(), row.modelSha256(), row.dataSet(), row.dataSetSha256());
  }

  private static String key(String... parts) {
    String text = EvaluationRow.SCHEMA_VERSION + "\n" + String.join("\n", parts);
    return DigestUtils.sha256Hex(text).substring(0, KEY_LENGTH);
  }

  /** Returns the row of the pair; its place is not known yet. */
  EvaluationRow row(String runId, Status status, String error, EvaluationMetrics metrics) {
    return new EvaluationRow(
        runId,
        0,
        model.name(),
        model.runId(),
        model.sha256(),
        model.subject().kind(),
        model.activation(),
        data.name(),
        data.sha256(),
        status,
        error,
        metrics);
  }
}
