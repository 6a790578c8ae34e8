package io.raf4j.spark.equation;

import io.raf4j.geometry.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One or several functions at points, {@code [points, functions]}.
 *
 * @param functions how many
 * @param found the network's
 * @param exact NaN where unknown
 * @param residual of their equations
 */
@SuppressWarnings("ArrayRecordComponent")
record SolutionValues(int functions, double[] found, double[] exact, double[] residual) {

  /** Gives the values at points. */
  @FunctionalInterface
  interface Source {
    SolutionValues at(Points points);
  }

  /** Evaluates a network. */
  static double[] found(MultiLayerNetwork network, Points points) {
    long[] shape = {points.count(), points.dimension()};
    INDArray x = Nd4j.createFromArray(points.coordinates()).reshape('c', shape);
    INDArray u = network.output(x.castTo(network.params().dataType()), false);
    return u.dup('c').data().asDouble();
  }

  /** Returns rows of the first points. */
  List<SolutionRow> rows(String runId, Points points) {
    List<SolutionRow> rows = new ArrayList<>();
    for (int p = 0; p < points.count(); p++) {
      List<Double> coordinates = Arrays.stream(points.point(p)).boxed().toList();
      for (int i = 0; i < functions; i++) {
        int at = p * functions + i;
        rows.add(
            new SolutionRow(runId, at, coordinates, i + 1, found[at], exact[at], residual[at]));
      }
    }
    return rows;
  }

  /** Returns one function of some values, spread out over places; NaN elsewhere. */
  static double[] spread(double[] values, int functions, int function, int[] places, int length) {
    double[] spread = new double[length];
    Arrays.fill(spread, Double.NaN);
    for (int p = 0; p < places.length; p++) {
      spread[places[p]] = values[p * functions + function];
    }
    return spread;
  }

  /** Returns whether the exact counterpart of a function is known. */
  boolean isKnown(int function) {
    return exact.length > function && !Double.isNaN(exact[function]);
  }
}
