package io.raf4j.spark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import java.awt.font.TextAttribute;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Drawings of charts: where lines go, what stands beside the axes, which bytes come out. */
class ChartSvgTest {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 270;
  private static final double NAN = Double.NaN;

  @Test
  void lineIsOnePath() {
    double[][] curve = only(draw(Scale.LINEAR, 1, 3, 2, 4));
    assertThat(curve).hasDimensions(4, 2);
    assertThat(curve[3][1]).isLessThan(curve[1][1]).isBetween(0.0, 20.0);
    assertThat(curve[0][1]).isGreaterThan(curve[2][1]).isBetween(HEIGHT - 60.0, HEIGHT - 30.0);
  }

  @Test
  void valuesThatAreMissingAreGaps() {
    assertThat(paths(draw(Scale.LINEAR, 1, 2, NAN, 3, 2, Double.POSITIVE_INFINITY, 4, 5)))
        .singleElement()
        .satisfies(path -> assertThat(path.chars().filter(c -> c == 'M')).hasSize(3));
  }

  @Test
  void zerosOnALogarithmicAxisAreGapsThatDoNotSqueezeTheRest() {
    Document drawing = draw(Scale.LOG, 1, 0.1, 0, 1e-2, 1e-3);
    double[][] curve = only(drawing);
    assertThat(curve).hasDimensions(4, 2);
    assertThat(curve[3][1] - curve[0][1]).isGreaterThan(180);
    assertThat(curve[1][1] - curve[0][1]).isCloseTo(curve[3][1] - curve[2][1], within(0.2));
    assertThat(heights(drawing)).contains("1", "0.1", "0.01", "0.001");
  }

  @Test
  void pointsWithoutNeighboursAreDots() {
    List<String> paths = paths(draw(Scale.LINEAR, 1, NAN, 2, NAN, 3, 4));
    assertThat(paths).hasSize(2);
    double[][] dots = points(paths.get(1));
    assertThat(dots).hasDimensions(4, 2);
    assertThat(dots[0]).isEqualTo(dots[1]);
    assertThat(dots[2]).isEqualTo(dots[3]);
    assertThat(parents(draw(Scale.LINEAR, 7)))
        .anySatisfy(style -> assertThat(style).contains("stroke-width:5", "linecap:round"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-290, 1e-12, 1e-8, 1e-3, 1, 1e6, 1e15, 1e290})
  void smallAndLargeUnitsLookTheSame(double unit) {
    double[][] curve = only(draw(Scale.LINEAR, unit, 30 * unit, 2 * unit, 40 * unit));
    assertThat(curve).isDeepEqualTo(shifted(only(draw(Scale.LINEAR, 1, 30, 2, 40)), curve));
    assertThat(heights(draw(Scale.LINEAR, unit, 30 * unit, 2 * unit, 40 * unit)))
        .hasSizeBetween(4, 8)
        .doesNotHaveDuplicates();
  }

  /** Wider numbers leave less room for the curve, from left to right alone. */
  private static double[][] shifted(double[][] expected, double[][] curve) {
    return IntStream.range(0, expected.length)
        .mapToObj(i -> new double[] {curve[i][0], expected[i][1]})
        .toArray(double[][]::new);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 1e-8, 1e-11})
  void smallDifferencesOfLargeNumbersAreSeen(double difference) {
    for (Scale scale : Scale.values()) {
      Document drawing = draw(scale, 0.7, 0.7 + difference, 0.7 + difference / 2);
      assertThat(only(drawing)[0][1] - only(drawing)[1][1]).isGreaterThan(180);
      assertThat(heights(drawing)).hasSizeGreaterThan(3).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 5e-324, 1e-300, 1e-12, 7, 1e300})
  void constantLinesRunThroughTheMiddle(double value) {
    for (Scale scale : Scale.values()) {
      if (scale == Scale.LINEAR || value >= 1e-300) {
        Document drawing = draw(scale, value, value, value);
        assertThat(List.of(only(drawing)))
            .allSatisfy(point -> assertThat(point[1]).isBetween(90.0, 140.0));
        if (value >= 1e-300) {
          assertThat(heights(drawing)).contains(Quantity.significant(value));
        }
      }
    }
  }

  @Test
  void numbersBesideAnAxisAreRoundAndEnoughToTellThemApart() {
    assertThat(heights(draw(Scale.LINEAR, -0.1, 0.1, 0.3)))
        .containsExactly("-0.1", "0", "0.1", "0.2", "0.3");
    assertThat(heights(draw(Scale.LINEAR, 1234567, 1234569)))
        .contains("1,234,567", "1,234,567.5", "1,234,569");
    assertThat(heights(draw(Scale.LINEAR, 1e-12, 3e-12))).contains("1e-12", "1.5e-12", "3e-12");
  }

