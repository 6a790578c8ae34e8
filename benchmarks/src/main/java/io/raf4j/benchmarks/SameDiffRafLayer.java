package io.raf4j.benchmarks;

import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The layer a DL4J user would write without us: Poly-Sine-Gaussian as a SameDiff graph, which DL4J
 * differentiates by itself.
 */
public final class SameDiffRafLayer extends SameDiffLayer {

  private static final long serialVersionUID = 1L;

  private final int in;
  private final int out;

  SameDiffRafLayer(int in, int out) {
    this.in = in;
    this.out = out;
  }

  @Override
  public SDVariable defineLayer(
      SameDiff graph, SDVariable x, Map<String, SDVariable> p, SDVariable mask) {
    SDVariable z = x.mmul(p.get("W")).add(p.get("b"));
    SDVariable sine = graph.math.sin(z.mul(p.get("d"))).mul(p.get("c"));
    SDVariable scaled = z.mul(p.get("f"));
    SDVariable gaussian = graph.math.exp(scaled.mul(scaled).mul(-0.5)).mul(p.get("e"));
    return z.mul(p.get("a")).add(z.mul(z).mul(p.get("q"))).add(sine).add(gaussian);
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return InputType.feedForward(out);
  }

  @Override
  public void defineParameters(SDLayerParams parameters) {
    parameters.addWeightParam("W", in, out);
    for (String name : new String[] {"b", "a", "q", "c", "d", "e", "f"}) {
      parameters.addBiasParam(name, 1, out);
    }
  }

  @Override
  public void initializeParameters(Map<String, INDArray> parameters) {
    double bound = Math.sqrt(6d / in) / 30;
    parameters.get("W").assign(Nd4j.rand(parameters.get("W").shape()).muli(2 * bound).subi(bound));
    Map.of("b", 0d, "a", 0d, "q", 1d, "c", 2d, "d", 30d, "e", 1d, "f", 30d)
        .forEach((name, value) -> parameters.get(name).assign(value));
  }
}
