package io.raf4j.linalg;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostArithmetic;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.nio.DoubleBuffer;

/**
 * A sketch of the rows of {@code [J r]}: every row is added with random signs to four of some
 * buckets.
 *
 * <pre>
 *   S: [buckets, rows], four elements of 1/2 or -1/2 in each column,   S [J r]: [buckets, size + 1]
 * </pre>
 *
 * <p>Lengths of {@code [J r] x} are kept to about {@code sqrt(size / buckets)}, so a step of the
 * sketch is nearly one of all rows, and the condition of J is not squared. A row's buckets and
 * signs come from its number and a seed: sketches of any parts of a set of points add up to that of
 * the whole. Bits depend on the order in which rows and parts are added, not on threads.
 *
 * <p>Memory outside the heap: {@code buckets (size + 1)} numbers, however many rows there are.
 * Cost: {@code 8 size} flops a row. Not thread-safe.
 *
 * <p>Source: Webb, Jerad, Cartis, DSGNAR, arXiv 2607.02194; Nelson and Nguyen, "OSNAP: faster
 * numerical linear algebra algorithms via sparser subspace embeddings", FOCS 2013.
 */
public final class Sketch implements AutoCloseable {

  private static final int HASHES = 4;

  /** Columns that one thread adds at a time. */
  private static final int TILE = 64;

  private final int size;
  private final int buckets;
  private final long seed;
  private final ColumnMatrix sums;
  private final double[] squares;

  /**
   * Makes the sketch of no row.
   *
   * @param size unknowns
   * @param buckets rows of the sketch, at least 4
   * @param seed the same for all parts, a new one for every step
   * @throws IllegalArgumentException for fewer buckets or no unknown
   */
  public Sketch(int size, int buckets, long seed) {
    if (size < 1 || buckets < HASHES) {
      throw new IllegalArgumentException(
          "sketch has " + size + " unknowns and " + buckets + " buckets; expected 1 and 4 or more");
    }
    this.size = size;
    this.buckets = buckets;
    this.seed = seed;
    this.sums = new ColumnMatrix(buckets, size + 1);
    this.squares = new double[size + 1];
    sums.clear();
  }

  /** Returns the bytes outside the heap of a sketch. */
  public static long bytes(int size, int buckets) {
    return ColumnMatrix.bytes(buckets, size + 1);
  }

  /**
   * Adds rows.
   *
   * @param first the number of the first row among all rows of all parts; the others follow
   * @param jacobian where J is: column-major, {@code [rows, size]}
   * @param leadingDimension elements from one column of J to the next, at least rows
   * @param residuals where r is: {@code [rows]}
   * @throws IllegalArgumentException if the leading dimension is less than the rows
   */
  public void add(long first, Address jacobian, int leadingDimension, int rows, Address residuals) {
    TriangularFactor.requireRows(leadingDimension, rows);
    int[] places = new int[rows * HASHES];
    double[] signs = new double[rows * HASHES];
    hash(first, places, signs);
    ComputeThreads.run(
        size / TILE + 1,
        part -> {
          double[] values = new double[rows];
          double[] sum = new double[buckets];
          for (int j = part * TILE; j < Math.min(size + 1, (part + 1) * TILE); j++) {
            Address column =
                j < size ? jacobian.plus((long) j * leadingDimension * Double.BYTES) : residuals;
            column.doubles(rows).get(0, values);
            DoubleBuffer into = sums.column(j);
            into.get(0, sum);
            for (int i = 0, h = 0; i < rows; i++) {
              squares[j] += values[i] * values[i];
              for (int end = h + HASHES; h < end; h++) {
                sum[places[h]] += signs[h] * values[i];
              }
            }
            into.put(0, sum);
          }
        });
  }

  /**
   * Adds some rows of a panel.
   *
   * @param first the number of the first of them among all rows of all parts; the others follow
   * @param start the first of them in the panel
   * @param count how many
   */
  public void add(long first, NormalEquations.Panel panel, int start, int count) {
    long bytes = (long) start * Double.BYTES;
    Address rows = panel.column(0).plus(bytes);
    add(first, rows, panel.stride(), count, panel.residuals().plus(bytes));
  }

