package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.jetnet.JetNetwork;
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
        SolverNetwork.ofNetwork(network, parameters),
        points.count(),
        space.inputs(points),
        (first, count, outputs) -> {
          TrialPoint trial = new TrialPoint(space, points);
          for (int p = 0; p < count; p++) {
            trial.evaluate(first + p, outputs, p * length);
            System.arraycopy(trial.jets(), 0, jets, (first + p) * length, length);
          }
        });
    return jets;
  }
}
