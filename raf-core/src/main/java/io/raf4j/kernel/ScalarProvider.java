package io.raf4j.kernel;

/** The kernels in plain Java. */
final class ScalarProvider implements KernelProvider {
  static final ScalarProvider INSTANCE = new ScalarProvider();

  private ScalarProvider() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public FloatDerivatives floatDerivatives() {
    return new ScalarFloatDerivatives();
  }

  @Override
  public FloatLoops floatLoops() {
    return new ScalarFloatLoops();
  }

  @Override
  public DoubleDerivatives doubleDerivatives() {
    return new ScalarDoubleDerivatives();
  }

  @Override
  public DoubleLoops doubleLoops() {
    return new ScalarDoubleLoops();
  }

  @Override
  public GridLoops gridLoops() {
    return new ScalarGridLoops();
  }
}
