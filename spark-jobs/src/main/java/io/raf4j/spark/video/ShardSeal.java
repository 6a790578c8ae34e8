package io.raf4j.spark.video;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.Json;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.ArrayFile;
import org.apache.hadoop.io.BytesWritable;

/**
 * The first record of every shard, or what stands behind its frames: of which cut it is, and which
 * of its shards. Whoever opens a shard compares it, so that two shards that were exchanged, or one
 * of another cut, are noticed.
 *
 * <p>A cut is named by SHA-256 of its manifest without the structure tensor, thus by the clip and
 * all that decides which pixel is where. Shards of two runs that cut the same clip alike have the
 * same bytes and may be exchanged.
 *
 * @param cut SHA-256 as hexadecimal digits
 */
record ShardSeal(String cut) implements Serializable {

  /** Returns the seals of a cut; costs one JSON text of the manifest. */
  static ShardSeal of(ShardManifest manifest) {
    try {
      byte[] described =
          Json.lines(manifest.withTensor(new double[0])).getBytes(StandardCharsets.UTF_8);
      return new ShardSeal(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(described)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Writes the first record of a shard. */
  void write(ArrayFile.Writer out, int shard) throws IOException {
    out.append(new BytesWritable(bytes(shard)));
  }

  /**
   * Reads and compares the first record of a shard.
   *
   * @throws SettingsException if it is not this shard of this cut
   * @throws IOException if the file system refuses
   */
  void require(ArrayFile.Reader in, int shard, Path root) throws IOException {
    BytesWritable found = new BytesWritable();
    if (in.get(0, found) == null || !Arrays.equals(found.copyBytes(), bytes(shard))) {
      throw foreign(shard, root);
    }
  }

  /** Returns the refusal of a shard that is not the one that stands there by its name. */
  static SettingsException foreign(int shard, Path root) {
    return new SettingsException(
        ShardManifest.folder(root, shard)
            + " is not shard "
            + shard
            + " of the clip that "
            + root
            + " describes: it is another shard, one of another cut, or of an earlier version of"
            + " RAF4J; remove "
            + root
            + " and cut the clip again");
  }

  /** Returns the seal of a shard, in ASCII. */
  byte[] bytes(int shard) {
    return String.format(Locale.ROOT, "shard %d of %s", shard, cut)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
