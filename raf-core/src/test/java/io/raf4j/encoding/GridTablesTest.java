package io.raf4j.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostMemory;
import io.raf4j.kernel.GridLoops.AdamStep;
import io.raf4j.kernel.KernelProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast way through tables against the definition, vertex by vertex. */
class GridTablesTest {

  private static final int THREADS = ComputeThreads.count();

  @AfterEach
  void allThreads() {
    ComputeThreads.setCount(THREADS);
  }

  static Stream<GridEncoding> encodings() {
    List<GridEncoding> all = new ArrayList<>();
    for (Interpolation each : Interpolation.values()) {
      all.add(new GridEncoding(List.of(5), List.of(300), 5, 2, 12, each));
      all.add(new GridEncoding(List.of(3, 4), List.of(60, 90), 6, 2, 9, each));
      all.add(new GridEncoding(List.of(2, 3, 4), List.of(20, 30, 70), 5, 3, 8, each));
      all.add(new GridEncoding(List.of(2, 2, 3, 4), List.of(7, 6, 9, 40), 4, 1, 10, each));
    }
    return all.stream();
  }

  /** Points as training has them: runs of neighbours, and points alone, some of them outside. */
  private static float[] points(int axes, int runs) {
    Random random = new Random(3);
    List<Float> x = new ArrayList<>();
    for (int r = 0; r < runs; r++) {
      float[] start = new float[axes];
      for (int axis = 0; axis < axes; axis++) {
        start[axis] = 2.2f * random.nextFloat() - 1.1f;
      }
      for (int i = 0; i < (r % 3 == 0 ? 1 : 16); i++) {
        for (int axis = 0; axis < axes; axis++) {
          x.add(start[axis] + (axis == axes - 1 ? i * (r % 2 == 0 ? 0.004f : 0.11f) : 0));
        }
      }
    }
    float[] all = new float[x.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = x.get(i);
    }
    return all;
  }

