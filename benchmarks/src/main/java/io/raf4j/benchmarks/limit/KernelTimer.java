package io.raf4j.benchmarks.limit;

import io.raf4j.benchmarks.kernel.KernelTile;
import io.raf4j.benchmarks.work.DenseSize;
import io.raf4j.benchmarks.work.StepCost;
import java.util.ArrayList;
import java.util.List;

/**
 * Times the activations of a step: the forward and the backward pass of every layer over a tile in
 * the cache, on all threads at once, and from that the time of all points.
 *
 * <pre>
 *   seconds = sum over layers of  (seconds of a tile / points of a tile) points / threads
 * </pre>
 */
final class KernelTimer {

  /** How long a layer is measured: many ticks of the clock, few of a scheduler. */
  private static final double SECONDS = 0.03;

  private static final int WARM_UP = 200;

  private final StepCost cost;
  private final Team team;
  private final List<List<KernelTile>> tiles = new ArrayList<>();
  private final List<Integer> repetitions = new ArrayList<>();

  KernelTimer(StepCost cost, Team team) {
    this.cost = cost;
    this.team = team;
    for (DenseSize layer : cost.layers()) {
      List<KernelTile> ofThreads = new ArrayList<>();
      for (int thread = 0; thread < team.threads(); thread++) {
        ofThreads.add(
            KernelTile.ofLayer(layer.activation(), layer.out(), cost.shape(), cost.isDouble()));
      }
      tiles.add(ofThreads);
      run(ofThreads, WARM_UP);
      double once = run(ofThreads, WARM_UP) / WARM_UP;
      repetitions.add((int) Math.max(1, Math.ceil(SECONDS / once)));
    }
  }

  /** Measures all layers and returns the seconds that the kernels of a step need. */
  double seconds() {
    double sum = 0;
    for (int l = 0; l < tiles.size(); l++) {
      int times = repetitions.get(l);
      double ofTile = run(tiles.get(l), times) / times;
      sum += ofTile / tiles.get(l).get(0).points();
    }
    return sum * cost.points() / team.threads();
  }

  private double run(List<KernelTile> ofThreads, int times) {
    return team.seconds(
        thread -> {
          KernelTile tile = ofThreads.get(thread);
          for (int i = 0; i < times; i++) {
            tile.forward();
            tile.backward();
          }
        });
  }
}
