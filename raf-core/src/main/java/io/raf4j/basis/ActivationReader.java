package io.raf4j.basis;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.raf4j.naming.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads activations from configuration. Every error names the key. */
final class ActivationReader {
  static final String NAME = "name";
  static final String MODE = "mode";
  static final String SHARING = "sharing";
  static final String TERMS = "terms";
  static final String FUNCTION = "function";
  static final String ALPHA = "alpha";
  static final String BETA = "beta";
  static final String SHARE = "share";
  static final String LEARNABLE = "learnable";
  static final String CONSTANT = "constant";
  static final String NORMAL = "normal";
  static final String UNIFORM = "uniform";
  static final String RECIPROCAL_UNIFORM = "reciprocal-uniform";
  static final String LOG_UNIFORM = "log-uniform";

  private static final List<String> ACTIVATION_KEYS = List.of(NAME, MODE, SHARING, TERMS);
  private static final List<String> TERM_KEYS = List.of(FUNCTION, ALPHA, BETA, SHARE);
  private static final List<String> DISTRIBUTIONS =
      List.of(CONSTANT, NORMAL, UNIFORM, RECIPROCAL_UNIFORM, LOG_UNIFORM);

  /** The sizes of numbers that single precision holds with all of its digits. */
  private static final double SMALLEST = 1.2e-38;

  private static final double LARGEST = 3.4e38;
  private static final Pattern ZERO = Pattern.compile("[+-]?[0.]+([eE].*)?");

  /** JSON has no includes and no variables: a text from a stranger names nothing but itself. */
  private static final ConfigParseOptions AS_WRITTEN =
      ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

  private ActivationReader() {}

  /** Reads what {@link ActivationWriter#toText} wrote, which is JSON. */
  static ReproducingActivation fromText(String text) {
    try {
      return read(ConfigFactory.parseString(text, AS_WRITTEN));
    } catch (ConfigException e) {
      // The library refuses some texts as it parses them and others as it asks for a value.
      throw new IllegalArgumentException("activation is not valid configuration: " + text, e);
    } catch (StackOverflowError e) {
      // The library is recursive, and bounds nothing.
      throw new IllegalArgumentException("activation is nested too deeply: " + text, e);
    }
  }

  static ReproducingActivation read(Config config) {
    requireKnown("activation", config.root(), ACTIVATION_KEYS);
    List<Term> terms = readTerms(config);
    String name = config.hasPath(NAME) ? string(config, NAME) : sumName(terms);
    return new ReproducingActivation(
        name,
        choice(config, MODE, ReproducingActivation.Mode.MIXED),
        choice(config, SHARING, ReproducingActivation.Sharing.NEURON),
        terms);
  }

  private static String sumName(List<Term> terms) {
    return terms.stream().map(term -> term.function().name()).collect(Collectors.joining("+"));
  }

  private static List<Term> readTerms(Config config) {
    List<? extends ConfigObject> objects;
    try {
      objects = config.getObjectList(TERMS);
    } catch (ConfigException.Missing | ConfigException.WrongType e) {
      throw new IllegalArgumentException(
          "terms: expected a list such as [{ function = sin, beta = 30 }]; " + e.getMessage(), e);
    }
    if (objects.isEmpty()) {
      throw new IllegalArgumentException("terms is empty; expected at least one term");
    }
    List<Term> terms = new ArrayList<>();
    for (int p = 0; p < objects.size(); p++) {
      terms.add(readTerm("terms[" + p + "]", objects.get(p)));
    }
    return terms;
  }