  @Test
  void stepsHaveNoHalves() {
    assertThat(below(draw(Scale.LINEAR, 1, 2, 3, 4)))
        .extracting(Element::getTextContent)
        .containsExactly("0", "1", "2", "3");
    assertThat(below(draw(Scale.LINEAR, 7)))
        .extracting(Element::getTextContent)
        .containsExactly("-1", "0", "1");
    double[] seconds = {0, 1, 1.5};
    LineChart chart = LineChart.of("loss", "seconds", Scale.LINEAR, seconds, seconds);
    assertThat(below(parsed(ChartSvg.draw(chart, WIDTH, HEIGHT))))
        .extracting(Element::getTextContent)
        .contains("0.2", "0.4");
  }

  @Test
  void logarithmicAxesHaveNumbersHoweverShortOrLongTheyAre() {
    assertThat(heights(draw(Scale.LOG, 0.31, 0.5))).contains("0.35", "0.4", "0.5");
    assertThat(heights(draw(Scale.LOG, 0.03, 0.5))).containsExactly("0.05", "0.1", "0.2", "0.5");
    assertThat(heights(draw(Scale.LOG, 1, 1e-3))).containsExactly("0.001", "0.01", "0.1", "1");
    assertThat(heights(draw(Scale.LOG, 1e300, 1, 1e-300))).contains("1e-200", "1", "1e200");
    assertThat(heights(draw(Scale.LOG, 1, 1e-280)))
        .hasSizeBetween(4, 7)
        .contains("1e-200", "1e-100", "1");
  }

