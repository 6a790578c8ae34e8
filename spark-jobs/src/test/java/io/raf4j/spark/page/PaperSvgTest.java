package io.raf4j.spark.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Drawings as files: XML that any program reads, in colours of its own. */
class PaperSvgTest {

  private static Document read(byte[] svg) throws Exception {
    String text = new String(svg, StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("var(", "currentColor");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    Element root = document.getDocumentElement();
    assertThat(root.getLocalName()).isEqualTo("svg");
    assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
    assertThat(root.getAttribute("viewBox"))
        .isEqualTo("0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"));
    return document;
  }

  private static List<String> texts(Document document) {
    NodeList all = document.getElementsByTagNameNS("*", "text");
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> all.item(i).getTextContent().strip())
        .toList();
  }

  @Test
  void aChartHasItsTitleAxesAndLegend() throws Exception {
    double[] x = {0, 0.5, 1};
    LineChart chart =
        new LineChart(
            "u < 1 & more",
            "x",
            Scale.LINEAR,
            List.of(
                new Series("t = 0", Role.MAIN, x, new double[] {0, 1, 0}),
                new Series("exact", Role.BASELINE, x, new double[] {0, 0.9, 0})));
    Document document = read(PaperSvg.of(chart));
    assertThat(texts(document)).contains("u < 1 & more", "x", "t = 0", "exact", "0.4", "1");
    String svg = new String(PaperSvg.of(chart), StandardCharsets.UTF_8);
    assertThat(svg).contains("stroke=\"#1f6fb5\"", "stroke=\"#8a939d\"", "stroke-dasharray");
  }

  @Test
  void aChartWithoutPointsSaysSo() throws Exception {
    LineChart blank =
        LineChart.of("u", "x", Scale.LOG, new double[] {1, 2}, new double[] {0, Double.NaN});
    assertThat(texts(read(PaperSvg.of(blank)))).contains("There are no points to draw.");
  }

  @Test
  void aMapHasTheEndsOfItsAxesAndOfItsScale() throws Exception {
    HeatMap map =
        new HeatMap(
            "u: Found",
            new GridAxis("x", -1, 1.5, 2),
            new GridAxis("t", 0, 3, 1),
            new double[] {-2, 4},
            HeatMap.Scale.of(new double[] {-2, 4}));
    Document document = read(PaperSvg.of(map));
    assertThat(texts(document))
        .containsExactly("u: Found", "3", "t", "0", "-1", "x", "1.5", "-4", "4");
    NodeList images = document.getElementsByTagNameNS("*", "image");
    assertThat(images.getLength()).isEqualTo(2);
    Element first = (Element) images.item(0);
    assertThat(first.getAttributeNS("http://www.w3.org/1999/xlink", "href"))
        .startsWith("data:image/png;base64,");
    // 2.5 units across and 3 up.
    assertThat(first.getAttribute("width")).isEqualTo("320");
    assertThat(first.getAttribute("height")).isEqualTo("384");
  }
}
