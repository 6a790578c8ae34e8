package io.raf4j.basis;

import com.typesafe.config.Config;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A reproducing activation function: {@code sigma_i(z) = sum_p alpha_pi gamma_p(beta_pi z)} for
 * neuron i.
 *
 * <p>It is a description: the numbers alpha and beta belong to a layer. A layer of {@code width}
 * neurons keeps {@code alpha, beta: [terms, width]}, drawn from the terms' initial distributions.
 *
 * <p>Immutable. Source: Liang, Lyu, Wang, Yang, Commun. Math. Sci. 22(2), 2024, 285-314.
 *
 * @param name what reports call it
 * @param mode whether every neuron has all terms or one of them
 * @param sharing whether coefficients belong to a neuron or to the whole layer
 * @param terms the summands, at least one
 */
public record ReproducingActivation(String name, Mode mode, Sharing sharing, List<Term> terms) {

  /** Which terms a neuron has. */
  public enum Mode {
    /** Every neuron has all terms. */
    MIXED,
    /**
     * The width is cut into contiguous groups of neurons, each with one term; nothing is learnable.
     */
    GROUPED
  }

  /** Whose the coefficients are. */
  public enum Sharing {
    /** Each neuron has its own alpha and beta for every term. */
    NEURON,
    /** All neurons of a layer have the same alpha and the same beta for a term. */
    LAYER
  }

  /**
   * Checks the terms against the mode.
   *
   * @throws IllegalArgumentException when there is no term, a grouped term is learnable, or not
   *     exactly one grouped term takes the rest of the width
   */
  public ReproducingActivation {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank; expected some text");
    }
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("terms of " + name + " are empty; expected at least one");
    }
    terms = List.copyOf(terms);
    if (mode == Mode.GROUPED) {
      requireGroups(name, sharing, terms);
    } else {
      requireNoShares(name, terms);
    }
  }

  private static void requireGroups(String name, Sharing sharing, List<Term> terms) {
    if (sharing != Sharing.NEURON) {
      throw new IllegalArgumentException(
          "sharing of " + name + " is layer; expected neuron, a grouped activation learns nothing");
    }
    boolean constant =
        terms.stream()
            .flatMap(term -> Stream.of(term.alpha(), term.beta()))
            .allMatch(c -> !c.learnable() && c.initial() instanceof Distribution.Constant);
    if (!constant) {
      throw new IllegalArgumentException(
          "terms of "
              + name
              + " are learnable or random; expected constants in a grouped activation");
    }
    long rests = terms.stream().filter(term -> term.share() instanceof Share.Rest).count();
    if (rests != 1) {
      throw new IllegalArgumentException(
          rests + " terms of " + name + " have no share; expected exactly one, it takes the rest");
    }
  }

  private static void requireNoShares(String name, List<Term> terms) {
    if (!terms.stream().allMatch(term -> term.share() instanceof Share.Rest)) {
      throw new IllegalArgumentException(
          "terms of " + name + " have shares; expected none in a mixed activation");
    }
  }

  /**
   * Returns where the groups of a grouped activation begin and end: term p has the neurons {@code
   * bounds[p]} (included) to {@code bounds[p + 1]} (excluded).
   *
   * @param width the neurons of the layer
   * @throws IllegalStateException when the activation is mixed
   * @throws IllegalArgumentException when the shares exceed the width
   */
  public int[] groupBounds(int width) {
    if (mode != Mode.GROUPED) {
      throw new IllegalStateException(name + " is mixed; only a grouped activation has groups");
    }
    int others = 0;
    for (Term term : terms) {
      others += term.share() instanceof Share.Rest ? 0 : term.share().of(width, 0);
    }
    if (width < 1 || others > width) {
      throw new IllegalArgumentException(
          "width is " + width + "; expected at least " + Math.max(1, others) + " for " + name);
    }
    int[] bounds = new int[terms.size() + 1];
    for (int p = 0; p < terms.size(); p++) {
      bounds[p + 1] = bounds[p] + terms.get(p).share().of(width, others);
    }
    return bounds;
  }

  /**
   * Returns how fast a layer of this activation typically varies with its argument: the root mean
   * square of {@code beta} times {@link BasisFunction#rate}, of the first wave, else of the first
   * function that has a rate at all; nothing where only powers and rectified powers are, which have
   * no scale of their own.
   */
  public OptionalDouble rate() {
    return Stream.concat(
            terms.stream().filter(term -> term.function() instanceof Wave), terms.stream())
        .filter(term -> term.function().rate() > 0)
        .mapToDouble(term -> term.function().rate() * term.beta().initial().rootMeanSquare())
        .findFirst();
  }

  /**
   * Returns the activation with the betas of all functions that have a {@link BasisFunction#rate}
   * times a factor: waves are that much faster, bumps and wavelets that much narrower.
   *
   * @param factor positive and finite
   */
  public ReproducingActivation quickened(double factor) {
    return new ReproducingActivation(
        name, mode, sharing, terms.stream().map(term -> term.quickened(factor)).toList());
  }

  /** Returns the indices of the terms whose alpha is learnable, ascending. */
  public int[] learnableAlphas() {
    return learnable(Term::alpha);
  }

  /** Returns the indices of the terms whose beta is learnable, ascending. */
  public int[] learnableBetas() {
    return learnable(Term::beta);
  }

  private int[] learnable(Function<Term, Coefficient> coefficient) {
    return IntStream.range(0, terms.size())
        .filter(p -> coefficient.apply(terms.get(p)).learnable())
        .toArray();
  }

  /**
   * Returns the value of one neuron of a mixed activation: the reference that kernels are tested
   * against.
   *
   * @param alpha one amplitude a term
   * @param beta one scale a term
   * @throws IllegalStateException when the activation is grouped: use the neuron's {@link Term}
   */
  public double value(double z, double[] alpha, double[] beta) {
    return derivative(0, z, alpha, beta);
  }

  /**
   * Returns a derivative with respect to z of one neuron of a mixed activation.
   *
   * @param order 0 to {@link BasisFunction#MAX_ORDER}
   * @throws IllegalStateException when the activation is grouped: use the neuron's {@link Term}
   */
  public double derivative(int order, double z, double[] alpha, double[] beta) {
    if (mode != Mode.MIXED) {
      throw new IllegalStateException(name + " is grouped; a neuron has one of its terms");
    }
    double sum = 0;
    for (int p = 0; p < terms.size(); p++) {
      sum += terms.get(p).derivative(order, z, alpha[p], beta[p]);
    }
    return sum;
  }

  /**
   * Reads an activation; {@code presets.conf} shows every form.
   *
   * @throws IllegalArgumentException naming the key, the value and what was expected
   */
  public static ReproducingActivation parse(Config config) {
    return ActivationReader.read(config);
  }

  /** Returns the configuration that {@link #parse} reads back to an equal activation. */
  public Config toConfig() {
    return ActivationWriter.write(this);
  }

  /** Returns the configuration as one line of JSON, for storing with a model. */
  public String toText() {
    return ActivationWriter.toText(this);
  }

  /**
   * Reads what {@link #toText} wrote. A text comes with a model, which may be a stranger's: unlike
   * the configuration of {@link #parse} it is JSON alone, which includes nothing.
   *
   * @throws IllegalArgumentException if it is no JSON, or as {@link #parse}
   */
  public static ReproducingActivation fromText(String text) {
    return ActivationReader.fromText(text);
  }
}