  private static float[] random(long length) {
    Random random = new Random(7);
    float[] numbers = new float[(int) length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** A vertex that a feature is read from, by its place in the tables. */
  private interface Reader {
    void read(int point, int column, int place, double weight);
  }

  /** The definition: all 2^a vertices of the cell of every level. */
  private static void forEachVertex(GridEncoding encoding, float[] x, Reader reader) {
    int axes = encoding.axes();
    for (int point = 0; point < x.length / axes; point++) {
      for (GridLevel level : encoding.grids()) {
        for (int corner = 0; corner < 1 << axes; corner++) {
          double weight = 1;
          int[] index = new int[axes];
          for (int axis = 0; axis < axes; axis++) {
            int cells = level.cells().get(axis);
            float position = (x[point * axes + axis] * 0.5f + 0.5f) * cells;
            double within = Math.max(0, Math.min(cells, (double) position));
            int cell = Math.min((int) within, cells - 1);
            double w = encoding.interpolation().derivative(0, within - cell);
            int bit = corner >> axis & 1;
            index[axis] = cell + bit;
            weight *= bit == 1 ? w : 1 - w;
          }
          int entry = level.lineStarts().of(index) + index[axes - 1];
          for (int f = 0; f < encoding.features(); f++) {
            int column = level.number() * encoding.features() + f;
            int place = (int) level.offset() + entry * encoding.features() + f;
            reader.read(point, column, place, weight);
          }
        }
      }
    }
  }

  private static float[] encoded(GridTables tables, float[] table, float[] x) {
    GridEncoding encoding = tables.encoding();
    int points = x.length / encoding.axes();
    float[] out = new float[points * encoding.width()];
    try (HostMemory memory = HostMemory.of(4L * table.length);
        HostMemory rows = HostMemory.of(4L * out.length)) {
      memory.address().floats(table.length).put(0, table);
      tables.encode(memory.address(), x, points, rows.address());
      rows.address().floats(out.length).get(0, out);
    }
    return out;
  }

  private static float[] gradient(GridTables tables, float[] x, float[] epsilon) {
    float[] gradient = new float[(int) tables.encoding().parameters()];
    try (HostMemory memory = HostMemory.of(4L * gradient.length);
        HostMemory rows = HostMemory.of(4L * epsilon.length)) {
      memory.address().floats(gradient.length).put(0, gradient);
      rows.address().floats(epsilon.length).put(0, epsilon);
      tables.addGradient(x, x.length / tables.encoding().axes(), rows.address(), memory.address());
      memory.address().floats(gradient.length).get(0, gradient);
    }
    return gradient;
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void featuresAreThoseOfTheDefinition(GridEncoding encoding) {
    float[] x = points(encoding.axes(), 60);
    float[] table = random(encoding.parameters());
    double[] expected = new double[x.length / encoding.axes() * encoding.width()];
    forEachVertex(
        encoding,
        x,
        (point, column, place, weight) ->
            expected[point * encoding.width() + column] += weight * table[place]);
    float[] found = encoded(new GridTables(encoding), table, x);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i]).as("feature %d", i).isCloseTo(expected[i], within(2e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void theGradientIsTheTransposeOfTheFeatures(GridEncoding encoding) {
    float[] x = points(encoding.axes(), 60);
    float[] epsilon = random((long) x.length / encoding.axes() * encoding.width());
    double[] expected = new double[(int) encoding.parameters()];
    forEachVertex(
        encoding,
        x,
        (point, column, place, weight) ->
            expected[place] += weight * epsilon[point * encoding.width() + column]);
    float[] found = gradient(new GridTables(encoding), x, epsilon);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i]).as("entry %d", i).isCloseTo(expected[i], within(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void bitsDependNeitherOnThreadsNorOnVectorsNorOnNeighbours(GridEncoding encoding) {
    float[] x = points(encoding.axes(), 200);
    float[] table = random(encoding.parameters());
    float[] epsilon = random((long) x.length / encoding.axes() * encoding.width());
    ComputeThreads.setCount(1);
    GridTables plain = new GridTables(encoding, KernelProvider.scalar());
    float[] features = encoded(plain, table, x);
    float[] gradient = gradient(plain, x, epsilon);
    ComputeThreads.setCount(3);
    assertThat(encoded(plain, table, x)).isEqualTo(features);
    assertThat(gradient(plain, x, epsilon)).isEqualTo(gradient);
    for (int point = 0; point < 40; point++) {
      float[] alone = new float[encoding.axes()];
      System.arraycopy(x, point * alone.length, alone, 0, alone.length);
      float[] own = new float[encoding.width()];
      System.arraycopy(features, point * own.length, own, 0, own.length);
      assertThat(encoded(plain, table, alone)).isEqualTo(own);
    }
    Optional<KernelProvider> vector = KernelProvider.vector();
    assumeTrue(vector.isPresent(), "the JVM has no vector module");
    GridTables fast = new GridTables(encoding, vector.get());
    assertThat(encoded(fast, table, x)).isEqualTo(features);
    assertThat(gradient(fast, x, epsilon)).isEqualTo(gradient);
  }

  @Test
  void adamMovesWhatHasAGradientAndNothingElse() {
    GridEncoding encoding =
        new GridEncoding(List.of(3, 4), List.of(60, 90), 6, 2, 9, Interpolation.LINEAR);
    for (KernelProvider provider :
        Stream.concat(Stream.of(KernelProvider.scalar()), KernelProvider.vector().stream())
            .toList()) {
      requireAdam(encoding, new GridTables(encoding, provider));
    }
  }

  private static void requireAdam(GridEncoding encoding, GridTables tables) {
    float[] x = points(2, 9);
    int points = x.length / 2;
    float[] epsilon = random((long) points * encoding.width());
    int length = (int) encoding.parameters();
    float[] before = random(length);
    float[] g = gradient(new GridTables(encoding, KernelProvider.scalar()), x, epsilon);
    AdamStep step = new AdamStep(0.01f, 0.9f, 0.99f, 1e-8f, 0.5f);
    try (HostMemory p = filled(before);
        HostMemory sum = filled(new float[length]);
        HostMemory m = filled(before);
        HostMemory v = filled(squares(before));
        HostMemory rows = filled(epsilon)) {
      tables.addGradient(x, points, rows.address(), sum.address());
      tables.adam(p.address(), sum.address(), m.address(), v.address(), step);
      int moved = 0;
      for (int i = 0; i < length; i++) {
        double m1 = 0.9 * before[i] + 0.1 * 0.5 * g[i];
        double v1 = 0.99 * before[i] * before[i] + 0.01 * 0.25 * g[i] * g[i];
        boolean moves = g[i] != 0;
        double expected = moves ? before[i] - 0.01 * m1 / (Math.sqrt(v1) + 1e-8) : before[i];
        assertThat((double) at(p, i)).isCloseTo(expected, within(1e-6));
        assertThat((double) at(m, i)).isCloseTo(moves ? m1 : before[i], within(1e-6));
        assertThat(at(sum, i)).isZero();
        moved += moves ? 1 : 0;
      }
      assertThat(moved).isBetween(100, length / 2);
    }
  }

  private static float[] squares(float[] numbers) {
    float[] squares = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      squares[i] = numbers[i] * numbers[i];
    }
    return squares;
  }

  private static HostMemory filled(float[] numbers) {
    HostMemory memory = HostMemory.of(4L * numbers.length);
    memory.address().floats(numbers.length).put(0, numbers);
    return memory;
  }

  private static float at(HostMemory memory, int i) {
    return memory.address().floats(i + 1).get(i);
  }
}
