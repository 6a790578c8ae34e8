package io.raf4j.spark.ntk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.geometry.Ball;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.Sampler;
import io.raf4j.geometry.Shape;
import io.raf4j.ntk.TileCut;
import io.raf4j.spark.conf.SettingsException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The points of kernels, and matrices that are too large. */
class NtkPointsTest {

  @Test
  void gridOfALineIsLinspace() {
    NtkPoints points = NtkPoints.cube(1, 5, Optional.empty(), 1);
    assertThat(points.coordinates()).containsExactly(-1, -0.5, 0, 0.5, 1);
    assertThat(points.description()).isEqualTo("linspace(-1, 1)");
  }

  @Test
  void lastCoordinateOfASquareRunsFastest() {
    NtkPoints points = NtkPoints.cube(2, 4, Optional.empty(), 1);
    assertThat(points.coordinates()).containsExactly(-1, -1, -1, 1, 1, -1, 1, 1);
    assertThat(NtkPoints.cube(3, 1, Optional.empty(), 1).coordinates()).containsExactly(0, 0, 0);
  }

  @Test
  void numberThatMakesNoGridIsRefusedWithItsNeighbours() {
    assertThatThrownBy(() -> NtkPoints.cube(3, 100, Optional.empty(), 1))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("expected k^3 for a grid, such as 64 or 125");
  }

  @Test
  void gridOfADomainKeepsOffItsBoundary() {
    NtkPoints points = NtkPoints.domain(Box.unit(2), 4, Optional.empty(), 1);
    assertThat(points.coordinates())
        .containsExactly(0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75, 0.75);
    assertThat(NtkPoints.domain(Ball.unit(3), 10, Optional.of(Sampler.UNIFORM), 1).count())
        .isEqualTo(10);
  }

  @Test
  void gridOfADomainLeavesOutWhatIsNotInIt() {
    Shape frame =
        Box.unit(2)
            .difference(new Box(new double[] {0.3, 0.3}, new double[] {0.7, 0.7}).called("hole"));
    NtkPoints points = NtkPoints.domain(frame, 9, Optional.empty(), 1);
    assertThat(points.count()).isEqualTo(8);
    assertThatThrownBy(() -> NtkPoints.domain(frame, 1, Optional.empty(), 1))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("none of the grid's --points 1 lies in the equation's domain");
  }

  @Test
  void samplesOfADataSetAreOnItsGridWithoutRepetition() {
    CoordinateGrid grid = CoordinateGrid.of(100, 9);
    NtkPoints some = NtkPoints.dataSet(grid, 4, 3, "sound");
    assertThat(some.coordinates()).hasSize(4).doesNotHaveDuplicates().isSorted();
    NtkPoints all = NtkPoints.dataSet(grid, 50, 3, "sound");
    assertThat(all.coordinates()).containsExactly(-100, -75, -50, -25, 0, 25, 50, 75, 100);
  }

  @Test
  void matrixThatDoesNotFitIsRefused() {
    TileCut cut = new TileCut(10_000, 256);
    assertThatThrownBy(() -> NtkMemory.require(cut, 2, 500L << 20, 4L << 30))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--points is 10000, whose kernel needs about");
    assertThatThrownBy(() -> NtkMemory.require(cut, 2, 4L << 30, 500L << 20))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("outside the heap");
    NtkMemory.require(cut, 2, 4L << 30, 0);
  }
}