  /** Draws for each row a bucket in each quarter of them. */
  private void hash(long first, int[] places, double[] signs) {
    for (int row = 0, h = 0; h < places.length; row++) {
      RandomStream random = RandomStream.of(seed, Purpose.SKETCH, first + row, 0);
      long bits = random.nextLong();
      for (int quarter = 0; quarter < HASHES; quarter++, h++) {
        int start = (int) ((long) buckets * quarter / HASHES);
        int end = (int) ((long) buckets * (quarter + 1) / HASHES);
        places[h] = start + random.nextInt(end - start);
        signs[h] = (bits >> quarter & 1) == 0 ? 0.5 : -0.5;
      }
    }
  }

  /**
   * Adds the sketch of other rows of the same set.
   *
   * @throws IllegalArgumentException if it is of another kind
   */
  public void add(Sketch other) {
    if (other.size != size || other.buckets != buckets || other.seed != seed) {
      throw new IllegalArgumentException(
          "other sketch has "
              + other.size
              + " unknowns, "
              + other.buckets
              + " buckets and seed "
              + other.seed
              + "; expected "
              + size
              + ", "
              + buckets
              + " and "
              + seed);
    }
    for (int j = 0; j <= size; j++) {
      HostArithmetic.DOUBLES.addAt(sums.at(0, j), other.sums.at(0, j), buckets);
    }
    HostArithmetic.DOUBLES.add(squares, other.squares);
  }

  /** Returns a column of {@code S [J r]}. */
  double[] column(int j) {
    double[] column = new double[buckets];
    sums.column(j).get(0, column);
    return column;
  }

  /**
   * Mixes the columns of {@code S J D^-1/2} and keeps the first of them.
   *
   * <p>Cost: {@code O(buckets size log(size))}, in parallel.
   *
   * @param scaling the diagonal D of the damping, above 0 and the same for all parts
   * @param columns directions that are kept, at most; all if there are no more unknowns
   * @throws IllegalArgumentException if scaling does not fit, or no direction is to be kept
   */
  public SketchModel mixed(double[] scaling, int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException("columns is " + columns + "; expected 1 or more");
    }
    double[] roots = Damping.roots(scaling, size);
    int kept = Math.min(columns, size);
    ColumnMixing mixing = new ColumnMixing(size, kept, seed);
    double[] mixed = new double[Math.multiplyExact(buckets, kept + 1)];
    ComputeThreads.run(
        (buckets + Mixer.ROWS - 1) / Mixer.ROWS,
        part -> new Mixer(roots, mixing, kept).mix(part * Mixer.ROWS, mixed));
    return new SketchModel(seed, scaling.clone(), squares.clone(), kept, mixed);
  }

  /** Mixes some rows at a time, because they lie apart. */
  private final class Mixer {

    private static final int ROWS = 16;

    private final double[] roots;
    private final ColumnMixing mixing;
    private final int kept;

    Mixer(double[] roots, ColumnMixing mixing, int kept) {
      this.roots = roots;
      this.mixing = mixing;
      this.kept = kept;
    }

    void mix(int start, double[] into) {
      int count = Math.min(ROWS, buckets - start);
      double[][] rows = new double[count][size];
      double[] values = new double[count];
      for (int j = 0; j <= size; j++) {
        sums.at(start, j).doubles(count).get(0, values);
        for (int i = 0; i < count; i++) {
          if (j < size) {
            rows[i][j] = values[i] / roots[j];
          } else {
            into[kept * buckets + start + i] = values[i];
          }
        }
      }
      for (int i = 0; i < count; i++) {
        double[] projected = mixing.project(rows[i]);
        for (int k = 0; k < kept; k++) {
          into[k * buckets + start + i] = projected[k];
        }
      }
    }
  }

  @Override
  public void close() {
    sums.close();
  }
}
