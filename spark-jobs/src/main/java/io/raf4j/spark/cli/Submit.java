package io.raf4j.spark.cli;

import io.raf4j.spark.files.Explanation;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import org.apache.spark.deploy.SparkSubmit;

/**
 * Starts {@code SparkSubmit} for the launcher {@code raf}, which ends with a stack trace where it
 * refuses what it is given: here that is one sentence.
 */
public final class Submit {

  private Submit() {}

  /** Takes what {@code SparkSubmit} takes. */
  public static void main(String[] arguments) {
    try {
      SparkSubmit.main(arguments);
    } catch (Exception | Error e) {
      PrintWriter errors =
          new PrintWriter(new OutputStreamWriter(System.err, Charset.defaultCharset()));
      new Refusal(Refusal.WRONG, "Spark does not start: " + Explanation.of(e), "")
          .print(errors, e, List.of(arguments).contains(Raf.VERBOSE));
      System.exit(Refusal.WRONG);
    }
  }
}
