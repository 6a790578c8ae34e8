package io.raf4j.spark.job;

import io.raf4j.datasets.video.FrameRange;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.DigestUtils;

/** One data set that models are evaluated on, found and fingerprinted. */
sealed interface EvaluationData extends Serializable {

  /** Returns the name in the table. */
  String name();

  /** Returns the fingerprint of the content. */
  String sha256();

  /**
   * A file.
   *
   * @param path qualified with its file system
   * @param sha256 of its bytes
   * @param type what is in it
   * @param frames part of a clip
   * @param scale factor of both sides of a clip's frames
   */
  record MediaFile(String path, String sha256, MediaType type, FrameRange frames, double scale)
      implements EvaluationData {

    @Override
    public String name() {
      String part = frames.equals(FrameRange.ALL) ? "" : " frames=" + frames;
      return path + part + (scale == 1 ? "" : " scale=" + scale);
    }
  }

  /**
   * Points of the domain of whatever equation is evaluated.
   *
   * @param points how many
   * @param seed which
   */
  record TestPoints(int points, long seed) implements EvaluationData {

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