  @Test
  void decadesOfAHorizontalAxisAreEquallyFarApart() {
    double[] x = {0.1, 1, 10, 100};
    Document drawing = across(WIDTH, x);
    double[][] curve = only(drawing);
    double step = curve[1][0] - curve[0][0];
    assertThat(step).isGreaterThan(100);
    assertThat(curve[3][0] - curve[2][0]).isCloseTo(step, within(0.2));
    assertThat(below(drawing))
        .extracting(Element::getTextContent)
        .containsExactly("0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "50", "100");
    assertThat(texts(drawing)).contains("seconds (logarithmic)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {10.5, 200, 3e3, 5e4, 1e6, 1e9})
  void numbersOfAHorizontalLogarithmicAxisDoNotOverlap(double ratio) {
    for (double unit : new double[] {1e-3, 0.03, 7}) {
      for (int width : new int[] {260, 480}) {
        List<Element> below = below(across(width, unit, unit * Math.sqrt(ratio), unit * ratio));
        assertThat(below).hasSizeGreaterThan(1);
        requireRoom(below, width);
      }
    }
  }

  private static Document across(int width, double... x) {
    LineChart chart = LineChart.of("PSNR", "seconds", Scale.LINEAR, x, x).over(Scale.AUTO);
    return parsed(ChartSvg.draw(chart, width, 200));
  }

  @Test
  void manyDecadesHaveFewGridLinesAndOneScale() {
    Document drawing = draw(Scale.LOG, 1, 1e-4, 1e-8, 1e-12);
    assertThat(drawing.getElementsByTagName("line").getLength()).isBetween(3, 14);
    double[][] curve = only(drawing);
    double step = curve[1][1] - curve[0][1];
    assertThat(step).isPositive();
    assertThat(curve[2][1] - curve[1][1]).isCloseTo(step, within(0.2));
    assertThat(curve[3][1] - curve[2][1]).isCloseTo(step, within(0.2));
  }

  @ParameterizedTest
  @ValueSource(ints = {260, 480})
  void longNumbersBelowAnAxisNeitherOverlapNorStandOut(int width) {
    for (double unit : new double[] {1, 1e6, 1e-9}) {
      double[] x = {1.01 * unit, 1.02 * unit, 1.03 * unit};
      Document drawing =
          parsed(ChartSvg.draw(LineChart.of("t", "x", Scale.LINEAR, x, x), width, 200));
      List<Element> below = below(drawing);
      assertThat(below).hasSizeGreaterThan(1);
      requireRoom(below, width);
    }
  }

  private static void requireRoom(List<Element> below, int width) {
    for (int i = 0; i < below.size(); i++) {
      // No character but the dot and the comma is narrower than half of 12 units.
      double least = number(below.get(i), "x") + 5 * below.get(i).getTextContent().length();
      double limit = i + 1 < below.size() ? number(below.get(i + 1), "x") : width;
      assertThat(least).isLessThan(limit);
    }
  }

  @Test
  void longRunsAreShortDrawings() {
    double[] x = IntStream.range(0, 1_000_000).mapToDouble(i -> i).toArray();
    double[] y = Arrays.stream(x).map(Math::sin).toArray();
    assertThat(ChartSvg.draw(LineChart.of("t", "x", Scale.LINEAR, x, y), WIDTH, HEIGHT))
        .hasSizeLessThan(12_000);
  }

  @Test
  void textStaysTextWhateverItSays() {
    String nasty = "steps <b> & \"s\" \uD83D\uDE00 \u03b1";
    String svg =
        ChartSvg.draw(
            LineChart.of(nasty, nasty, Scale.LINEAR, new double[] {1, 2}, new double[] {1, 2}),
            WIDTH,
            HEIGHT);
    assertThat(svg).doesNotContain("<b>");
    Document drawing = parsed(svg);
    assertThat(texts(drawing)).contains(nasty, "1", "2");
    assertThat(drawing.getDocumentElement().getAttribute("aria-label")).contains(nasty);
  }

  @Test
  void everyLineHasTheColourOfItsRoleInTheOrderGiven() {
    double[] x = {1, 2};
    List<Series> lines = Stream.of(Role.values()).map(r -> new Series(r.name(), r, x, x)).toList();
    String svg = ChartSvg.draw(new LineChart("t", "x", Scale.LINEAR, lines), WIDTH, HEIGHT);
    int last = 0;
    for (Role role : Role.values()) {
      int at = svg.indexOf("stroke:var(--" + role.style() + ")");
      assertThat(at).isGreaterThan(last);
      last = at;
    }
    assertThat(svg).contains("stroke-dasharray:5,4").doesNotContain("rgb(", " id=", "url(");
  }

  /**
   * Holds with every set of fonts, with none, and in every locale: text is measured by numbers of
   * ours.
   */
  @Test
  void bytesAreTheSameOnEveryMachine() throws Exception {
    assertThat(ChartSvg.draw(sample(), WIDTH, HEIGHT) + "\n").isEqualTo(resource("chart.svg"));
  }

  /** A font that Java looks for has the name of another where it is not installed. */
  @Test
  void fontIsNotLookedFor() {
    ChartFont font = new ChartFont(12);
    assertThat(font.getFamily()).isEqualTo("Helvetica");
    assertThat(font.deriveFont(Map.of(TextAttribute.SIZE, 100f))).isSameAs(font);
  }

  @Test
  void drawingsOfSeveralThreadsAreTheSame() {
    String expected = ChartSvg.draw(sample(), WIDTH, HEIGHT);
    assertThat(
            IntStream.range(0, 64).parallel().mapToObj(i -> ChartSvg.draw(sample(), WIDTH, HEIGHT)))
        .containsOnly(expected);
  }

  @Test
  void licenceOfTheLibraryTravelsWithIt() throws Exception {
    assertThat(resource("/META-INF/licenses/LGPL-2.1.txt"))
        .contains("GNU LESSER GENERAL PUBLIC LICENSE", "Version 2.1, February 1999");
    // Other jars have notices too.
    assertThat(
            Collections.list(ChartSvgTest.class.getClassLoader().getResources("META-INF/NOTICE")))
        .anySatisfy(
            notice ->
                assertThat(contentOf(notice))
                    .contains("org.jfree:jfreechart", "META-INF/licenses/LGPL-2.1.txt"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ChartSvgTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static LineChart sample() {
    double[] steps = {100, 200, 300, 400, 500};
    return new LineChart(
        "Loss",
        "steps",
        Scale.LOG,
        List.of(
            new Series("adam", Role.MAIN, steps, new double[] {1, 0.2, NAN, 3e-3, 2.5e-5}),
            new Series("sgd", Role.BASELINE, steps, new double[] {1, 0.5, 0.25, 0, 0.1})));
  }

  private static Document draw(Scale scale, double... y) {
    double[] x = IntStream.range(0, y.length).mapToDouble(i -> i).toArray();
    return parsed(ChartSvg.draw(LineChart.of("loss", "steps", scale, x, y), WIDTH, HEIGHT));
  }

  private static Document parsed(String svg) {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)));
    } catch (Exception e) {
      throw new AssertionError(svg, e);
    }
  }

  private static List<Element> all(Document drawing, String tag) {
    NodeList nodes = drawing.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static List<String> texts(Document drawing) {
    return all(drawing, "text").stream().map(Element::getTextContent).toList();
  }

  /** Returns the numbers below the horizontal axis, which all stand on the first text's line. */
  private static List<Element> below(Document drawing) {
    List<Element> all = all(drawing, "text");
    String line = all.get(0).getAttribute("y");
    return all.stream().filter(text -> text.getAttribute("y").equals(line)).toList();
  }

  /** Returns the numbers beside the vertical axis from its low end, which follow all others. */
  private static List<String> heights(Document drawing) {
    List<String> texts = texts(drawing);
    return texts.subList(below(drawing).size() + 1, texts.size());
  }

  private static List<String> paths(Document drawing) {
    return all(drawing, "path").stream().map(path -> path.getAttribute("d")).toList();
  }

  private static List<String> parents(Document drawing) {
    return all(drawing, "path").stream()
        .map(
            path ->
                path.getAttribute("style") + ((Element) path.getParentNode()).getAttribute("style"))
        .toList();
  }

  private static double[][] only(Document drawing) {
    assertThat(paths(drawing)).hasSize(1);
    return points(paths(drawing).get(0));
  }

  private static double[][] points(String path) {
    List<double[]> points = new ArrayList<>();
    for (String point : path.split(" ?[ML]")) {
      if (!point.isBlank()) {
        points.add(
            Arrays.stream(point.strip().split(" ")).mapToDouble(Double::parseDouble).toArray());
      }
    }
    return points.toArray(double[][]::new);
  }
}
