package io.raf4j.kernel;

/** The kernels in vector instructions; loading it needs the module {@code jdk.incubator.vector}. */
final class VectorProvider implements KernelProvider {
  static final VectorProvider INSTANCE = new VectorProvider();

  private VectorProvider() {}

  @Override
  public String name() {
    return "vector (" + VectorFloatMath.SPECIES.vectorBitSize() + " bits)";
  }

  @Override
  public FloatDerivatives floatDerivatives() {
    return new VectorFloatDerivatives();
  }

  @Override
  public FloatLoops floatLoops() {
    return new VectorFloatLoops();
  }

  @Override
  public DoubleDerivatives doubleDerivatives() {
    return new VectorDoubleDerivatives();
  }

  @Override
  public DoubleLoops doubleLoops() {
    return new VectorDoubleLoops();
  }

  @Override
  public GridLoops gridLoops() {
    return new VectorGridLoops();
  }
}
