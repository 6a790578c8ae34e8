package io.raf4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostArithmetic;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matrices whose singular values are brought near 1. */
class NewtonSchulzTest {

  private static final int THREADS = ComputeThreads.count();

  @AfterEach
  void allThreads() {
    ComputeThreads.setCount(THREADS);
  }

  /** Returns a random matrix whose singular values are some hundredths of its norm at least. */
  private static double[] random(int rows, int columns) {
    Random random = new Random(31L * rows + columns);
    double[] matrix = new double[rows * columns];
    for (int i = 0; i < matrix.length; i++) {
      boolean isDiagonal = rows == columns && i % (columns + 1) == 0;
      matrix[i] = random.nextGaussian() + (isDiagonal ? 3 * Math.sqrt(rows) : 0);
    }
    return matrix;
  }

  private static double[] orthogonal(
      HostArithmetic<?> arithmetic, int rows, int columns, double[] matrix) {
    double[] result = matrix.clone();
    NewtonSchulz.orthogonalise(arithmetic, rows, columns, result);
    return result;
  }

  private static double[] orthogonal(int rows, int columns, double[] matrix) {
    return orthogonal(HostArithmetic.FLOATS, rows, columns, matrix);
  }

  private static double[][] rows(int rows, int columns, double[] matrix) {
    double[][] result = new double[rows][];
    for (int i = 0; i < rows; i++) {
      result[i] = Arrays.copyOfRange(matrix, i * columns, (i + 1) * columns);
    }
    return result;
  }

  private static double[] flat(double[][] matrix) {
    return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
  }

  /** Returns the squares of the singular values. */
  private static double[] squares(int rows, int columns, double[] matrix) {
    double[][] wide = rows(rows, columns, matrix);
    if (rows > columns) {
      wide = PlainNewtonSchulz.transposed(wide);
    }
    double[][] gram = PlainNewtonSchulz.product(wide, PlainNewtonSchulz.transposed(wide));
    return SymmetricEigenvalues.of(flat(gram), gram.length);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 40", "40, 1", "32, 32", "130, 130", "20, 64", "64, 20", "200, 70"})
  void singularValuesComeNearOne(int rows, int columns) {
    double[] result = orthogonal(rows, columns, random(rows, columns));
    double[] squares = squares(rows, columns, result);
    assertThat(squares).hasSize(Math.min(rows, columns));
    assertThat(Math.sqrt(squares[0])).isGreaterThan(0.67);
    assertThat(Math.sqrt(squares[squares.length - 1])).isLessThan(1.22);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "5, 3", "64, 64", "65, 129", "129, 65", "97, 97"})
  void resultIsThatOfPlainLoops(int rows, int columns) {
    double[] matrix = random(rows, columns);
    double[] expected = flat(PlainNewtonSchulz.of(rows(rows, columns, matrix)));
    assertThat(orthogonal(HostArithmetic.DOUBLES, rows, columns, matrix))
        .containsExactly(expected, within(1e-12));
    assertThat(orthogonal(HostArithmetic.FLOATS, rows, columns, matrix))
        .containsExactly(expected, within(2e-5));
  }

  @Test
  void aRotationKeepsItsDirections() {
    double[] rotation = {0.6, -0.8, 0.8, 0.6};
    double[] result = orthogonal(HostArithmetic.DOUBLES, 2, 2, rotation);
    double length = result[0] / 0.6;
    assertThat(length).isBetween(0.68, 1.21);
    assertThat(result)
        .containsExactly(
            new double[] {0.6 * length, -0.8 * length, 0.8 * length, 0.6 * length}, within(1e-15));
  }

  @Test
  void scaleDoesNotMatter() {
    double[] matrix = random(70, 90);
    double[] expected = orthogonal(70, 90, matrix);
    double[] doubled = Arrays.stream(matrix).map(value -> 1024 * value).toArray();
    double[] tiny = Arrays.stream(matrix).map(value -> 1e-30 * value).toArray();
    assertThat(orthogonal(70, 90, doubled)).isEqualTo(expected);
    assertThat(orthogonal(70, 90, tiny)).containsExactly(expected, within(1e-5));
  }

  @Test
  void bitsDoNotDependOnThreads() {
    ComputeThreads.setCount(1);
    double[] alone = orthogonal(150, 210, random(150, 210));
    ComputeThreads.setCount(4);
    assertThat(orthogonal(150, 210, random(150, 210))).isEqualTo(alone);
  }

  @Test
  void zerosStayAndWhatIsNotFiniteShows() {
    assertThat(orthogonal(3, 4, new double[12])).containsOnly(0);
    double[] broken = random(3, 4);
    broken[5] = Double.NaN;
    assertThat(orthogonal(3, 4, broken)).containsOnly(Double.NaN);
    broken[5] = Double.POSITIVE_INFINITY;
    assertThat(orthogonal(3, 4, broken)).contains(Double.NaN);
  }

  @Test
  void otherLengthsAreRefused() {
    assertThatThrownBy(() -> orthogonal(3, 4, new double[11]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 rows and 4 columns has 11 numbers");
    assertThatThrownBy(() -> orthogonal(0, 4, new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"2, 3, 320, 1", "3, 2, 320, 1", "64, 64, 7864320, 1", "65, 1000, 87246250, 2"})
  void flopsAreThoseOfThreeProductsFiveTimes(int rows, int columns, double flops, int threads) {
    assertThat(NewtonSchulz.flops(rows, columns)).isEqualTo(flops);
    assertThat(NewtonSchulz.threads(rows, columns)).isEqualTo(threads);
  }
}
