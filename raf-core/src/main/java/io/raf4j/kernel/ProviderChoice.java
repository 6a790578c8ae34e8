package io.raf4j.kernel;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the provider of this JVM. */
final class ProviderChoice {
  private static final String MODULE = "jdk.incubator.vector";
  private static final Logger LOG = LoggerFactory.getLogger(KernelProvider.class);

  private ProviderChoice() {}

  /** Holds the choice, so that it is made and logged on first use and never again. */
  private static final class Best {
    static final KernelProvider PROVIDER = choose();
  }

  static KernelProvider best() {
    return Best.PROVIDER;
  }

  /** Looks for the module before touching a class that needs it. */
  static Optional<KernelProvider> vector() {
    boolean present = ModuleLayer.boot().findModule(MODULE).isPresent();
    return present ? Optional.of(VectorProvider.INSTANCE) : Optional.empty();
  }

  private static KernelProvider choose() {
    Optional<KernelProvider> vector = vector();
    if (vector.isEmpty()) {
      LOG.warn(
          "Activation kernels run in plain Java: start the JVM with --add-modules {} for vector"
              + " instructions, several times as fast",
          MODULE);
    }
    KernelProvider provider = vector.orElse(KernelProvider.scalar());
    LOG.info("Activation kernels: {}", provider.name());
    return provider;
  }
}
