package io.raf4j.spark.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Ball;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Points;
import io.raf4j.pde.Coordinates;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.run.Result.Artifact;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which planes and lines a page shows of a function, and at which times. */
class SolutionPicturesTest {

  /** u = x_0 + 10 x_1 + 100 x_2 + ..., and v = -u, which nobody knows exactly. */
  private static SolutionValues numbered(Points points) {
    double[] found = new double[2 * points.count()];
    double[] exact = new double[found.length];
    for (int p = 0; p < points.count(); p++) {
      double sum = 0;
      double ten = 1;
      for (double x : points.point(p)) {
        sum += ten * x;
        ten *= 10;
      }
      found[2 * p] = sum;
      found[2 * p + 1] = -sum;
      exact[2 * p] = sum - 0.5;
      exact[2 * p + 1] = Double.NaN;
    }
    return new SolutionValues(2, found, exact, found.clone());
  }

  private static SolutionPictures pictures(Domain domain, Coordinates names, Slices slices) {
    Statement statement = new Statement("test", "u = 0", domain, names, 1, true);
    return new SolutionPictures(
        statement, List.of("u", "v"), slices, SolutionPicturesTest::numbered);
  }

  private static SolutionPictures even(Domain domain, Coordinates names) {
    return pictures(domain, names, Slices.even(domain, Slices.axis(names)));
  }

  private static Box box(double... ends) {
    double[] low = new double[ends.length / 2];
    double[] high = new double[low.length];
    Arrays.setAll(low, k -> ends[2 * k]);
    Arrays.setAll(high, k -> ends[2 * k + 1]);
    return new Box(low, high);
  }

  @Test
  void timeGoesUpwardsBesideOneCoordinateOfSpace() {
    SolutionPictures pictures = even(box(0, 2, -1, 1), Coordinates.timeSpace("x"));
    List<SolutionGrid> grids = pictures.grids();
    assertThat(grids).extracting(SolutionGrid::title).containsExactly("u", "v");
    SolutionGrid u = grids.get(0);
    assertThat(u.across().label()).isEqualTo("x");
    assertThat(u.up().label()).isEqualTo("t");
    // The first cell is at the lowest time and the lowest x, the second at the next x.
    double t = u.up().position(0);
    assertThat(u.values()[0]).isCloseTo(t + 10 * u.across().position(0), within(1e-12));
    assertThat(u.values()[1]).isCloseTo(t + 10 * u.across().position(1), within(1e-12));
    assertThat(u.exact()[5]).isCloseTo(u.values()[5] - 0.5, within(1e-12));
    assertThat(grids.get(1).exact()).isEmpty();

    List<SolutionSection> sections = pictures.sections();
    assertThat(sections).extracting(SolutionSection::title).containsExactly("u", "v");
    assertThat(sections.get(0).axis()).isEqualTo("x");
    assertThat(sections.get(0).lines())
        .extracting(SolutionSection.Line::name)
        .containsExactly("t = 0", "t = 0.5", "t = 1", "t = 1.5", "t = 2");
    SolutionSection.Line last = sections.get(0).lines().get(4);
    assertThat(last.values()[7]).isCloseTo(2 + 10 * last.positions()[7], within(1e-12));
  }

  @Test
  void planesOfSpaceAreShownAtTheTimesThatAreAskedFor() {
    SolutionPictures pictures =
        pictures(
            box(0, 1, 0, 1, 0, 1),
            Coordinates.timeSpace("x", "y"),
            new Slices(List.of(0.25, 1.0), List.of(0.25, 1.0)));
    assertThat(pictures.grids())
        .extracting(SolutionGrid::title)
        .containsExactly("u, t = 0.25", "v, t = 0.25", "u, t = 1", "v, t = 1");
    SolutionGrid u = pictures.grids().get(0);
    assertThat(List.of(u.across().label(), u.up().label())).containsExactly("x", "y");
    assertThat(u.values()[1])
        .isCloseTo(0.25 + 10 * u.across().position(1) + 100 * u.up().position(0), within(1e-12));
    assertThat(pictures.sections())
        .extracting(SolutionSection::title)
        .containsExactly(
            "u along the diagonal",
            "v along the diagonal",
            "u along x through the centre",
            "v along x through the centre");
    SolutionSection.Line line = pictures.sections().get(2).lines().get(1);
    assertThat(line.values()[3]).isCloseTo(1 + 10 * line.positions()[3] + 50, within(1e-12));
    SolutionSection.Line diagonal = pictures.sections().get(0).lines().get(0);
    assertThat(diagonal.values()[3]).isCloseTo(0.25 + 110 * diagonal.positions()[3], within(1e-12));
  }

