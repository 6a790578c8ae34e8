package io.raf4j.jetnet;

import io.raf4j.linalg.NormalEquations;

/**
 * Writes each point's own gradient into its row of a Jacobian, the columns in the order of the
 * parameters.
 */
final class LaneGradients implements LanePass.GradientTaker {

  private final LaneEngine engine;
  private final NormalEquations.Panel panel;
  private final double[] lanes;
  private final long start;
  private int row;
  private int count;

  /**
   * @param start parameters of the layers whose gradients are not asked for
   */
  LaneGradients(LaneEngine engine, NormalEquations.Panel panel, long start) {
    this.engine = engine;
    this.panel = panel;
    this.start = start;
    this.lanes = new double[engine.lanes()];
  }

  /** Sets the row of the first point, and how many points there are. */
  void writeTo(int firstRow, int points) {
    row = firstRow;
    count = points;
  }

  @Override
  public void take(int layer, double[] x, double[] delta, LaneLayer.LaneSums sums) {
    LaneLayer of = engine.layer(layer);
    LayerPlaces places = engine.engine().places(layer);
    int column = column(places.weights());
    for (int o = 0; o < of.out(); o++) {
      for (int i = 0; i < of.in(); i++) {
        of.weightGradient(x, delta, o, i, lanes);
        panel.put(column++, row, lanes, 0, count);
      }
    }
    put(places.bias(), sums.bias(), 0, of.out(), false);
    boolean shares = of.sharesCoefficients();
    for (int p = 0; p < places.terms(); p++) {
      put(places.alpha(p), sums.alpha(), p, of.out(), shares);
      put(places.beta(p), sums.beta(), p, of.out(), shares);
    }
  }

  private int column(long place) {
    return Math.toIntExact(place / Double.BYTES - start);
  }

  private void put(long place, double[] table, int term, int width, boolean shares) {
    if (place == LayerPlaces.ABSENT) {
      return;
    }
    int from = term * width * lanes.length;
    if (!shares) {
      for (int o = 0; o < width; o++) {
        panel.put(column(place) + o, row, table, from + o * lanes.length, count);
      }
      return;
    }
    System.arraycopy(table, from, lanes, 0, lanes.length);
    for (int o = 1; o < width; o++) {
      for (int k = 0; k < lanes.length; k++) {
        lanes[k] += table[from + o * lanes.length + k];
      }
    }
    panel.put(column(place), row, lanes, 0, count);
  }
}
