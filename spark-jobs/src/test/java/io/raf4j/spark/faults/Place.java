package io.raf4j.spark.faults;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a job runs and where its output goes. */
enum Place {
  /** In one process, with output on local files. */
  LOCAL_FILE(false, false),
  /** In one process, with output on HDFS. */
  LOCAL_HDFS(false, true),
  /** On a standalone cluster, with output on local files, which all its workers share. */
  STANDALONE_FILE(true, false),
  /** On a standalone cluster, with output on HDFS. */
  STANDALONE_HDFS(true, true);

  /** All that need a standalone cluster. */
  static final Set<Place> ON_CLUSTER = EnumSet.of(STANDALONE_FILE, STANDALONE_HDFS);

  /** All that need HDFS. */
  static final Set<Place> ON_HDFS = EnumSet.of(LOCAL_HDFS, STANDALONE_HDFS);

  private final boolean isOnCluster;
  private final boolean isOnHdfs;

  Place(boolean isOnCluster, boolean isOnHdfs) {
    this.isOnCluster = isOnCluster;
    this.isOnHdfs = isOnHdfs;
  }

  /** Returns whether tasks run in processes of their own. */
  boolean isOnCluster() {
    return isOnCluster;
  }

  /** Returns whether the output goes to HDFS. */
  boolean isOnHdfs() {
    return isOnHdfs;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
