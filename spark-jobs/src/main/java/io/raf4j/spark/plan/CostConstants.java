package io.raf4j.spark.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.raf4j.naming.Nearest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The measured constants of {@link CostModel}, with where they were measured. Immutable.
 *
 * <p>The default ones are in {@code cluster-model.conf} beside this class; {@code benchmarks/run
 * scaling.ScalingComparison} measures and prints such a file.
 */
public final class CostConstants {

  /** The constants; their names in files are in lower case with hyphens. */
  public enum Name {
    /** s0: a step beyond examples and parameters, in seconds. */
    STEP_SECONDS,
    /** s1: Adam's update of a parameter, in seconds. */
    SECONDS_PER_PARAMETER,
    /** s2: a flop of the products on one thread, in seconds. */
    SECONDS_PER_FLOP,
    /** s3: a term of an activation, forward and backward on one thread, in seconds. */
    SECONDS_PER_TERM,
    /** g: what each further thread of a task adds, of one thread. */
    THREAD_GAIN,
    /** h: what each further task on a machine adds, of one task. */
    TASK_GAIN,
    /** b0: writing a broadcast, in seconds. */
    BROADCAST_SECONDS,
    /** b1: for a byte of it. */
    BROADCAST_SECONDS_PER_BYTE,
    /** f0: reading a broadcast in a task, in seconds. */
    FETCH_SECONDS,
    /** f1: for a byte of it. */
    FETCH_SECONDS_PER_BYTE,
    /** l0: a job, in seconds. */
    ROUND_SECONDS,
    /** l1: for a task of it. */
    WORKER_SECONDS,
    /** r1: writing a byte of a result, in the task, in seconds. */
    RESULT_SECONDS_PER_BYTE,
    /** c1: reading a byte of a result, on the driver, in seconds. */
    COLLECT_SECONDS_PER_BYTE,
    /** a1: adding up a byte of a result, on the driver, in seconds. */
    AVERAGE_SECONDS_PER_BYTE,
    /** h: bytes of a broadcast beyond its numbers. */
    HEADER_BYTES,
    /** t: bytes of a job's own broadcast, its code. */
    TASK_BYTES,
    /** r: bytes of a result beyond its numbers. */
    RESULT_HEADER_BYTES;

    /** Returns the name in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final String MEASURED_ON = "measured-on";

  private final String measuredOn;
  private final Map<Name, Double> values;

  private CostConstants(String measuredOn, Map<Name, Double> values) {
    this.measuredOn = measuredOn;
    this.values = values;
  }

  /**
   * Creates constants.
   *
   * @param measuredOn the machine, for people
   * @param values all of them, none negative
   * @throws IllegalArgumentException if one is missing, negative or not finite, or a gain above 1
   */
  public static CostConstants of(String measuredOn, Map<Name, Double> values) {
    Map<Name, Double> copy = new EnumMap<>(Name.class);
    for (Name name : Name.values()) {
      Double value = values.get(name);
      boolean isGain = name == Name.THREAD_GAIN || name == Name.TASK_GAIN;
      if (value == null || !(value >= 0) || value > (isGain ? 1 : Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            name.label() + " is " + value + "; expected " + (isGain ? "0 to 1" : "0 or more"));
      }
      copy.put(name, value);
    }
    return new CostConstants(measuredOn, copy);
  }

  /**
   * Returns the constants that come with RAF4J.
   *
   * @throws IllegalArgumentException if none were measured for this build; the message says how
   */
  public static CostConstants defaults() {
    Config config = ConfigFactory.parseResources(CostConstants.class, "cluster-model.conf");
    if (config.isEmpty()) {
      throw new IllegalArgumentException(
          "no measured constants come with this build; measure them by benchmarks/run"
              + " ScalingComparison constants and give the file");
    }
    return read(config);
  }

  /**
   * Reads a file's contents.
   *
   * @throws IllegalArgumentException if a name is missing or unknown, or a value is no number
   */
  public static CostConstants of(Config file) {
    try {
      return read(file);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static CostConstants read(Config config) {
    List<String> known = new ArrayList<>(List.of(MEASURED_ON));
    for (Name name : Name.values()) {
      known.add(name.label());
    }
    for (String key : config.root().keySet()) {
      if (!known.contains(key)) {
        throw Nearest.unknown("constant", key, known);
      }
    }
    Map<Name, Double> values = new EnumMap<>(Name.class);
    for (Name name : Name.values()) {
      values.put(name, config.getDouble(name.label()));
    }
    return of(config.getString(MEASURED_ON), values);
  }

  /** Returns a constant. */
  public double get(Name name) {
    return values.get(name);
  }

  /** Returns the machine on which they were measured. */
  public String measuredOn() {
    return measuredOn;
  }

  /** Returns these constants with some of them replaced. */
  public CostConstants with(String newlyMeasuredOn, Map<Name, Double> replaced) {
    Map<Name, Double> all = new EnumMap<>(values);
    all.putAll(replaced);
    return of(newlyMeasuredOn, all);
  }

  /** Returns the file that {@link #of(Config)} reads. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(MEASURED_ON + " = \"").append(measuredOn.replace('"', '\'')).append("\"\n");
    values.forEach(
        (name, value) ->
            text.append(String.format(Locale.ROOT, "%s = %.4g%n", name.label(), value)));
    return text.toString();
  }
}