  @Test
  void coordinatesThatAreNotShownAreInTheMiddle() {
    assertThat(even(box(0, 1, 0, 1, 0, 4), Coordinates.space("x", "y", "z")).grids())
        .extracting(SolutionGrid::title)
        .containsExactly("u, z = 2", "v, z = 2");
    double[] ends = new double[20];
    Arrays.setAll(ends, k -> k % 2);
    assertThat(even(box(ends), Coordinates.space(10)).grids())
        .extracting(SolutionGrid::title)
        .containsExactly("u, x3 = ... = x10 = 0.5", "v, x3 = ... = x10 = 0.5");
  }

  @Test
  void exactLinesOfManyTimesKeepTheirGaps() {
    Domain domain = box(0, 1, 0, 1);
    List<Double> nine = List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8);
    SolutionPictures pictures =
        pictures(domain, Coordinates.timeSpace("x"), new Slices(nine, nine));
    LineChart.Series exact =
        SolutionFigures.charts(pictures.sections().get(0)).get("found").series().get(9);
    assertThat(exact.name()).isEqualTo("exact");
    assertThat(exact.x()).hasSizeLessThanOrEqualTo(600);
    assertThat(Arrays.stream(exact.y()).filter(Double::isNaN).count()).isEqualTo(9);
  }

  @Test
  void aTimeWithoutExactValuesIsLeftOutOfTheErrorsAlone() {
    double[] x = {0, 1};
    SolutionSection section =
        new SolutionSection(
            "u",
            "x",
            List.of(
                new SolutionSection.Line("t = 0", x, x, new double[0], x),
                new SolutionSection.Line("t = 1", x, x, new double[] {0.5, 1}, x)));
    assertThat(SolutionFigures.charts(section).keySet())
        .containsExactly("found", "error", "residual");
    assertThat(SolutionFigures.charts(section).get("residual").series()).hasSize(2);
    assertThat(SolutionFigures.charts(section).get("error").series()).hasSize(1);
  }

  @Test
  void aFamilyIsShownAtTheEndsAndTheMiddleOfItsParameter() {
    Coordinates names = Coordinates.timeSpace("x").withParameters("nu");
    List<SolutionGrid> grids = even(box(0, 1, 0, 1, 2, 4), names).grids();
    assertThat(grids)
        .extracting(SolutionGrid::title)
        .containsExactly(
            "u, nu = 2", "v, nu = 2", "u, nu = 3", "v, nu = 3", "u, nu = 4", "v, nu = 4");
    assertThat(even(box(0, 1, 2, 4), Coordinates.space("x").withParameters("nu")).sections())
        .flatExtracting(SolutionSection::lines)
        .extracting(SolutionSection.Line::name)
        .containsSubsequence("nu = 2", "nu = 2.5", "nu = 3", "nu = 3.5", "nu = 4");
  }

  @Test
  void nothingIsShownOutsideOfTheDomain() {
    SolutionPictures pictures = even(Ball.unit(2), Coordinates.space("x", "y"));
    SolutionGrid u = pictures.grids().get(0);
    assertThat(u.values()[0]).isNaN();
    assertThat(u.values()[u.values().length / 2 + u.across().cells() / 2]).isFinite();
    SolutionSection.Line diagonal = pictures.sections().get(0).lines().get(0);
    assertThat(diagonal.name()).isEqualTo(SolutionSection.FOUND);
    assertThat(diagonal.positions()[0]).isCloseTo((1 - Math.sqrt(0.5)) / 2, within(0.01));
  }

  @Test
  void oneCoordinateHasOneLine() {
    SolutionPictures pictures = even(box(0, 1), Coordinates.space("x"));
    assertThat(pictures.grids()).isEmpty();
    assertThat(pictures.sections()).extracting(SolutionSection::title).containsExactly("u", "v");
    assertThat(pictures.sections().get(0).lines()).hasSize(1);
  }

  @Test
  void picturesOfOneNameAreFilesOfTheirOwn() {
    // Four digits of these times are the same.
    Domain domain = box(1000, 1000.1, 0, 1, 0, 1);
    SolutionPictures pictures = even(domain, Coordinates.timeSpace("x", "y"));
    assertThat(SolutionFigures.files(pictures.grids(), List.of(), Map.of()))
        .extracting(Artifact::name)
        .hasSize(3 * 6)
        .doesNotHaveDuplicates();
  }

  @Test
  void everyPictureIsAFileOfItsOwn() {
    SolutionPictures pictures = even(box(0, 1, 0, 1), Coordinates.timeSpace("x"));
    List<Artifact> files = SolutionFigures.files(pictures.grids(), pictures.sections(), Map.of());
    assertThat(files)
        .extracting(Artifact::name)
        .containsExactlyInAnyOrder(
            "pictures/u-found.svg",
            "pictures/u-exact.svg",
            "pictures/u-error.svg",
            "pictures/u-residual.svg",
            "pictures/v-found.svg",
            "pictures/v-residual.svg",
            "pictures/u-over-x-found.svg",
            "pictures/u-over-x-error.svg",
            "pictures/u-over-x-residual.svg",
            "pictures/v-over-x-found.svg",
            "pictures/v-over-x-residual.svg");
  }
}
