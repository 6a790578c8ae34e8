package io.raf4j.benchmarks.work;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;

/** Writes maps, lists, numbers and texts as JSON. */
public final class Json {

  private Json() {}

  /** Returns a map as an object on one line. */
  public static String line(Map<String, ?> map) {
    return ConfigValueFactory.fromMap(map).render(ConfigRenderOptions.concise());
  }
}
