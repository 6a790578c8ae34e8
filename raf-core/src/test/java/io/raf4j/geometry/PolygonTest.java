package io.raf4j.geometry;

import static io.raf4j.geometry.ShapeFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.random.Purpose;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what {@link Polygon} takes, and how it is read. */
class PolygonTest {

  @TempDir Path folder;

  private static String refusal(double[]... vertices) {
    try {
      Polygon.of(vertices);
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    return "taken";
  }

  @Test
  void edgesAreNumberedInTheOrderOfTheVertices() {
    Polygon clockwise = Polygon.of(at(0, 0), at(0, 2), at(3, 2), at(3, 0));
    assertThat(clockwise.partNames()).containsExactly("edge 0", "edge 1", "edge 2", "edge 3");
    assertThat(clockwise.part("edge 0").measure()).isEqualTo(2);
    assertThat(clockwise.part("edge 1").measure()).isEqualTo(3);
    BoundaryPoints left =
        Sampler.SOBOL.drawBoundary(clockwise.part("edge 0"), 1, Purpose.COLLOCATION, 0, 0, 8);
    for (int i = 0; i < left.count(); i++) {
      assertThat(left.normal(i)[0]).isEqualTo(-1);
      assertThat(left.normal(i)[1]).isZero();
      assertThat(left.point(i)[0]).isZero();
    }
    assertThat(ShapeFixtures.frame().partNames()).contains("edge 3", "hole 0 edge 3").hasSize(8);
    assertThat(ShapeFixtures.frame().holes()).isEqualTo(1);
  }

  @Test
  void noPointOfTheCubeIsPassedOver() {
    assertThat(ShapeFixtures.frame().isPlacedInPart()).isFalse();
    assertThat(ShapeFixtures.frame().triangles()).isEqualTo(8);
    double[] x = new double[2];
    double last = Math.nextDown(1.0);
    for (double u : new double[] {0, 0.25, last}) {
      for (double v : new double[] {0, last}) {
        assertThat(ShapeFixtures.frame().place(at(u, v), x)).isEqualTo(15);
        assertThat(ShapeFixtures.frame().contains(x)).isTrue();
      }
    }
  }

  @Test
  void distancesAreThoseFromTheNearestEdge() {
    Polygon ell = ShapeFixtures.ell();
    assertThat(ell.signedDistanceBound(at(-0.5, -0.25))).isCloseTo(0.5, within(1e-15));
    assertThat(ell.signedDistanceBound(at(-0.1, -0.1))).isCloseTo(Math.sqrt(0.02), within(1e-15));
    assertThat(ell.signedDistanceBound(at(0.3, 0.4))).isCloseTo(-0.3, within(1e-15));
    assertThat(ell.signedDistanceBound(at(4, 4))).isCloseTo(-5, within(1e-15));
    assertThat(ell.contains(at(0, 0.5))).isTrue();
    assertThat(ell.contains(at(1e-9, 0.5))).isFalse();
  }

  @Test
  void manyVerticesAreTaken() {
    double[][] vertices = new double[500][];
    for (int i = 0; i < vertices.length; i++) {
      double angle = 2 * Math.PI * i / vertices.length;
      double radius = 1 + 0.3 * Math.cos(7 * angle);
      vertices[i] = at(1e6 + radius * Math.cos(angle), -1e6 + radius * Math.sin(angle));
    }
    Polygon star = Polygon.of(vertices);
    assertThat(star.volume()).isCloseTo(Math.PI * (1 + 0.045), within(1e-3));
    Points points = Sampler.SOBOL.draw(star, 1, Purpose.COLLOCATION, 0, 0, 256);
    for (int i = 0; i < points.count(); i++) {
      assertThat(star.contains(points.point(i))).isTrue();
    }
  }

  @Test
  void whatIsNoPolygonIsNamedWithItsPlace() {
    assertThat(refusal(at(0, 0), at(1, 0)))
        .isEqualTo("the outline has 2 vertices; expected 3 or more");
    assertThat(refusal(at(0, 0), at(1, 0), at(0, 0)))
        .isEqualTo("the outline has 2 vertices; expected 3 or more");
    assertThat(refusal(at(0, 0), at(1, Double.NaN), at(0, 1)))
        .isEqualTo("vertex 1 of the outline is [1.0, NaN]; expected two finite coordinates");
    assertThat(refusal(at(0, 0), at(1, 0, 3), at(0, 1))).contains("expected two finite");
    assertThat(refusal(at(0, 0), at(1, 0), at(1, 0), at(0, 1)))
        .isEqualTo("vertices 1 and 2 of the outline are the same; leave one out");
    assertThat(refusal(at(0, 0), at(1, 1), at(2, 2), at(3, 3)))
        .startsWith("the outline has no area: its vertices lie on a line");
    assertThat(refusal(at(0, 0), at(1, 1), at(1, 0), at(0, 1)))
        .isEqualTo(
            "edges of the polygon cross or touch at (0.5, 0.5); give the vertices in order around"
                + " it");
    double[][] square = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    double[][] beside = {{2, 0}, {3, 0}, {3, 1}};
    double[][] within = {{0.2, 0.2}, {0.8, 0.2}, {0.8, 0.8}};
    double[][] smaller = {{0.5, 0.3}, {0.7, 0.3}, {0.7, 0.5}};
    assertThatThrownBy(() -> Polygon.of(List.of(square, beside)))
        .hasMessageContaining("a hole of the polygon lies outside of its outline");
    assertThatThrownBy(() -> Polygon.of(List.of(square, within, smaller)))
        .hasMessageContaining("a hole of the polygon lies in another one");
    assertThatThrownBy(() -> Polygon.of(List.of())).hasMessageContaining("the polygon is empty");
    assertThatThrownBy(() -> Polygon.of(new double[10_001][2])).hasMessageContaining("same");
  }

  private Path file(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void csvHasAVertexInALineAndAnEmptyLineBeforeHoles() throws IOException {
    Path file = file("frame.csv", "x,y\n# outline\n0,0\n4,0\n4,4\n0,4\n0,0\n\n1,1\n2 , 1\n2,2\n\n");
    Polygon polygon = Polygon.ofCsv(file);
    assertThat(polygon.volume()).isEqualTo(15.5);
    assertThat(polygon.holes()).isEqualTo(1);
  }

  @Test
  void csvThatIsNoneIsNamedWithFileAndLine() throws IOException {
    Path word = file("word.csv", "0,0\n1,a\n1,1\n");
    assertThatThrownBy(() -> Polygon.ofCsv(word))
        .hasMessage(word + ", line 2: \"a\" is no number; expected x,y");
    Path three = file("three.csv", "0,0\n1,2,3\n1,1\n");
    assertThatThrownBy(() -> Polygon.ofCsv(three))
        .hasMessage(three + ", line 2: \"1,2,3\" has 3 fields; expected x,y");
    Path infinite = file("infinite.csv", "0,0\n1,2\n1,Infinity\n");
    assertThatThrownBy(() -> Polygon.ofCsv(infinite))
        .hasMessage(infinite + ", line 3: Infinity is no coordinate; expected finite numbers");
    Path few = file("few.csv", "0,0\n1,2\n");
    assertThatThrownBy(() -> Polygon.ofCsv(few))
        .hasMessage(few + ": the outline has 2 vertices; expected 3 or more");
    Path nothing = file("nothing.csv", "\n\n");
    assertThatThrownBy(() -> Polygon.ofCsv(nothing)).hasMessageContaining("the polygon is empty");
    Path bytes = Files.write(folder.resolve("bytes.csv"), new byte[] {(byte) 0xc3, 0x28});
    assertThatThrownBy(() -> Polygon.ofCsv(bytes)).hasMessageContaining("is no text in UTF-8");
    Path large = Files.write(folder.resolve("large.csv"), new byte[(4 << 20) + 1]);
    assertThatThrownBy(() -> Polygon.ofCsv(large)).hasMessageContaining("bytes; expected");
    assertThatThrownBy(() -> Polygon.ofCsv(folder.resolve("none.csv")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void wktIsRead() throws IOException {
    String text = "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0),\n (1 1, 2 1, 2 2, 1 2, 1 1))";
    assertThat(Polygon.ofWkt(text).volume()).isEqualTo(15);
    assertThat(Polygon.ofWkt(text + " ;\n").holes()).isEqualTo(1);
    assertThat(Polygon.ofWkt("MULTIPOLYGON (((0 0, 1 0, 0 1, 0 0)))").volume()).isEqualTo(0.5);
    assertThat(Polygon.ofWktFile(file("a.wkt", text)).edges()).hasSize(8);
  }

  @Test
  void wktThatIsNoneIsNamedWithItsPlace() throws IOException {
    assertThatThrownBy(() -> Polygon.ofWkt("POLYGON ((0 0,\n 1 x, 1 1, 0 0))"))
        .hasMessageContaining("line 2")
        .hasMessageContaining("expected POLYGON");
    assertThatThrownBy(() -> Polygon.ofWkt("POLYGON ((0 0, 1 0, 1 1, 0 0)) and more"))
        .hasMessage("the text, line 1: text follows the polygon; expected one geometry");
    assertThatThrownBy(() -> Polygon.ofWkt("POINT (1 2)")).hasMessageContaining("is no polygon");
    assertThatThrownBy(
            () -> Polygon.ofWkt("MULTIPOLYGON (((0 0, 1 0, 0 1, 0 0)), ((5 5, 6 5, 5 6, 5 5)))"))
        .hasMessageContaining("combine several by union");
    assertThatThrownBy(() -> Polygon.ofWkt("POLYGON EMPTY")).hasMessageContaining("is empty");
    assertThatThrownBy(() -> Polygon.ofWkt("POLYGON Z ((0 0 1, 1 0 1, 1 1 1, 0 0 1))"))
        .hasMessageContaining("vertex 0 has a third coordinate");
    assertThatThrownBy(() -> Polygon.ofWkt("POLYGON ((0 0, 1 NaN, 1 1, 0 0))"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Polygon.ofWkt("POLYGON ((0 0, 1 0, 1 1))"))
        .isInstanceOf(IllegalArgumentException.class);
    Path bow = file("bow.wkt", "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))");
    assertThatThrownBy(() -> Polygon.ofWktFile(bow))
        .hasMessageStartingWith(bow + ": edges of the polygon cross or touch at (0.5, 0.5)");
  }
}
