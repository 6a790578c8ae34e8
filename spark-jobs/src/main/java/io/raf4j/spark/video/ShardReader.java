package io.raf4j.spark.video;

import io.raf4j.spark.conf.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.ArrayFile;
import org.apache.hadoop.io.BytesWritable;

/**
 * Reads minibatches by number from the shards of one folder, opening each shard when it is first
 * needed.
 *
 * <p>Memory: the positions of the records of the shards that were opened, 12 bytes a minibatch.
 * Used by one thread.
 */
final class ShardReader implements AutoCloseable {

  private final ShardManifest manifest;
  private final Path root;
  private final Configuration hadoop;
  private final Map<Integer, ArrayFile.Reader> open = new HashMap<>();
  private final BytesWritable record = new BytesWritable();
  private final ShardSeal seal;

  ShardReader(ShardManifest manifest, ShardSeal seal, Path root, Configuration hadoop) {
    this.manifest = manifest;
    this.seal = seal;
    this.root = root;
    this.hadoop = hadoop;
  }

  /**
   * Returns the colours of a minibatch: {@code [batch, channels]} bytes.
   *
   * @throws SettingsException if the shard is another one
   * @throws UncheckedIOException if the shard cannot be read or is damaged
   */
  byte[] colours(int minibatch) {
    int shard = manifest.shardOf(minibatch);
    try {
      ArrayFile.Reader reader = open.get(shard);
      if (reader == null) {
        FileSystem files = root.getFileSystem(hadoop);
        String folder = ShardManifest.folder(root, shard).toString();
        reader = new ArrayFile.Reader(files, folder, hadoop);
        open.put(shard, reader);
        seal.require(reader, shard, root);
      }
      // The seal is record 0.
      if (reader.get(1 + minibatch - manifest.firstOf(shard), record) == null) {
        throw new IOException("the shard ends before minibatch " + minibatch);
      }
      int expected = Math.multiplyExact(manifest.batch(), manifest.channels());
      if (record.getLength() != expected) {
        throw new IOException(
            "minibatch "
                + minibatch
                + " has "
                + record.getLength()
                + " bytes; expected "
                + expected
                + ": the shard is damaged, cut the clip again");
      }
      return record.copyBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read shard " + shard + " of " + root, e);
    }
  }

  @Override
  public void close() {
    try {
      for (ArrayFile.Reader reader : open.values()) {
        reader.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the shards of " + root, e);
    }
  }
}
