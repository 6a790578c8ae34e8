package io.raf4j.basis;

import java.util.List;

/** Activations that tests of layers and networks use. */
public final class SampleActivations {

  private SampleActivations() {}

  /** Returns an activation whose neurons have all terms, everything learnable. */
  public static ReproducingActivation mixed() {
    Coefficient some = Coefficient.learnable(new Distribution.Normal(1, 0.3));
    return activation(
        "mixed",
        ReproducingActivation.Sharing.NEURON,
        new Term(BasisFunction.named("x"), some, some),
        new Term(BasisFunction.named("x^2"), some, some),
        new Term(BasisFunction.named("sin"), some, some),
        new Term(BasisFunction.named("mexican-hat"), some, some));
  }

  /** Returns an activation whose coefficients belong to the layer. */
  public static ReproducingActivation shared() {
    Coefficient some = Coefficient.learnable(new Distribution.Normal(1, 0.3));
    return activation(
        "shared",
        ReproducingActivation.Sharing.LAYER,
        new Term(BasisFunction.named("cos"), some, some),
        new Term(BasisFunction.named("rational-1"), some, Coefficient.constant(2)));
  }

  private static ReproducingActivation activation(
      String name, ReproducingActivation.Sharing sharing, Term... terms) {
    return new ReproducingActivation(
        name, ReproducingActivation.Mode.MIXED, sharing, List.of(terms));
  }
}
