package io.raf4j.dl4j;

import io.raf4j.basis.Distribution;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.util.Objects;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Draws weights from U(-bound, bound), the bound set by the number of inputs n.
 *
 * <ul>
 *   <li>{@link Rule#FIRST}: scale / n, for layers that take coordinates (SIREN, Sitzmann et al.
 *       2020, section 3.2, where scale is 1);
 *   <li>{@link Rule#HIDDEN}: scale sqrt(6 / n), where scale is 1 / omega for activations that
 *       multiply their argument by omega (SIREN: 1/30), and 1 is He's rule for ReLU;
 *   <li>{@link Rule#PYTORCH}: scale / sqrt(n), PyTorch's default for linear layers.
 * </ul>
 *
 * <p>Numbers come from a counter-based stream seeded by one draw of ND4J's generator.
 */
public final class UniformWeightInit implements IWeightInit {

  private static final long serialVersionUID = 1L;

  /** How the bound depends on the number of inputs. */
  public enum Rule {
    /** scale / n. */
    FIRST,
    /** scale sqrt(6 / n). */
    HIDDEN,
    /** scale / sqrt(n). */
    PYTORCH
  }

  private final Rule rule;
  private final double scale;

  /**
   * Creates an initialisation.
   *
   * @param rule how the bound depends on the number of inputs
   * @param scale factor of the bound, positive and finite
   */
  public UniformWeightInit(@JsonProperty("rule") Rule rule, @JsonProperty("scale") double scale) {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("scale is " + scale + "; expected positive and finite");
    }
    this.rule = Objects.requireNonNull(rule, "rule");
    this.scale = scale;
  }

  /** Returns the rule. */
  public Rule getRule() {
    return rule;
  }

  /** Returns the factor of the bound. */
  public double getScale() {
    return scale;
  }

  /** Returns the bound for a layer of {@code in} inputs. */
  public double bound(double in) {
    return switch (rule) {
      case FIRST -> scale / in;
      case HIDDEN -> scale * Math.sqrt(6 / in);
      case PYTORCH -> scale / Math.sqrt(in);
    };
  }

  @Override
  public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray paramView) {
    double bound = bound(fanIn);
    RandomStream stream =
        RandomStream.of(Nd4j.getRandom().nextLong(), Purpose.INITIALISATION, 0, 0);
    RafParamInitializer.fill(
        paramView, new Distribution.Uniform(-bound, bound), stream::nextDouble);
    return paramView.reshape(order, shape);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UniformWeightInit that && rule == that.rule && scale == that.scale;
  }

  @Override
  public int hashCode() {
    return Objects.hash(rule, scale);
  }

  @Override
  public String toString() {
    return "UniformWeightInit(" + rule + ", " + scale + ")";
  }
}
