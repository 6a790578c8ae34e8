package io.raf4j.kernel;

/** The contract, kept by plain Java. */
final class ScalarKernelTest extends KernelContract {
  @Override
  KernelProvider provider() {
    return KernelProvider.scalar();
  }
}
