package io.raf4j.basis;

import io.raf4j.naming.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions that have a name. */
final class FunctionCatalogue {
  private static final Map<String, BasisFunction> BY_NAME = catalogue();

  private FunctionCatalogue() {}

  static BasisFunction named(String name) {
    BasisFunction function = BY_NAME.get(name);
    if (function == null) {
      throw Nearest.unknown("basis function", name, BY_NAME.keySet());
    }
    return function;
  }

  static List<BasisFunction> all() {
    return List.copyOf(BY_NAME.values());
  }

  private static Map<String, BasisFunction> catalogue() {
    List<BasisFunction> functions = new ArrayList<>();
    for (int degree = 0; degree <= Power.MAX_DEGREE; degree++) {
      functions.add(new Power(degree));
    }
    functions.add(new RectifiedPower(1));
    functions.add(new RectifiedPower(3));
    functions.add(Wave.SIN);
    functions.add(Wave.COS);
    functions.add(new Gaussian());
    functions.add(new MexicanHat());
    functions.add(WavePacket.GABOR);
    functions.add(WavePacket.MORLET);
    functions.add(new HyperbolicTangent());
    for (int power = 0; power <= Rational.MAX_POWER; power++) {
      functions.add(new Rational(power));
    }
    Map<String, BasisFunction> byName = new LinkedHashMap<>();
    functions.forEach(function -> byName.put(function.name(), function));
    return byName;
  }
}
