package io.raf4j.kernel;

/** The contract on jets, kept by plain Java. */
final class ScalarJetKernelTest extends JetKernelContract {
  @Override
  KernelProvider provider() {
    return KernelProvider.scalar();
  }
}
