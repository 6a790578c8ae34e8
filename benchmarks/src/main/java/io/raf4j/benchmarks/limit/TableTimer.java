package io.raf4j.benchmarks.limit;

import io.raf4j.benchmarks.work.TableCost;
import io.raf4j.benchmarks.work.TableCost.Lines;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Times the traffic of a step between memory and the tables of a grid encoding, see {@link
 * TableCost}: lines are copied for the forward pass, added to for the backward pass, and what was
 * touched goes through Adam's four tables, with one addition in place of its arithmetic. The
 * forward pass is shared out by runs, the others by grids, since two threads cannot add to one.
 */
final class TableTimer {

  private static final int LONGEST = 1 << 16;

  /** Lines that a thread takes at a time. */
  private static final int PORTION = 256;

  private final TableCost cost;
  private final Team team;
  private final float[] parameters;
  private final float[] gradient;
  private final float[] first;
  private final float[] second;
  private final float[][] copies;
  private int minibatch;

  TableTimer(TableCost cost, Team team) {
    this.cost = cost;
    this.team = team;
    int numbers = Math.toIntExact(cost.encoding().parameters()) + TableCost.PIECE;
    parameters = new float[numbers];
    gradient = new float[numbers];
    first = new float[numbers];
    second = new float[numbers];
    copies = new float[team.threads()][LONGEST];
    for (int i = 0; i < TableCost.MINIBATCHES; i++) {
      seconds();
    }
  }

  /** Goes through the traffic of the next minibatch and returns the seconds that it took. */
  double seconds() {
    List<Lines> grids = cost.lines().get(minibatch++ % cost.lines().size());
    return team.seconds(forward(grids)) + team.seconds(backward(grids));
  }

  private IntConsumer forward(List<Lines> grids) {
    int lines = grids.get(0).offsets().length;
    int portions = (lines + PORTION - 1) / PORTION;
    AtomicInteger next = new AtomicInteger();
    return thread -> {
      float[] copy = copies[thread];
      for (int p = next.getAndIncrement();
          p < portions * grids.size();
          p = next.getAndIncrement()) {
        Lines grid = grids.get(p / portions);
        int from = p % portions * PORTION;
        for (int i = from; i < Math.min(lines, from + PORTION); i++) {
          System.arraycopy(parameters, grid.offsets()[i], copy, 0, grid.lengths()[i]);
        }
      }
    };
  }

  private IntConsumer backward(List<Lines> grids) {
    AtomicInteger next = new AtomicInteger();
    return thread -> {
      float[] copy = copies[thread];
      for (int g = next.getAndIncrement(); g < grids.size(); g = next.getAndIncrement()) {
        Lines grid = grids.get(g);
        for (int i = 0; i < grid.offsets().length; i++) {
          add(copy, grid.offsets()[i], grid.lengths()[i]);
        }
        for (int piece : grid.pieces()) {
          update(piece);
        }
      }
    };
  }

  private void add(float[] line, int offset, int length) {
    for (int i = 0; i < length; i++) {
      gradient[offset + i] += line[i];
    }
  }

  private void update(int piece) {
    for (int i = piece; i < piece + TableCost.PIECE; i++) {
      first[i] += gradient[i];
      second[i] += gradient[i];
      parameters[i] += gradient[i];
      gradient[i] = 0;
    }
  }
}
