package io.raf4j.kernel;

import java.util.Optional;

/**
 * Where the loops of a kernel come from: vector instructions or plain Java. Every provider gives
 * the same bits; they differ in speed only.
 */
public interface KernelProvider {

  /** Returns the provider's name with the width of its vectors, for logs and provenance. */
  String name();

  /** Returns the basic functions in single precision. */
  FloatDerivatives floatDerivatives();

  /** Returns the strip loops in single precision. */
  FloatLoops floatLoops();

  /** Returns the basic functions in double precision. */
  DoubleDerivatives doubleDerivatives();

  /** Returns the strip loops in double precision. */
  DoubleLoops doubleLoops();

  /** Returns the loops over tables of grid encodings. */
  GridLoops gridLoops();

  /** Returns the provider in plain Java, which is always there. */
  static KernelProvider scalar() {
    return ScalarProvider.INSTANCE;
  }

  /**
   * Returns the provider that uses the Vector API, or nothing when the JVM was started without
   * {@code --add-modules jdk.incubator.vector}.
   */
  static Optional<KernelProvider> vector() {
    return ProviderChoice.vector();
  }

  /** Returns the fastest provider that this JVM has, chosen and logged once. */
  static KernelProvider best() {
    return ProviderChoice.best();
  }
}
