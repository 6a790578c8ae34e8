package io.raf4j.spark.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The settings of a job as the command line runs it: which concern it, its defaults, and which of
 * them do nothing because of others.
 *
 * <p>Defaults come in this order, later ones winning: those of {@link Key}, the presets, what is
 * tuned for what the job is asked.
 *
 * @param words of the command line, such as {@code raf solve pde}
 * @param keys the settings that concern the job
 * @param presets defaults in place of those of all jobs
 * @param idle why settings may do nothing
 * @param tuned further defaults, from the settings so far; known keys alone
 */
public record Profile(
    String words,
    Set<Key> keys,
    Map<Key, String> presets,
    List<Idle> idle,
    UnaryOperator<Config> tuned) {

  /** Copies the collections. */
  public Profile {
    keys = Collections.unmodifiableSet(EnumSet.copyOf(keys));
    presets = Map.copyOf(presets);
    idle = List.copyOf(idle);
  }

  /** Returns a job whose defaults are its presets alone. */
  public static Profile of(String words, Set<Key> keys, Map<Key, String> presets) {
    return new Profile(words, keys, presets, List.of(), asked -> ConfigFactory.empty());
  }

  /** Returns another job with fewer settings, whose defaults are its presets alone. */
  public Profile without(String otherWords, Map<Key, String> otherPresets, Key... left) {
    return of(otherWords, Keys.without(keys, left), otherPresets);
  }

  /** Returns this job with reasons why some of its settings do nothing. */
  public Profile with(List<Idle> rules) {
    return new Profile(words, keys, presets, rules, tuned);
  }

  /** Returns this job with defaults that depend on other settings. */
  public Profile tuned(UnaryOperator<Config> by) {
    return new Profile(words, keys, presets, idle, by);
  }

  /**
   * Returns why a setting of this job has no effect on a run with all of these settings, and what
   * would give it one; nothing where it has an effect.
   */
  public Optional<String> whyIdle(Key key, Settings settings) {
    return Stream.concat(Idle.ALWAYS.stream(), idle.stream())
        .filter(rule -> rule.holds(key, settings))
        .map(Idle::why)
        .findFirst();
  }
}
