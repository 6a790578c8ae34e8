package io.raf4j.dl4j;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.naming.Nearest;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything about a coordinate network that goes with its activation: initial weights and rates.
 *
 * <p>An activation alone says too little: a sine of scale 30 needs weights that are 30 times
 * smaller than ReLU's, and rates to match. Recipes are kept in one file, {@code recipes.conf}, by
 * name.
 *
 * @param name what reports call it
 * @param first activation of the first layer
 * @param hidden activation of the other hidden layers
 * @param firstWeights initial weights of the first layer
 * @param weights initial weights of the other hidden layers
 * @param outputWeights initial weights of the linear output layer
 * @param frequencies scale omega of the first layer's sine when its weights are to fit the signal's
 *     structure tensor, nothing to leave them to {@code firstWeights}
 * @param firstBiasScale see {@link RafDenseLayer.Builder#biasScale}, of the first layer
 * @param learningRate initial rate of Adam
 * @param coefficientRate see {@link RafDenseLayer.Builder#coefficientRate}
 */
public record NetworkRecipe(
    String name,
    ReproducingActivation first,
    ReproducingActivation hidden,
    UniformWeightInit firstWeights,
    UniformWeightInit weights,
    UniformWeightInit outputWeights,
    OptionalDouble frequencies,
    double firstBiasScale,
    double learningRate,
    double coefficientRate) {

  /** Rates that single precision holds. */
  private static final double SLOWEST = 1.2e-38;

  private static final double FASTEST = 3.4e38;

  private static final String DEFAULTS = "defaults";

  /** Parts of the file that recipes refer to and that are none themselves. */
  private static final Set<String> PARTS = Set.of(DEFAULTS, "fitted-wave", "pytorch");

  private static final Config UNNAMED = ConfigFactory.parseMap(Map.of("name", "custom"));
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "first",
          "hidden",
          "first-weights",
          "weights",
          "output-weights",
          "frequencies",
          "first-bias-scale",
          "learning-rate",
          "coefficient-rate");

  /** Checks that nothing is missing and the rates are sensible. */
  public NetworkRecipe {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(hidden, "hidden");
    if (!(learningRate >= SLOWEST && learningRate <= FASTEST)) {
      throw new IllegalArgumentException(
          "learning-rate is " + learningRate + "; expected " + SLOWEST + " to " + FASTEST);
    }
    if (!(firstBiasScale >= 0) || Double.isInfinite(firstBiasScale)) {
      throw new IllegalArgumentException(
          "first-bias-scale is " + firstBiasScale + "; expected finite, 0 or more");
    }
    if (!(coefficientRate >= 0) || Double.isInfinite(coefficientRate)) {
      throw new IllegalArgumentException(
          "coefficient-rate is " + coefficientRate + "; expected finite, 0 or more");
    }
    double omega = frequencies.orElse(1);
    if (!(omega > 0) || Double.isInfinite(omega)) {
      throw new IllegalArgumentException(
          "frequencies is " + omega + "; expected none, or positive and finite");
    }
  }

  /**
   * Returns the recipe with the first layer's scales set by the signal instead of by constants.
   *
   * <p>The layer computes {@code sigma(W x)}; with U the recipe's own weights, r their root mean
   * square, and v the {@link ReproducingActivation#rate} of its activation, it varies at v r
   * radians a unit. Here all scales beta of waves, bumps and wavelets are multiplied by {@code s =
   * factor (tr T / n)^(1/2) / (v r)}, so that the layer varies as fast as factor times the signal,
   * and W is drawn from {@code N(0, T r^2 n / tr T)}: as large as U, and along each axis in
   * proportion to the signal. Later layers see numbers of order one whatever the signal, and keep
   * their scales.
   *
   * <p>A recipe that already fits its first layer ({@link #frequencies}), an activation without a
   * rate and a signal without contrast give the recipe itself.
   *
   * @param tensor T: {@code [n, n]}, the signal's structure tensor, row by row
   * @param factor how much faster than the signal, positive
   */
  public NetworkRecipe fittedTo(double[] tensor, double factor) {
    int axes = (int) Math.round(Math.sqrt(tensor.length));
    double trace = 0;
    for (int axis = 0; axis < axes; axis++) {
      trace += tensor[axis * (axes + 1)];
    }
    OptionalDouble rate = first.rate();
    if (frequencies.isPresent() || rate.isEmpty() || !(trace > 0)) {
      return this;
    }
    double ofSignal = Math.sqrt(trace / axes);
    double ofWeights = firstWeights.bound(axes) / Math.sqrt(3);
    return new NetworkRecipe(
        name,
        first.quickened(factor * ofSignal / (rate.getAsDouble() * ofWeights)),
        hidden,
        firstWeights,
        weights,
        outputWeights,
        OptionalDouble.of(ofSignal / ofWeights),
        firstBiasScale,
        learningRate,
        coefficientRate);
  }

  private static Config recipes() {
    return ConfigFactory.parseResources(NetworkRecipe.class, "recipes.conf").resolve();
  }

  /** Returns the names of all recipes: those written down and those of every preset. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(recipes().root().keySet());
    names.addAll(Presets.names());
    names.removeAll(PARTS);
    return names;
  }

  /**
   * Returns the recipe of a name, or the default recipe for the preset of that name.
   *
   * @throws IllegalArgumentException if there is neither; the message suggests the nearest
   */
  public static NetworkRecipe named(String name) {
    if (!names().contains(name)) {
      throw Nearest.unknown("activation", name, names());
    }
    Config all = recipes();
    return all.root().containsKey(name)
        ? read(name, all.getConfig(ConfigUtil.quoteString(name)))
        : of(Presets.named(name));
  }

  /** Returns the default recipe for an activation of all hidden layers. */
  public static NetworkRecipe of(ReproducingActivation activation) {
    return read(activation.name(), ConfigFactory.empty(), activation);
  }

  /**
   * Reads a recipe, or an activation (an object with {@code terms}) for the default recipe.
   *
   * @throws IllegalArgumentException naming the key and what was expected
   */
  public static NetworkRecipe parse(Config config) {
    if (config.hasPath("terms")) {
      return of(ReproducingActivation.parse(config.withFallback(UNNAMED)));
    }
    for (String key : config.root().keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "unknown key \"" + key + "\" of an activation; expected terms, or some of " + KEYS);
      }
    }
    try {
      return read(config.hasPath("name") ? config.getString("name") : "custom", config);
    } catch (ConfigException e) {
      throw new IllegalArgumentException("recipe: " + e.getMessage(), e);
    }
  }

  private static NetworkRecipe read(String name, Config config) {
    if (!config.hasPath("hidden")) {
      if (!Presets.names().contains(name)) {
        throw new IllegalArgumentException(
            "recipe " + name + " has no hidden; expected it where the name is no preset's");
      }
      return read(name, config, Presets.named(name));
    }
    return read(name, config, activation(config, "hidden"));
  }

  private static NetworkRecipe read(String name, Config own, ReproducingActivation hidden) {
    Config config = own.withFallback(recipes().getConfig(DEFAULTS));
    try {
      return new NetworkRecipe(
          name,
          config.hasPath("first") ? activation(config, "first") : hidden,
          hidden,
          weights(config.getConfig("first-weights")),
          weights(config.getConfig("weights")),
          weights(config.getConfig("output-weights")),
          config.getString("frequencies").equals("none")
              ? OptionalDouble.empty()
              : OptionalDouble.of(config.getDouble("frequencies")),
          config.getDouble("first-bias-scale"),
          config.getDouble("learning-rate"),
          config.getDouble("coefficient-rate"));
    } catch (ConfigException e) {
      throw new IllegalArgumentException("recipe " + name + ": " + e.getMessage(), e);
    }
  }

  private static ReproducingActivation activation(Config config, String key) {
    return config.getValue(key).valueType() == ConfigValueType.OBJECT
        ? ReproducingActivation.parse(config.getConfig(key).withFallback(UNNAMED))
        : Presets.named(config.getString(key));
  }

  private static UniformWeightInit weights(Config config) {
    String rule = config.getString("rule");
    for (UniformWeightInit.Rule known : UniformWeightInit.Rule.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(rule)) {
        return new UniformWeightInit(known, config.getDouble("scale"));
      }
    }
    throw new IllegalArgumentException("rule is " + rule + "; expected first, hidden or pytorch");
  }
}
