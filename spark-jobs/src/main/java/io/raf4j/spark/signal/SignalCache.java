package io.raf4j.spark.signal;

import io.raf4j.datasets.signal.Signal;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;

/**
 * The samples that this process reads again and again, by their description; the garbage collector
 * takes them back when memory is short.
 */
final class SignalCache {

  private static final Map<SignalFile, SoftReference<Signal>> READ = new ConcurrentHashMap<>();

  private SignalCache() {}

  /** Returns the samples of a file, which nobody may change. */
  static Signal of(SignalKind kind, SignalFile file, Configuration hadoop) {
    SoftReference<Signal> kept = READ.get(file);
    Signal signal = kept == null ? null : kept.get();
    if (signal == null) {
      signal = kind.read(file, hadoop);
      READ.put(file, new SoftReference<>(signal));
    }
    return signal;
  }
}
