package io.raf4j.geometry;

import io.raf4j.naming.Nearest;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.util.Arrays;
import java.util.List;

/**
 * How points are drawn from a domain: a way to fill the unit cube, which the domain maps onto
 * itself.
 *
 * <p>Points depend on (seed, purpose, step, shard) and on their number, and on nothing else: every
 * step has fresh points, shards have independent ones, and a repeated call gives the same bits on
 * any machine.
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
   */
  public Points draw(Domain domain, long seed, Purpose purpose, long step, int shard, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count is " + count + "; expected 0 or more");
    }
    int d = domain.dimension();
    CubePoints sequence =
        open(domain.cubeDimension(), count, new Address(seed, purpose, step, shard));
    double[] cube = new double[domain.cubeDimension()];
    double[] point = new double[d];
    double[] coordinates = new double[Math.multiplyExact(count, d)];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      sequence.next(cube);
      weights[i] = domain.place(cube, point);
      System.arraycopy(point, 0, coordinates, i * d, d);
    }
    return new Points(d, coordinates, weights);
  }

  abstract CubePoints open(int dimension, int count, Address address);

  /** What a stream of random numbers is found by. */
  record Address(long seed, Purpose purpose, long step, int shard) {
    RandomStream stream() {
      return RandomStream.of(seed, purpose, step, shard);
    }
  }
}
