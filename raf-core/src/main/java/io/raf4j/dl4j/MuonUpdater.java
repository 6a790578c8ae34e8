package io.raf4j.dl4j;

import io.raf4j.host.Address;
import io.raf4j.host.HostArithmetic;
import io.raf4j.linalg.NewtonSchulz;
import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * {@link Muon} as DL4J calls it: turns the gradient of one or more matrices, which lie column by
 * column, into what is subtracted from them.
 *
 * <p>DL4J gives neighbouring parameters with equal updaters to one object; those of layers without
 * biases and coefficients are neighbours. Each matrix takes its own step whether it is alone or
 * not.
 */
final class MuonUpdater implements GradientUpdater<Muon> {

  private static final String MOMENTUM = "B";

  private final Muon config;
  private INDArray momentum;

  MuonUpdater(Muon config) {
    this.config = config;
  }

  @Override
  public Muon getConfig() {
    return config;
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialise) {
    set(state.get(MOMENTUM), initialise);
  }

  @Override
  public Map<String, INDArray> getState() {
    Map<String, INDArray> state = new LinkedHashMap<>();
    state.put(MOMENTUM, momentum);
    return state;
  }

  @Override
  public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialise) {
    set(view.reshape(view.length()), initialise);
  }

  private void set(INDArray numbers, boolean initialise) {
    if (numbers.length() % size() != 0) {
      throw new IllegalArgumentException(
          config
              + " has "
              + numbers.length()
              + " parameters to train; expected whole matrices, and another updater of biases");
    }
    momentum = numbers;
    if (initialise) {
      momentum.assign(0);
    }
  }

  private long size() {
    return (long) config.getInputs() * config.getOutputs();
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    HostArithmetic<?> arithmetic = HostArithmetic.of(gradient.dataType());
    long bytes = size() * arithmetic.bytes();
    double factor = config.factor(iteration, epoch);
    Address g = Address.of(gradient);
    Address b = Address.of(momentum);
    for (long done = 0; done < gradient.length(); done += size()) {
      step(arithmetic, g, b, factor);
      g = g.plus(bytes);
      b = b.plus(bytes);
    }
    Reference.reachabilityFence(gradient);
    Reference.reachabilityFence(momentum);
  }

  /** Takes the momentum of a matrix further and replaces its gradient by its step. */
  private void step(HostArithmetic<?> arithmetic, Address gradient, Address state, double factor) {
    double[] g = new double[Math.toIntExact(size())];
    double[] b = new double[g.length];
    arithmetic.readDoubles(gradient, g);
    arithmetic.readDoubles(state, b);
    for (int i = 0; i < g.length; i++) {
      b[i] = Muon.MOMENTUM * b[i] + g[i];
      g[i] += Muon.MOMENTUM * b[i];
    }
    arithmetic.writeDoubles(b, state);
    // Column by column, W is the row by row matrix of its outputs and inputs.
    NewtonSchulz.orthogonalise(arithmetic, config.getOutputs(), config.getInputs(), g);
    for (int i = 0; i < g.length; i++) {
      g[i] *= factor;
    }
    arithmetic.writeDoubles(g, gradient);
  }
}
