package io.raf4j.basis;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes activations to configuration, saying everything that the reader would assume. */
final class ActivationWriter {
  private ActivationWriter() {}

  static Config write(ReproducingActivation activation) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(ActivationReader.NAME, activation.name());
    map.put(ActivationReader.MODE, activation.mode().name().toLowerCase(Locale.ROOT));
    map.put(ActivationReader.SHARING, activation.sharing().name().toLowerCase(Locale.ROOT));
    map.put(
        ActivationReader.TERMS, activation.terms().stream().map(ActivationWriter::term).toList());
    return ConfigFactory.parseMap(map);
  }

  static String toText(ReproducingActivation activation) {
    return write(activation).root().render(ConfigRenderOptions.concise());
  }

  private static Map<String, Object> term(Term term) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(ActivationReader.FUNCTION, term.function().name());
    map.put(ActivationReader.ALPHA, coefficient(term.alpha()));
    map.put(ActivationReader.BETA, coefficient(term.beta()));
    if (term.share() instanceof Share.Count count) {
      map.put(ActivationReader.SHARE, count.neurons());
    } else if (term.share() instanceof Share.Fraction fraction) {
      map.put(ActivationReader.SHARE, fraction.numerator() + "/" + fraction.denominator());
    }
    return map;
  }

  private static Object coefficient(Coefficient coefficient) {
    if (!coefficient.learnable() && coefficient.initial() instanceof Distribution.Constant c) {
      return c.value();
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(ActivationReader.LEARNABLE, coefficient.learnable());
    putDistribution(map, coefficient.initial());
    return map;
  }

  private static void putDistribution(Map<String, Object> map, Distribution distribution) {
    if (distribution instanceof Distribution.Constant c) {
      map.put(ActivationReader.CONSTANT, c.value());
    } else if (distribution instanceof Distribution.Normal n) {
      map.put(ActivationReader.NORMAL, List.of(n.mean(), n.std()));
    } else if (distribution instanceof Distribution.Uniform u) {
      map.put(ActivationReader.UNIFORM, List.of(u.low(), u.high()));
    } else if (distribution instanceof Distribution.ReciprocalUniform r) {
      map.put(ActivationReader.RECIPROCAL_UNIFORM, List.of(r.low(), r.high()));
    } else if (distribution instanceof Distribution.LogUniform l) {
      map.put(ActivationReader.LOG_UNIFORM, List.of(l.low(), l.high()));
    }
  }
}
