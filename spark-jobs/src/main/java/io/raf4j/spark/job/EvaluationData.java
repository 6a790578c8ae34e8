package io.raf4j.spark.job;

import io.raf4j.datasets.video.VideoIndex;
import io.raf4j.spark.conf.FilePart;
import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.report.InputFile;
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
   * @param kind {@link JobKind#IMAGE} or {@link JobKind#AUDIO}; {@link JobKind#VIDEO} within a
   *     {@link Film}
   * @param path qualified with its file system
   * @param bytes its length
   * @param sha256 of its bytes
   * @param part what of it is taken
   */
  record MediaFile(JobKind kind, String path, long bytes, String sha256, FilePart part)
      implements EvaluationData {

    @Override
    public String name() {
      return path + part;
    }

    /** Returns the file alone. */
    InputFile file() {
      return new InputFile(path, bytes, sha256);
    }
  }

  /**
   * A clip, with what decoding all of it found.
   *
   * @param file which, and what of it is taken
   */
  record Film(MediaFile file, VideoIndex index) implements EvaluationData {

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public String sha256() {
      return file.sha256();
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
