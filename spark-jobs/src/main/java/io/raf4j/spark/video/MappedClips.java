package io.raf4j.spark.video;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The clips that this process has mapped, of which it keeps those that were used last.
 *
 * <p>Only the driver knows when a training ends. In its own process it then drops the clip; another
 * executor keeps a few until others take their place, which cost it addresses, and disk where they
 * are copies, but no memory that anybody else needs. Thread-safe: tasks that need the same clip map
 * it once.
 */
final class MappedClips {

  private static final int MOST_KEPT = 2;

  private static final Map<Place, MappedClip> KEPT =
      new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, MappedClip> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /** Which shards: a folder may be cut anew under its name. */
  private record Place(String root, ShardSeal seal) {}

  private MappedClips() {}

  /**
   * Returns a clip, mapped where it is not yet.
   *
   * @param root folder of the shards, qualified
   */
  static MappedClip of(ShardManifest clip, ShardSeal seal, String root, Configuration hadoop) {
    synchronized (KEPT) {
      return KEPT.computeIfAbsent(
          new Place(root, seal),
          place -> MappedClip.open(clip, seal, new Path(root), hadoop, MappedClip.MOST_MAPPED));
    }
  }

  /** Drops what lies in a folder. */
  static void drop(String root) {
    synchronized (KEPT) {
      KEPT.keySet().removeIf(place -> place.root().equals(root));
    }
  }

  /** Returns whether this process keeps a clip that lies in a folder. */
  static boolean has(String root) {
    synchronized (KEPT) {
      return KEPT.keySet().stream().anyMatch(place -> place.root().equals(root));
    }
  }
}
