package io.raf4j.spark.equation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Range;
import io.raf4j.spark.conf.Settings;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;

/**
 * Tuned settings of the catalogue's problems, kept in {@code solve-defaults.conf}.
 *
 * <pre>
 *   pde {                                    kind of problem
 *     low-regularity {                       name
 *       width = 50
 *       from-dimension { "5" { width = 100 } }
 *       features { depth = 1, width = 600 }
 *     }
 *   }
 * </pre>
 *
 * <p>What stands under {@code from-dimension} holds from that dimension on; the highest wins. What
 * stands under {@code features} holds above that where the optimizer is {@code features}, or {@code
 * auto} and nobody asks for another network.
 */
final class ProblemDefaults {

  private static final String FROM_DIMENSION = "from-dimension";

  /** The block's name, and the optimizer's. */
  private static final String FEATURES = "features";

  private static final String AUTO = "auto";

  private ProblemDefaults() {}

  /**
   * Returns the settings of the problem that is asked for, which may be none.
   *
   * @param kind {@code pde} or {@code eigen}
   * @param asked the settings so far
   */
  static Config of(String kind, Config asked) {
    return of(
        ConfigFactory.parseResources(ProblemDefaults.class, "solve-defaults.conf"), kind, asked);
  }

  /** Returns the settings of the problem out of all of a file. */
  static Config of(Config file, String kind, Config asked) {
    String path = ConfigUtil.joinPath(kind, text(asked, Key.PROBLEM));
    if (text(asked, Key.PROBLEM).isBlank() || !file.hasPath(path)) {
      return ConfigFactory.empty();
    }
    Config problem = file.getConfig(path);
    Config plain = problem.withoutPath(FROM_DIMENSION).withoutPath(FEATURES);
    Config usual =
        problem.hasPath(FROM_DIMENSION)
            ? atDimension(plain, problem.getObject(FROM_DIMENSION), Settings.over(asked, plain))
            : plain;
    return problem.hasPath(FEATURES) && takesFeatures(asked)
        ? Settings.over(problem.getConfig(FEATURES), usual)
        : usual;
  }

  private static boolean takesFeatures(Config asked) {
    String optimizer = text(asked, Key.OPTIMIZER);
    return optimizer.equals(FEATURES)
        || optimizer.equals(AUTO)
            && EquationKind.SHAPE.entrySet().stream()
                .allMatch(preset -> isLeft(asked, preset.getKey(), preset.getValue()));
  }

  private static boolean isLeft(Config asked, Key key, String preset) {
    return !asked.hasPath(key.path()) || text(asked, key).equals(preset);
  }

  private static Config atDimension(Config plain, ConfigObject steps, Config asked) {
    if (text(asked, Key.DIM).isBlank()) {
      return plain;
    }
    int dimension = dimension(asked);
    return steps.entrySet().stream()
        .filter(step -> Integer.parseInt(step.getKey()) <= dimension)
        .sorted(Comparator.comparingInt(step -> Integer.parseInt(step.getKey())))
        .map(Map.Entry<String, ConfigValue>::getValue)
        .map(value -> ((ConfigObject) value).toConfig())
        .reduce(plain, (below, above) -> Settings.over(above, below));
  }

  /** What is no dimension is refused where the setting is read. */
  private static int dimension(Config asked) {
    return Range.read(text(asked, Key.DIM))
        .filter(number -> number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0)
        .map(BigDecimal::intValue)
        .orElse(0);
  }

  /** Returns a setting, empty where it is none. */
  static String text(Config config, Key key) {
    try {
      return config.hasPath(key.path()) ? config.getString(key.path()) : "";
    } catch (ConfigException.WrongType e) {
      return "";
    }
  }
}
