package io.raf4j.dl4j;

import io.raf4j.host.Address;
import io.raf4j.kernel.GridLoops;
import io.raf4j.kernel.KernelProvider;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * {@link LazyAdam} as DL4J calls it: looks at the whole gradient and turns it into what is
 * subtracted from the parameters. {@link EncodedNetwork} goes to the entries that a step has needed
 * instead, with the same result.
 */
final class LazyAdamUpdater implements GradientUpdater<LazyAdam> {

  private static final String FIRST = "M";
  private static final String SECOND = "V";

  private final LazyAdam config;
  private INDArray first;
  private INDArray second;

  LazyAdamUpdater(LazyAdam config) {
    this.config = config;
  }

  @Override
  public LazyAdam getConfig() {
    return config;
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialise) {
    first = state.get(FIRST);
    second = state.get(SECOND);
    clear(initialise);
  }

  @Override
  public Map<String, INDArray> getState() {
    Map<String, INDArray> state = new LinkedHashMap<>();
    state.put(FIRST, first);
    state.put(SECOND, second);
    return state;
  }

  @Override
  public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialise) {
    INDArray flat = view.reshape(view.length());
    long half = flat.length() / 2;
    first = flat.get(NDArrayIndex.interval(0, half));
    second = flat.get(NDArrayIndex.interval(half, 2 * half));
    clear(initialise);
  }

  private void clear(boolean isWanted) {
    if (isWanted) {
      first.assign(0);
      second.assign(0);
    }
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    long length = gradient.length();
    INDArray change = gradient.ulike();
    change.assign(0);
    GridLoops.AdamTables tables =
        new GridLoops.AdamTables(
            buffer(change, length),
            buffer(gradient, length),
            buffer(first, length),
            buffer(second, length));
    KernelProvider.best()
        .gridLoops()
        .adam(tables, 0, Math.toIntExact(length), step(config, iteration, epoch, 1));
    // The loops have subtracted the change from zeros, and cleared the gradient.
    gradient.subi(change);
    Reference.reachabilityFence(change);
  }

  private static ByteBuffer buffer(INDArray array, long length) {
    return Address.of(array).buffer(length * Float.BYTES);
  }

  /** Returns the constants of a step. */
  static GridLoops.AdamStep step(LazyAdam config, int iteration, int epoch, double scale) {
    return new GridLoops.AdamStep(
        (float) config.correctedRate(iteration, epoch),
        (float) LazyAdam.BETA1,
        (float) LazyAdam.BETA2,
        (float) LazyAdam.EPSILON,
        (float) scale);
  }
}
