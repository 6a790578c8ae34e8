package io.raf4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.host.ComputeThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sketches of parts and wholes, and the steps that come from them. */
class SketchTest {

  private static final long SEED = 77;

  private static void add(Sketch sketch, Problem problem, int from, int to) {
    Problem part = problem.rows(from, to);
    part.lend(
        (jacobian, leadingDimension, r) -> {
          sketch.add(from, jacobian, leadingDimension, part.rows(), r);
          return null;
        });
  }

  private static Sketch sketch(Problem problem, int buckets, long seed) {
    Sketch sketch = new Sketch(problem.size(), buckets, seed);
    add(sketch, problem, 0, problem.rows());
    return sketch;
  }

  private static SketchModel model(Problem problem, int buckets, double[] scaling, int columns) {
    try (Sketch sketch = sketch(problem, buckets, SEED)) {
      return sketch.mixed(scaling, columns);
    }
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Problem ofWholeNumbers(int rows, int size) {
    Problem problem = Problem.random(rows, size, 3);
    for (double[] values : new double[][] {problem.jacobian(), problem.residuals()}) {
      Arrays.setAll(values, i -> Math.rint(100 * values[i]));
    }
    return problem;
  }

  /** Sums of whole numbers have no rounding: any split gives the same sketch to the last bit. */
  @Test
  void anySplitGivesTheSameSketch() {
    Problem problem = ofWholeNumbers(500, 70);
    try (Sketch whole = sketch(problem, 41, SEED)) {
      for (int parts : new int[] {2, 3, 17, 500}) {
        try (Sketch sum = new Sketch(70, 41, SEED)) {
          for (int i = parts - 1; i >= 0; i--) {
            try (Sketch part = new Sketch(70, 41, SEED)) {
              add(part, problem, 500 * i / parts, 500 * (i + 1) / parts);
              sum.add(part);
            }
          }
          for (int j = 0; j <= 70; j++) {
            assertThat(sum.column(j)).containsExactly(whole.column(j));
          }
          assertThat(sum.mixed(ones(70), 20).mixed())
              .containsExactly(whole.mixed(ones(70), 20).mixed());
        }
      }
    }
  }

  @Test
  void modelsOfPartsAddUpToThatOfTheWhole() {
    Problem problem = Problem.random(300, 40, 3);
    double[] scaling = new Random(1).doubles(40, 0.5, 2).toArray();
    SketchModel whole = model(problem, 30, scaling, 15);
    SketchModel sum = null;
    for (int i = 0; i < 5; i++) {
      try (Sketch part = new Sketch(40, 30, SEED)) {
        add(part, problem, 60 * i, 60 * i + 60);
        SketchModel mixed = part.mixed(scaling, 15);
        if (sum == null) {
          sum = mixed;
        } else {
          sum.add(mixed);
        }
      }
    }
    assertThat(sum.mixed()).containsExactly(whole.mixed(), within(1e-12));
    assertThat(sum.diagonal()).containsExactly(whole.diagonal(), within(1e-12));
    assertThat(sum.sumOfSquares()).isCloseTo(whole.sumOfSquares(), within(1e-12));
  }

  @Test
  void bitsDoNotDependOnThreads() {
    Problem problem = Problem.random(300, 200, 3);
    int threads = ComputeThreads.count();
    try {
      ComputeThreads.setCount(1);
      double[] one = model(problem, 60, ones(200), 50).mixed();
      ComputeThreads.setCount(4);
      assertThat(model(problem, 60, ones(200), 50).mixed()).containsExactly(one);
    } finally {
      ComputeThreads.setCount(threads);
    }
  }

  /** A row alone becomes four halves, one in each quarter of the buckets. */
  @Test
  void aRowIsSpreadOverFourBuckets() {
    Problem problem = new Problem(1, 1, new double[] {2}, new double[] {-6});
    for (long seed = 0; seed < 20; seed++) {
      try (Sketch sketch = sketch(problem, 22, seed)) {
        double[] column = sketch.column(0);
        double[] residual = sketch.column(1);
        for (int quarter = 0; quarter < 4; quarter++) {
          double[] part = Arrays.copyOfRange(column, 22 * quarter / 4, 22 * (quarter + 1) / 4);
          assertThat(Arrays.stream(part).map(Math::abs).sum()).isEqualTo(1);
        }
        for (int i = 0; i < 22; i++) {
          assertThat(residual[i]).isEqualTo(-3 * column[i] + 0.0);
        }
      }
    }
  }

  /**
   * The mean of ||S x||^2 over seeds is ||x||^2, and its variance at most 2 / buckets of it: of 400
   * seeds the mean is within 4 standard deviations.
   */
  @Test
  void lengthsAreKeptOnAverage() {
    Problem problem = Problem.random(200, 1, 9);
    double expected = problem.matrix()[0];
    int buckets = 50;
    int seeds = 400;
    double sum = 0;
    double variance = 0;
    for (long seed = 0; seed < seeds; seed++) {
      try (Sketch sketch = sketch(problem, buckets, seed)) {
        double ratio = Arrays.stream(sketch.column(0)).map(x -> x * x).sum() / expected;
        sum += ratio;
        variance += (ratio - 1) * (ratio - 1) / seeds;
      }
    }
    assertThat(sum / seeds).isCloseTo(1, within(4 * Math.sqrt(2.0 / buckets / seeds)));
    assertThat(variance).isBetween(1.0 / buckets, 3.0 / buckets);
  }

  /** All singular values of S Q are near 1, for Q orthonormal: within 2 sqrt(size / buckets). */
  @Test
  void aSubspaceIsEmbedded() {
    int size = 10;
    int buckets = 360;
    Problem problem = Problem.random(3000, size, 5);
    // J R^-1 is orthonormal, so the sketch's J^T S^T S J is to be compared with R^T R.
    for (long seed = 0; seed < 10; seed++) {
      Problem sketched;
      try (Sketch sketch = sketch(problem, buckets, seed)) {
        double[] columns = new double[buckets * size];
        for (int j = 0; j < size; j++) {
          System.arraycopy(sketch.column(j), 0, columns, j * buckets, buckets);
        }
        sketched = new Problem(buckets, size, columns, new double[buckets]);
      }
      Random random = new Random(seed);
      for (int i = 0; i < 50; i++) {
        double[] x = random.doubles(size, -1, 1).toArray();
        double ratio =
            sketched.sumOfSquares(x)
                / Arrays.stream(problem.times(x)).map(value -> value * value).sum();
        assertThat(Math.sqrt(ratio)).isCloseTo(1, within(2 * Math.sqrt(size / (double) buckets)));
      }
    }
  }

  /** What S r cannot see is not there: a consistent problem is solved, not only nearly. */
  @Test
  void consistentProblemsAreSolvedExactly() {
    double[] solution = new Random(4).doubles(12, -1, 1).toArray();
    Problem random = Problem.random(400, 12, 6);
    double[][] rows = new double[400][12];
    for (int i = 0; i < 400; i++) {
      for (int j = 0; j < 12; j++) {
        rows[i][j] = random.at(i, j);
      }
    }
    Problem problem = Problem.solvedBy(rows, solution);
    Solution step = problem.solve(p -> model(p, 40, ones(12), 12), ones(12), 0, new double[12]);
    assertThat(step.delta().orElseThrow()).containsExactly(solution, within(1e-12));
  }

  /** A sketch of few rows of its own J is a problem like any other, by another method. */
  @Test
  void stepsAreThoseOfTheSketchedProblem() {
    Problem problem = Problem.random(500, 20, 6);
    double[] scaling = new Random(1).doubles(20, 0.5, 2).toArray();
    double[] pull = new Random(2).doubles(20, -1, 1).toArray();
    Problem sketched;
    try (Sketch sketch = sketch(problem, 80, SEED)) {
      double[] columns = new double[80 * 20];
      for (int j = 0; j < 20; j++) {
        System.arraycopy(sketch.column(j), 0, columns, j * 80, 80);
      }
      sketched = new Problem(80, 20, columns, sketch.column(20));
    }
    double[] expected =
        sketched
            .solve(p -> TriangularModel.byElimination(p.factor()), scaling, 0.3, pull)
            .delta()
            .orElseThrow();
    SketchModel model = model(problem, 80, scaling, 64);
    assertThat(model.columns()).isEqualTo(20);
    try (DampedSolver solver = model.damped(scaling)) {
      assertThat(solver.solve(0.3, pull).delta().orElseThrow())
          .containsExactly(expected, within(1e-12));
    }
    assertThat(model.reduction(expected))
        .isCloseTo(
            sketched.sumOfSquares(new double[20]) - sketched.sumOfSquares(expected), within(1e-11));
  }

  /** In a subspace, no other step of it has a lower damped sum. */
  @Test
  void stepsAreTheBestOfTheirSubspace() {
    Problem problem = Problem.random(500, 50, 6);
    double[] scaling = new Random(1).doubles(50, 0.5, 2).toArray();
    double[] pull = new Random(2).doubles(50, -1, 1).toArray();
    SketchModel model = model(problem, 90, scaling, 12);
    ColumnMixing mixing = new ColumnMixing(50, 12, SEED);
    double[] roots = Damping.roots(scaling, 50);
    double[] target = mixing.project(Damping.scaled(roots, pull));
    try (DampedSolver solver = model.damped(scaling)) {
      double[] delta = solver.solve(0.3, pull).delta().orElseThrow();
      double[] y = mixing.project(Damping.scaled(roots, delta));
      assertThat(Damping.step(roots, null, 1, mixing.expand(y)))
          .containsExactly(delta, within(1e-13));
      double best = damped(model, delta, y, target);
      for (int k = 0; k < 12; k++) {
        for (double change : new double[] {-1e-3, 1e-3}) {
          double[] other = y.clone();
          other[k] += change;
          double[] step = Damping.step(roots, null, 1, mixing.expand(other));
          assertThat(damped(model, step, other, target)).isGreaterThan(best);
        }
      }
    }
  }

  private static double damped(SketchModel model, double[] delta, double[] y, double[] target) {
    double sum = -model.reduction(delta);
    for (int k = 0; k < y.length; k++) {
      sum += 0.3 * (y[k] - target[k]) * (y[k] - target[k]);
    }
    return sum;
  }

  @Test
  void directionsAreOrthonormal() {
    for (int[] shape : new int[][] {{1, 1}, {9, 9}, {20, 7}, {64, 63}, {64, 5}, {99, 50}}) {
      ColumnMixing mixing = new ColumnMixing(shape[0], shape[1], 5);
      for (int k = 0; k < shape[1]; k++) {
        double[] unit = new double[shape[1]];
        unit[k] = 1;
        double[] direction = mixing.expand(unit);
        assertThat(mixing.project(direction)).containsExactly(unit, within(1e-14));
        assertThat(Arrays.stream(direction).map(x -> x * x).sum()).isCloseTo(1, within(1e-13));
      }
    }
  }

  /** Of 64 columns every direction has an eighth of each, of 65 the last one is alone. */
  @Test
  void noColumnStandsOutInADirection() {
    for (int k = 0; k < 9; k++) {
      double[] unit = new double[9];
      unit[k] = 1;
      for (double part : new ColumnMixing(64, 9, 5).expand(unit)) {
        assertThat(Math.abs(part)).isCloseTo(0.125, within(1e-15));
      }
      double[] parts = new ColumnMixing(65, 9, 5).expand(unit);
      assertThat(Arrays.stream(parts).filter(part -> part != 0).count()).isIn(64L, 1L);
    }
  }

  /** Each seed has another subspace, so that no direction is lost for ever. */
  @Test
  void seedsHaveSubspacesOfTheirOwn() {
    double[] x = new Random(4).doubles(100, -1, 1).toArray();
    double mean = 0;
    for (int seed = 0; seed < 400; seed++) {
      double[] y = new ColumnMixing(100, 25, seed).project(x);
      mean += Arrays.stream(y).map(value -> value * value).sum() / 400;
    }
    // A quarter of the directions holds a quarter of the square, here within a twentieth.
    double whole = Arrays.stream(x).map(value -> value * value).sum();
    assertThat(mean).isCloseTo(whole / 4, within(whole / 80));
  }

  @Test
  void numbersThatAreNotFiniteAreTold() {
    Problem problem = Problem.random(50, 6, 1);
    problem.jacobian()[77] = Double.NaN;
    for (int columns : new int[] {3, 6}) {
      Solution solution = problem.solve(p -> model(p, 12, ones(6), columns), ones(6), 1, null);
      assertThat(solution.status()).isEqualTo(Solution.Status.NOT_FINITE);
      assertThat(solution.delta()).isEmpty();
    }
  }

  @Test
  void modelsAreWrittenAndRead() throws Exception {
    SketchModel model = model(Problem.random(60, 9, 1), 12, ones(9), 5);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(model);
    }
    try (ObjectInputStream in =
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        DampedSolver expected = model.damped(ones(9));
        DampedSolver read = ((SketchModel) in.readObject()).damped(ones(9))) {
      assertThat(read.solve(1, null).delta().orElseThrow())
          .containsExactly(expected.solve(1, null).delta().orElseThrow());
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sketch(0, 4, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sketch(5, 3, 1))
        .withMessageContaining("3 buckets");
    Problem problem = Problem.random(20, 5, 1);
    SketchModel model = model(problem, 8, ones(5), 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.damped(new double[] {1, 1, 2, 1, 1}))
        .withMessageContaining("mixed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.add(model(problem, 12, ones(5), 3)));
    try (Sketch sketch = sketch(problem, 8, 1);
        Sketch other = sketch(problem, 8, 2)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sketch.add(other))
          .withMessageContaining("seed 2");
      assertThatIllegalArgumentException().isThrownBy(() -> sketch.mixed(ones(5), 0));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  problem.lend(
                      (jacobian, leadingDimension, r) -> {
                        sketch.add(0, jacobian, 19, 20, r);
                        return null;
                      }));
    }
  }
}
