package io.raf4j.basis;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import io.raf4j.naming.Nearest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The activations that have a name: the published ones and the baselines they are compared with.
 * They are written in the resource {@code presets.conf}, which says where each comes from and shows
 * by example how to compose others.
 */
public final class Presets {
  private static final Map<String, ReproducingActivation> BY_NAME = load();

  private Presets() {}

  /**
   * Returns a preset.
   *
   * @throws IllegalArgumentException when there is none of that name; the message suggests the
   *     nearest
   */
  public static ReproducingActivation named(String name) {
    ReproducingActivation preset = BY_NAME.get(name);
    if (preset == null) {
      throw Nearest.unknown("activation preset", name, BY_NAME.keySet());
    }
    return preset;
  }

  /** Returns all names, in alphabetical order. */
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  private static Map<String, ReproducingActivation> load() {
    Config config =
        ConfigFactory.parseResources(
            Presets.class, "presets.conf", ConfigParseOptions.defaults().setAllowMissing(false));
    Map<String, ReproducingActivation> presets = new LinkedHashMap<>();
    for (String name : new TreeSet<>(config.root().keySet())) {
      ConfigObject body = (ConfigObject) config.root().get(name);
      ConfigObject named =
          body.withValue(ActivationReader.NAME, ConfigValueFactory.fromAnyRef(name));
      presets.put(name, ActivationReader.read(named.toConfig()));
    }
    return Collections.unmodifiableMap(presets);
  }
}
