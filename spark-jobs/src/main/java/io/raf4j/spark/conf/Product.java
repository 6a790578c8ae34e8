package io.raf4j.spark.conf;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Settings whose product is a size: each may be sensible where all together are not.
 *
 * @param factors the settings; one twice is a square
 * @param most the largest product
 * @param what the product counts
 */
record Product(List<Key> factors, long most, String what) {

  private static final List<Product> ALL =
      List.of(
          new Product(
              List.of(Key.WORKERS, Key.BATCH), Integer.MAX_VALUE, "examples of all workers a step"),
          new Product(
              List.of(Key.ADAPTIVE, Key.BATCH), Integer.MAX_VALUE, "points that a worker scores"),
          new Product(
              List.of(Key.WIDTH, Key.WIDTH, Key.DEPTH), 1_000_000_000, "weights of hidden layers"));

  /** Refuses products that are too large, among settings that a job has. */
  static void requireAll(Settings settings) {
    for (Product product : ALL) {
      if (product.factors.stream().allMatch(settings::has)) {
        product.require(settings);
      }
    }
  }

  private void require(Settings settings) {
    double product = 1;
    for (Key factor : factors) {
      product *= settings.integer(factor);
    }
    if (product > most) {
      String values =
          factors.stream()
              .distinct()
              .map(key -> "--" + key.path() + " is " + settings.text(key))
              .collect(Collectors.joining(" and "));
      throw new SettingsException(
          String.format(
              java.util.Locale.ROOT,
              "%s: %.0f %s; expected at most %d",
              values,
              product,
              what,
              most));
    }
  }
}
