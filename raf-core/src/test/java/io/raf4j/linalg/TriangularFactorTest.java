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
import org.junit.jupiter.api.Test;

/** R of sets of points, of parts and of wholes. */
class TriangularFactorTest {

  private static TriangularFactor inPanels(Problem problem, int rows) {
    try (TriangularFactor.Sum sum = new TriangularFactor.Sum(problem.size())) {
      for (int from = 0; from < problem.rows(); from += rows) {
        Problem part = problem.rows(from, Math.min(problem.rows(), from + rows));
        part.lend(
            (jacobian, leadingDimension, r) -> {
              sum.add(jacobian, leadingDimension, part.rows(), r);
              return null;
            });
      }
      return sum.factor();
    }
  }

  @Test
  void squareOfTheFactorIsTheNormalMatrix() {
    for (int[] shape : new int[][] {{1, 1}, {2, 5}, {30, 63}, {2500, 64}, {1500, 131}}) {
      Problem problem = Problem.random(shape[0], shape[1], 2);
      TriangularFactor factor = problem.factor();
      int n = shape[1] + 1;
      double[] all = Arrays.copyOf(problem.jacobian(), shape[0] * n);
      System.arraycopy(problem.residuals(), 0, all, shape[0] * shape[1], shape[0]);
      double[] expected = new Problem(shape[0], n, all, problem.residuals()).matrix();
      double[] r = factor.packed();
      int next = 0;
      for (int a = 0; a < n; a++) {
        for (int b = 0; b <= a; b++, next++) {
          double product = 0;
          for (int i = 0; i <= b; i++) {
            product += r[a * (a + 1) / 2 + i] * r[b * (b + 1) / 2 + i];
          }
          assertThat(product).isCloseTo(expected[next], within(1e-14 * shape[0] + 1e-14));
        }
        assertThat(r[next - 1]).isNotNegative();
      }
    }
  }

  /** Panels only say in which pieces the rows come: the bits are those of their sequence. */
  @Test
  void panelsDoNotMatter() {
    Problem problem = Problem.random(3000, 70, 4);
    double[] whole = problem.factor().packed();
    assertThat(inPanels(problem, 1).packed()).containsExactly(whole);
    assertThat(inPanels(problem, 777).packed()).containsExactly(whole);
    assertThat(inPanels(problem, 1024).packed()).containsExactly(whole);
  }

  @Test
  void partsCombineToTheWhole() {
    Problem problem = Problem.random(3000, 150, 4);
    double[] whole = problem.factor().packed();
    for (int parts : new int[] {2, 3, 7, 30}) {
      TriangularFactor combined = null;
      for (int i = 0; i < parts; i++) {
        TriangularFactor part = problem.rows(3000 * i / parts, 3000 * (i + 1) / parts).factor();
        combined = combined == null ? part : combined.combine(part);
      }
      assertThat(combined.packed()).containsExactly(whole, within(1e-12));
    }
  }

  @Test
  void bitsDoNotDependOnThreads() {
    Problem problem = Problem.random(1500, 300, 4);
    int threads = ComputeThreads.count();
    try {
      ComputeThreads.setCount(1);
      TriangularFactor one = problem.factor();
      ComputeThreads.setCount(5);
      TriangularFactor five = problem.factor();
      assertThat(five.packed()).containsExactly(one.packed());
      double[] combined = five.combine(one).packed();
      ComputeThreads.setCount(1);
      assertThat(one.combine(five).packed()).containsExactly(combined);
    } finally {
      ComputeThreads.setCount(threads);
    }
  }

  /** Of no rows nothing is known, and nothing is added by it. */
  @Test
  void noRowsAreNeutral() {
    Problem problem = Problem.random(40, 6, 4);
    try (TriangularFactor.Sum sum = new TriangularFactor.Sum(6)) {
      TriangularFactor nothing = sum.factor();
      assertThat(nothing.packed()).containsOnly(0);
      assertThat(problem.factor().combine(nothing).packed())
          .containsExactly(problem.factor().packed(), within(1e-15));
      assertThat(nothing.combine(problem.factor()).packed())
          .containsExactly(problem.factor().packed(), within(1e-15));
    }
  }

  @Test
  void sumGoesOnAfterItsFactorWasTaken() {
    Problem problem = Problem.random(50, 3, 8);
    try (TriangularFactor.Sum sum = new TriangularFactor.Sum(3)) {
      for (int i = 0; i < 2; i++) {
        problem.lend(
            (jacobian, leadingDimension, r) -> {
              sum.add(jacobian, leadingDimension, 50, r);
              return sum.factor();
            });
      }
      double[] twice = sum.factor().packed();
      double[] once = problem.factor().packed();
      for (int i = 0; i < once.length; i++) {
        assertThat(twice[i]).isCloseTo(Math.sqrt(2) * once[i], within(1e-13));
      }
    }
  }

  @Test
  void factorsAreWrittenAndRead() throws Exception {
    TriangularFactor factor = Problem.random(9, 4, 1).factor();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(factor);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      TriangularFactor read = (TriangularFactor) in.readObject();
      assertThat(read.size()).isEqualTo(4);
      assertThat(read.packed()).containsExactly(factor.packed());
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TriangularFactor.Sum(0))
        .withMessageContaining("size is 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new TriangularFactor.Sum(65_535));
    TriangularFactor factor = Problem.random(9, 4, 1).factor();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> factor.combine(Problem.random(9, 3, 1).factor()))
        .withMessageContainingAll("3", "4");
    Problem problem = Problem.random(9, 4, 1);
    try (TriangularFactor.Sum sum = new TriangularFactor.Sum(4)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  problem.lend(
                      (jacobian, leadingDimension, r) -> {
                        sum.add(jacobian, 8, 9, r);
                        return null;
                      }))
          .withMessageContainingAll("8", "9");
    }
  }

  /** The signs that are mended are those of rows: the last column's with them. */
  @Test
  void residualNormIsWhatNoStepTakes() {
    Problem problem = Problem.random(30, 4, 21);
    TriangularFactor factor = problem.factor();
    double[] ones = {1, 1, 1, 1};
    double[] delta =
        problem
            .solve(p -> TriangularModel.byElimination(p.factor()), ones, 0, null)
            .delta()
            .orElseThrow();
    double rho = factor.packed()[factor.packed().length - 1];
    assertThat(rho * rho).isCloseTo(problem.sumOfSquares(delta), within(1e-13));
  }
}
