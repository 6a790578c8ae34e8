package io.raf4j.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.CubeDensity.Cell;
import io.raf4j.geometry.CubeDensity.Halves;
import io.raf4j.random.Purpose;
import org.junit.jupiter.api.Test;

class CubeDensityTest {

  /** Three cells: the left half, and the right half cut into a lower and an upper quarter. */
  private static final CubeDensity CELLS =
      CubeDensity.mixed(new Halves(0, new Cell(1), new Halves(1, new Cell(2), new Cell(9))), 0.2);

  /** The mass of the cells is 1/2 + 2/4 + 9/4 = 13/4. */
  private static double density(double value) {
    return 0.8 * value / 3.25 + 0.2;
  }

  @Test
  void anEvenDensityLeavesPointsAndDomainsAlone() {
    double[] cube = {0.3, 0.99};
    Box box = Box.unit(2);

    assertThat(CubeDensity.even().place(cube)).isEqualTo(1);
    assertThat(cube).containsExactly(0.3, 0.99);
    assertThat(CubeDensity.even().over(box)).isSameAs(box);
  }

  @Test
  void cellsHaveTheirDensityAndTheirShareOfPoints() {
    int[] counts = new int[3];
    int n = 1 << 14;
    Points even = Sampler.SOBOL.draw(Box.unit(2), 1, Purpose.COLLOCATION, 0, 0, n);
    for (int i = 0; i < n; i++) {
      double[] cube = even.point(i);
      double there = CELLS.place(cube);
      int cell = cube[0] < 0.5 ? 0 : cube[1] < 0.5 ? 1 : 2;
      counts[cell]++;
      assertThat(there).isCloseTo(density(new double[] {1, 2, 9}[cell]), within(1e-15));
      assertThat(cube[0]).isBetween(0.0, Math.nextDown(1.0));
    }

    assertThat(counts[0] / (double) n).isCloseTo(density(1) / 2, within(2e-3));
    assertThat(counts[1] / (double) n).isCloseTo(density(2) / 4, within(2e-3));
    assertThat(counts[2] / (double) n).isCloseTo(density(9) / 4, within(2e-3));
  }

  /** Weighted means estimate the same integrals over any domain. */
  @Test
  void weightsTakeTheDensityBack() {
    Domain ball = new Ball(2, 2);
    CubeDensity steep =
        CubeDensity.mixed(
            new Halves(2, new Cell(1), new Halves(0, new Cell(20), new Cell(3))), 0.1);
    Points points = Sampler.SOBOL.draw(steep.over(ball), 3, Purpose.COLLOCATION, 0, 0, 1 << 15);
    double volume = 0;
    double square = 0;
    for (int i = 0; i < points.count(); i++) {
      double[] x = points.point(i);
      assertThat(ball.contains(x)).isTrue();
      volume += points.weights()[i] / points.count();
      square += points.weights()[i] * (x[0] * x[0] + x[1] * x[1]) / points.count();
    }

    assertThat(volume).isCloseTo(4 * Math.PI, within(1e-3 * volume));
    assertThat(square).isCloseTo(8 * Math.PI, within(2e-3 * square));
  }

  @Test
  void pointsOfLowDiscrepancyStaySo() {
    assertThat(scatter(Sampler.SOBOL)).isLessThan(scatter(Sampler.UNIFORM) / 4);
  }

  /** Root mean square error of an integral over 16 samples. */
  private static double scatter(Sampler sampler) {
    double sum = 0;
    for (int sample = 0; sample < 16; sample++) {
      Points points =
          sampler.draw(CELLS.over(Box.unit(2)), 5, Purpose.COLLOCATION, sample, 0, 1 << 10);
      double mean = 0;
      for (int i = 0; i < points.count(); i++) {
        double[] x = points.point(i);
        mean += points.weights()[i] * Math.exp(x[0] + x[1]) / points.count();
      }
      double error = mean - Math.pow(Math.E - 1, 2);
      sum += error * error / 16;
    }
    return Math.sqrt(sum);
  }

  @Test
  void numbersTellTheWholeDensity() {
    CubeDensity again = CubeDensity.ofNumbers(CELLS.toNumbers());
    double[] first = {0.71, 0.62};
    double[] second = first.clone();

    assertThat(again.place(first)).isEqualTo(CELLS.place(second));
    assertThat(first).isEqualTo(second);
    assertThat(again.cells()).isEqualTo(CELLS.cells()).isEqualTo(3);
    assertThat(CubeDensity.even().toNumbers()).isEmpty();
    assertThat(CubeDensity.ofNumbers()).isSameAs(CubeDensity.even());
  }

  @Test
  void numbersThatAreNoDensityAreRefused() {
    assertThatThrownBy(() -> CubeDensity.ofNumbers(0, 0.5, -1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a half is missing");
    assertThatThrownBy(() -> CubeDensity.ofNumbers(-1, 1, -1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than one cube");
    for (double[] wrong :
        new double[][] {
          {-1, 0}, {-1, Double.NaN}, {0.5, 0.5, -1, 1, -1, 1}, {0, 1, -1, 1, -1, 1}
        }) {
      assertThatThrownBy(() -> CubeDensity.ofNumbers(wrong)).hasMessageContaining("node 0");
    }
    assertThatThrownBy(() -> CubeDensity.ofNumbers(nested(41)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(CubeDensity.ofNumbers(nested(40)).cells()).isEqualTo(41);
    assertThatThrownBy(() -> CELLS.over(Box.unit(1)))
        .hasMessageContaining("over 2 coordinates")
        .hasMessageContaining("at most 1");
  }

  /** Halves within upper halves. */
  private static double[] nested(int halvings) {
    double[] numbers = new double[2 * (2 * halvings + 1)];
    for (int node = 0; node <= 2 * halvings; node++) {
      boolean isCell = node % 2 == 1 || node == 2 * halvings;
      numbers[2 * node] = isCell ? -1 : 0;
      numbers[2 * node + 1] = isCell ? 1 : 0.5;
    }
    return numbers;
  }
}
