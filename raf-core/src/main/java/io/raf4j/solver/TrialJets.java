package io.raf4j.solver;

import io.raf4j.nn.JetNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Evaluation of trial functions at points. */
final class TrialJets {

  private TrialJets() {}

  /** Returns the jets of all functions at all points, {@code [count, rows, functions]}. */
  static double[] at(TrialLayer layer, TrialSpace space, INDArray parameters, Points points) {
    return at(layer.network(space.shape(), parameters.dataType()), space, parameters, points);
  }

  /** Returns the jets of all functions at all points, {@code [count, rows, functions]}. */
  static double[] at(JetNetwork network, TrialSpace space, INDArray parameters, Points points) {
    int length = space.rule().length();
    double[] jets = new double[Math.multiplyExact(points.count(), length)];
    network.evaluate(
        parameters,
        points.count(),
        space.inputs(points),
        (first, count, outputs) -> {
          double[] x = new double[space.dimension()];
          double[] factor = new double[space.shape().rows()];
          double[] lift = new double[length];
          for (int p = 0; p < count; p++) {
            points.point(first + p, x);
            space.boundary(x, factor, lift);
            space.rule().apply(factor, lift, outputs, p * length, jets, (first + p) * length);
          }
        });
    return jets;
  }
}