  private static Term readTerm(String path, ConfigObject object) {
    requireKnown(path, object, TERM_KEYS);
    if (!object.containsKey(FUNCTION)) {
      throw new IllegalArgumentException(path + ".function is missing; expected a function's name");
    }
    BasisFunction function;
    try {
      function = BasisFunction.named(String.valueOf(object.get(FUNCTION).unwrapped()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ".function: " + e.getMessage(), e);
    }
    return new Term(
        function,
        readCoefficient(path + "." + ALPHA, object.get(ALPHA)),
        readCoefficient(path + "." + BETA, object.get(BETA)),
        readShare(path + "." + SHARE, object.get(SHARE)));
  }

  /** Reads a number (constant), or an object with one distribution, learnable unless it says no. */
  private static Coefficient readCoefficient(String path, ConfigValue value) {
    if (value == null) {
      return Coefficient.ONE;
    }
    if (value.valueType() == ConfigValueType.NUMBER) {
      return Coefficient.constant(number(path, value));
    }
    if (!(value instanceof ConfigObject object)) {
      throw bad(path, value, "a number or an object such as { normal = [0, 1] }");
    }
    List<String> known = new ArrayList<>(DISTRIBUTIONS);
    known.add(LEARNABLE);
    requireKnown(path, object, known);
    List<String> named = DISTRIBUTIONS.stream().filter(object::containsKey).toList();
    if (named.size() != 1) {
      throw bad(path, value, "exactly one of " + DISTRIBUTIONS);
    }
    boolean learnable = !object.containsKey(LEARNABLE) || bool(path, object.get(LEARNABLE));
    return new Coefficient(readDistribution(path, named.get(0), object), learnable);
  }

  private static Distribution readDistribution(String path, String kind, ConfigObject object) {
    String here = path + "." + kind;
    if (kind.equals(CONSTANT)) {
      return new Distribution.Constant(number(here, object.get(CONSTANT)));
    }
    if (!(object.get(kind) instanceof ConfigList pair) || pair.size() != 2) {
      throw bad(here, object.get(kind), "two numbers");
    }
    double a = number(here, pair.get(0));
    double b = number(here, pair.get(1));
    return switch (kind) {
      case NORMAL -> new Distribution.Normal(a, b);
      case UNIFORM -> new Distribution.Uniform(a, b);
      case RECIPROCAL_UNIFORM -> new Distribution.ReciprocalUniform(a, b);
      default -> new Distribution.LogUniform(a, b);
    };
  }

  /** Returns a number that single precision holds, as networks may be of that. */
  private static double number(String path, ConfigValue value) {
    if (!(value.unwrapped() instanceof Number number)) {
      throw bad(path, value, "a number");
    }
    double size = Math.abs(number.doubleValue());
    // The library keeps the digits as they were typed.
    boolean isZero = size == 0 && ZERO.matcher(value.atKey(NAME).getString(NAME)).matches();
    if (!isZero && !(size >= SMALLEST && size <= LARGEST)) {
      throw bad(
          path,
          value.atKey(NAME).getString(NAME),
          "0, or a number of a size from " + SMALLEST + " to " + LARGEST);
    }
    return number.doubleValue();
  }

  private static Share readShare(String path, ConfigValue value) {
    if (value == null) {
      return Share.REST;
    }
    if (value.unwrapped() instanceof Integer count) {
      return new Share.Count(count);
    }
    if (value.unwrapped() instanceof String text && text.matches("[0-9]{1,9}/[0-9]{1,9}")) {
      int slash = text.indexOf('/');
      return new Share.Fraction(
          Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }
    throw bad(path, value, "a whole number of neurons or a fraction such as \"1/4\"");
  }

  private static boolean bool(String path, ConfigValue value) {
    if (value.unwrapped() instanceof Boolean flag) {
      return flag;
    }
    throw bad(path + "." + LEARNABLE, value, "true or false");
  }

  private static String string(Config config, String key) {
    try {
      return config.getString(key);
    } catch (ConfigException.WrongType e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  private static <E extends Enum<E>> E choice(Config config, String key, E fallback) {
    if (!config.hasPath(key)) {
      return fallback;
    }
    String text = string(config, key);
    List<String> known = new ArrayList<>();
    for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT);
      if (name.equals(text)) {
        return constant;
      }
      known.add(name);
    }
    throw new IllegalArgumentException(key + " is \"" + text + "\"; expected one of " + known);
  }

  private static void requireKnown(String path, ConfigObject object, Collection<String> known) {
    for (String key : object.keySet()) {
      if (!known.contains(key)) {
        throw Nearest.unknown("key in " + path, key, known);
      }
    }
  }

  private static IllegalArgumentException bad(String path, ConfigValue value, String expected) {
    return bad(path, value.unwrapped(), expected);
  }

  private static IllegalArgumentException bad(String path, Object value, String expected) {
    return new IllegalArgumentException(path + " is " + value + "; expected " + expected);
  }
}
