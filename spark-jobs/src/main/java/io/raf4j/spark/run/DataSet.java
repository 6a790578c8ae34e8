package io.raf4j.spark.run;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/** One data set that models are evaluated on, found and fingerprinted. */
public interface DataSet extends Serializable {

  /** Returns the name in the table. */
  String name();

  /** Returns the fingerprint of the content. */
  String sha256();

  /** Returns what has to be known of it. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Points of the domain of whatever equation is evaluated.
   *
   * @param points how many
   * @param seed which
   */
  record TestPoints(int points, long seed) implements DataSet {

    @Override
    public String name() {
      return "points=" + points + " seed=" + seed;
    }

    @Override
    public String sha256() {
      return DigestUtils.sha256Hex(name().getBytes(StandardCharsets.UTF_8));
    }
  }
}
