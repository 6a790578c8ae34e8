package io.raf4j.geometry;

import io.raf4j.naming.Nearest;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/**
 * How points are drawn from a domain: a way to fill the unit cube, which the domain maps onto
 * itself.
 *
 * <p>Points depend on (seed, purpose, step, shard) and on their number, and on nothing else: every
 * step has fresh points, shards have independent ones, and a repeated call gives the same bits on
 * any machine.
 *
 * <p>Points of the cube that belong to none of a domain are passed over, and weights are multiplied
 * by the share of the cube that belongs. A domain that does not know its share has it counted: n
 * over the number of points of the cube before the one that would be kept next. With independent
 * points {@code mean(weight * f)} has the integral as its expectation in either case.
 */
public enum Sampler {
  /** Independent points; the error of a mean over n points falls as {@code n^(-1/2)}. */
  UNIFORM("uniform") {
    @Override
    CubePoints open(int dimension, int count, Address address) {
      RandomStream stream = address.stream();
      return cube -> {
        for (int k = 0; k < dimension; k++) {
          cube[k] = stream.nextDouble();
        }
      };
    }
  },

  /**
   * Sobol's sequence with a random digital shift; for smooth functions the error falls nearly as
   * {@code 1/n}, best where n is a power of two. At most 1000 numbers a point.
   */
  SOBOL("sobol") {
    @Override
    CubePoints open(int dimension, int count, Address address) {
      return new SobolSequence(dimension, address.stream());
    }
  },

  /**
   * A rank-1 lattice with a random shift; for smooth functions that are periodic, or vanish on the
   * faces of the cube, the error falls nearly as {@code 1/n^2} or faster, best where n is a power
   * of two. At most 20 numbers a point.
   */
  LATTICE("lattice") {
    @Override
    CubePoints open(int dimension, int count, Address address) {
      return new LatticeSequence(dimension, address.stream());
    }
  },

  /**
   * One point in every interval of length 1/n along every coordinate; functions that are nearly
   * sums over the coordinates gain.
   */
  LATIN_HYPERCUBE("latin-hypercube") {
    @Override
    CubePoints open(int dimension, int count, Address address) {
      return new LatinHypercube(dimension, count, address.stream(), address.purpose, address.step);
    }
  };

  /** Spreads the hashes of names over 64 bits: an odd number without a pattern. */
  private static final long NAMES = 0x9e3779b97f4a7c15L;

  /** So many points of the cube in a row that belong to nothing: the domain is empty. */
  private static final int MOST_PASSED = 10_000_000;

  private final String label;

  Sampler(String label) {
    this.label = label;
  }

  /** Returns the name in settings, such as {@code latin-hypercube}. */
  public String label() {
    return label;
  }

  /**
   * Returns the sampler whose means of smooth functions are most accurate.
   *
   * @param cubeDimension how many numbers a point takes
   */
  public static Sampler mostAccurate(int cubeDimension) {
    if (cubeDimension <= LatticeSequence.MOST_DIMENSIONS) {
      return LATTICE;
    }
    return cubeDimension <= SobolSequence.MOST_DIMENSIONS ? SOBOL : UNIFORM;
  }

  /**
   * Returns the sampler of a name in settings.
   *
   * @throws IllegalArgumentException when there is none; the message suggests the nearest
   */
  public static Sampler named(String label) {
    List<String> known = Arrays.stream(values()).map(Sampler::label).toList();
    return Arrays.stream(values())
        .filter(sampler -> sampler.label.equals(label))
        .findFirst()
        .orElseThrow(() -> Nearest.unknown("sampler", label, known));
  }

  /**
   * Draws points.
   *
   * @param domain where
   * @param seed any value
   * @param purpose what they are for
   * @param step any value; by convention the optimiser step
   * @param shard 0 or more
   * @param count how many, 0 or more
   * @throws IllegalArgumentException if count is negative, a point takes more numbers than the
   *     sampler has, or ten million points of the cube in a row belong to none of the domain
   */
  public Points draw(Domain domain, long seed, Purpose purpose, long step, int shard, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count is " + count + "; expected 0 or more");
    }
    int d = domain.dimension();
    double[] point = new double[d];
    double[] coordinates = new double[Math.multiplyExact(count, d)];
    double[] weights =
        fill(
            domain.cubeDimension(),
            domain.keptShare(),
            new Address(seed, purpose, step, shard),
            count,
            cube -> domain.place(cube, point),
            i -> System.arraycopy(point, 0, coordinates, i * d, d));
    return new Points(d, coordinates, weights);
  }

  /**
   * Draws points of a boundary, with the normals there.
   *
   * <p>The part's name goes into the address: parts have independent points.
   *
   * @param part where
   * @param seed any value
   * @param purpose what they are for
   * @param step any value; by convention the optimiser step
   * @param shard 0 or more
   * @param count how many, 0 or more
   * @throws IllegalArgumentException as {@link #draw} does
   */
  public BoundaryPoints drawBoundary(
      BoundaryPart part, long seed, Purpose purpose, long step, int shard, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count is " + count + "; expected 0 or more");
    }
    int d = part.dimension();
    double[] point = new double[d];
    double[] normal = new double[d];
    double[] coordinates = new double[Math.multiplyExact(count, d)];
    double[] normals = new double[coordinates.length];
    double[] weights =
        fill(
            part.cubeDimension(),
            part.keptShare(),
            new Address(seed ^ part.name().hashCode() * NAMES, purpose, step, shard),
            count,
            cube -> part.place(cube, point, normal),
            i -> {
              System.arraycopy(point, 0, coordinates, i * d, d);
              System.arraycopy(normal, 0, normals, i * d, d);
            });
    return new BoundaryPoints(part.name(), d, coordinates, normals, weights);
  }

  /** What a point of the cube becomes: its weight, or 0. */
  private interface Placing {
    double of(double[] cube);
  }

  /** Returns the weights of the points that were kept, each of which is told when it is placed. */
  private double[] fill(
      int cubeDimension,
      OptionalDouble share,
      Address address,
      int count,
      Placing placing,
      IntConsumer keep) {
    // The boundary of an interval is a point and takes no number.
    double[] cube = new double[Math.max(1, cubeDimension)];
    CubePoints sequence = open(cube.length, count, address);
    double[] weights = new double[count];
    long tried = 0;
    for (int i = 0; i < count; i++) {
      tried += next(sequence, cube, placing, weights, i);
      keep.accept(i);
    }
    if (count == 0 || share.isPresent() && share.getAsDouble() == 1) {
      return weights;
    }
    double kept =
        share.isPresent()
            ? share.getAsDouble()
            : count / (tried + next(sequence, cube, placing, new double[1], 0) - 1.0);
    for (int i = 0; i < count; i++) {
      weights[i] *= kept;
    }
    return weights;
  }

  /** Writes the weight of the next point that belongs; returns how many were tried. */
  private static int next(
      CubePoints sequence, double[] cube, Placing placing, double[] weights, int i) {
    for (int tried = 1; tried <= MOST_PASSED; tried++) {
      sequence.next(cube);
      weights[i] = placing.of(cube);
      if (weights[i] != 0) {
        return tried;
      }
    }
    throw new IllegalArgumentException(
        MOST_PASSED
            + " points of the cube in a row belong to none of the domain; give one that fills more"
            + " of its bounds");
  }

  abstract CubePoints open(int dimension, int count, Address address);

  /** What a stream of random numbers is found by. */
  record Address(long seed, Purpose purpose, long step, int shard) {
    RandomStream stream() {
      return RandomStream.of(seed, purpose, step, shard);
    }
  }
}
