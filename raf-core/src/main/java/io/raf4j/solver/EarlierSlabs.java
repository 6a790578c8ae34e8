package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.jet.TrialFunction;
import io.raf4j.jetnet.JetNetwork;
import io.raf4j.pde.TimeSlab;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the networks of earlier slabs of time have left for a later one: {@code B(T, x) sum_j C_j(t,
 * x)} of {@link TimeSlab}, as rows of jets. The networks are constants.
 *
 * <p>Costs a forward pass through each earlier network for a point, two where u_t is handed on.
 * Immutable and thread-safe; points are evaluated some at a time by a {@link Reader}.
 */
final class EarlierSlabs {

  /** Points that go through the networks together, as many as fill their vectors. */
  private static final int TOGETHER = 64;

  private final TimeSlab slab;
  private final JetNetwork network;
  private final List<TimeSlab> slabs = new ArrayList<>();
  private final List<INDArray> parameters = new ArrayList<>();
  private final TrialFunction rule;
  private final int rows;
  private final int functions;
  private final boolean hasFirst;
  private final boolean hasSecond;

  /**
   * Creates what earlier slabs have left.
   *
   * @param slab for which, with as many earlier ones as there are parameters
   * @param network in double precision, on the jets that are asked for
   * @param texts the parameters of each earlier slab, see {@link #text}
   */
  EarlierSlabs(TimeSlab slab, JetNetwork network, List<String> texts) {
    this.slab = slab;
    this.network = network;
    JetShape shape = network.shape();
    this.functions = slab.components();
    this.rule = new TrialFunction(shape, functions);
    this.rows = shape.rows();
    for (int j = 0; j < texts.size(); j++) {
      slabs.add(slab.earlier(j + 1));
      parameters.add(parameters(texts.get(j)));
    }
    boolean first = false;
    boolean second = false;
    for (int i = 0; i < functions; i++) {
      first |= slab.order(i) == 1;
      second |= slab.order(i) == 2;
    }
    this.hasFirst = first;
    this.hasSecond = second;
  }

  /** Returns parameters as text, of which every bit is kept. */
  static String text(INDArray parameters) {
    double[] numbers = parameters.toDoubleVector();
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(numbers);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /** Returns the parameters that a text has. */
  static INDArray parameters(String text) {
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
    double[] numbers = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(numbers);
    return Nd4j.createFromArray(numbers).reshape(1, numbers.length);
  }

  /** Returns a reader of points, for one thread. */
  Reader reader(Points points) {
    return new Reader(points);
  }

  /** Where in time an earlier slab is evaluated for a point. */
  private interface Place {
    Jet[] of(TimeSlab earlier, Jet[] x);
  }

  /** Evaluates points in their order, some ahead. Not thread-safe. */
  final class Reader {
    private final Points points;
    private final double[] sums = new double[TOGETHER * rows * functions];
    private final double[] factor = new double[rows * functions];
    private int from = -1;

    Reader(Points points) {
      this.points = points;
    }

    /**
     * Adds to the lift of a point.
     *
     * @param lift rows {@code [rows, functions]}
     */
    void addTo(int point, double[] lift) {
      // Whole stretches of the sample: what is added must not depend on who asks.
      int first = point / TOGETHER * TOGETHER;
      if (first != from) {
        evaluate(first, Math.min(TOGETHER, points.count() - first));
        from = first;
      }
      write(factor, slab::spaceFactor, Jet.coordinates(points.point(point), network.shape()));
      rule.apply(factor, lift, sums, (point - first) * rows * functions, lift, 0);
    }

    private void evaluate(int first, int count) {
      Arrays.fill(sums, 0);
      for (int j = 0; j < slabs.size(); j++) {
        if (hasFirst || hasSecond) {
          pass(j, first, count, TimeSlab::held, this::addHeld);
        }
        if (hasSecond) {
          pass(j, first, count, TimeSlab::mirrored, this::subtractMirrored);
        }
      }
    }

    private void pass(int j, int first, int count, Place place, Taker taker) {
      TimeSlab earlier = slabs.get(j);
      network.evaluate(
          parameters.get(j),
          count,
          (start, some, jets) -> {
            for (int p = 0; p < some; p++) {
              Jet[] x = coordinates(first + start + p);
              Jet[] seen = earlier.features(place.of(earlier, x));
              for (int f = 0; f < seen.length; f++) {
                seen[f].write(network.shape(), jets, p * rows * seen.length + f, seen.length);
              }
            }
          },
          (start, some, outputs) -> {
            for (int p = 0; p < some; p++) {
              taker.take(earlier, first + start + p, start + p, outputs, p * rows * functions);
            }
          });
    }

    private Jet[] coordinates(int point) {
      return Jet.coordinates(points.point(point), network.shape());
    }

    /** Adds N_j, twice where u_t is handed on. */
    private void addHeld(TimeSlab earlier, int point, int at, double[] outputs, int start) {
      for (int i = 0; i < functions; i++) {
        for (int row = 0; row < rows; row++) {
          sums[(at * rows + row) * functions + i] +=
              earlier.order(i) * outputs[start + row * functions + i];
        }
      }
    }

    private void subtractMirrored(
        TimeSlab earlier, int point, int at, double[] outputs, int start) {
      double[] risen = new double[rows * functions];
      double[] product = new double[rows * functions];
      write(risen, earlier::risen, earlier.mirrored(coordinates(point)));
      rule.apply(risen, new double[product.length], outputs, start, product, 0);
      for (int i = 0; i < functions; i++) {
        for (int row = 0; row < rows && earlier.order(i) == 2; row++) {
          sums[(at * rows + row) * functions + i] -= product[row * functions + i];
        }
      }
    }

    private void write(double[] into, TrialSpace.PerFunction function, Jet[] x) {
      for (int i = 0; i < functions; i++) {
        Jet jet = slab.order(i) == 0 ? Jet.constant(0) : function.at(i, x);
        jet.write(network.shape(), into, i, functions);
      }
    }
  }

  /** Takes the rows of a network at a point. */
  private interface Taker {
    void take(TimeSlab earlier, int point, int at, double[] outputs, int start);
  }
}
