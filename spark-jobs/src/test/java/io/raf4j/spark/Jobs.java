package io.raf4j.spark;

import io.raf4j.spark.cli.Raf;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.run.Kind;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The program's jobs, by the words of the command line and by the names of their kinds. */
public final class Jobs {

  private Jobs() {}

  /** Returns all jobs. */
  public static Stream<Profile> all() {
    return Raf.KINDS.profiles().all().stream();
  }

  /**
   * Returns a job.
   *
   * @param words without {@code raf}, such as {@code solve pde}
   */
  public static Profile job(String words) {
    return all().filter(job -> job.words().equals("raf " + words)).findFirst().orElseThrow();
  }

  /** Returns a kind of work. */
  public static Kind kind(String name) {
    return Raf.KINDS.named(name);
  }

  /** Resolves the settings of a job as the command line does. */
  public static Settings resolve(
      Profile job, File file, List<String> assignments, Map<Key, String> options) {
    return Raf.KINDS.profiles().resolve(job, file, assignments, options);
  }

  /** Resolves the settings of the whole work of a kind. */
  public static Settings of(
      String kind, File file, List<String> assignments, Map<Key, String> options) {
    return resolve(kind(kind).profile(), file, assignments, options);
  }

  /** Resolves the settings of the whole work of a kind. */
  public static Settings of(String kind, List<String> assignments, Map<Key, String> options) {
    return of(kind, null, assignments, options);
  }
}
