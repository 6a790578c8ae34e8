package io.raf4j.spark.page;

import io.raf4j.spark.page.LineChart.Role;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.DefaultExtensionHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGeneratorContext.GraphicContextDefaults;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGPaintDescriptor;
import org.apache.batik.svggen.StyleHandler;
import org.w3c.dom.Element;

/**
 * What a chart is painted on: Batik's SVG, in colours that the page gives.
 *
 * <p>Each of the colours here stands for one of the style sheet's variables, so that one drawing
 * serves light and dark pages.
 */
final class ChartGraphics extends SVGGraphics2D {

  static final Color INK = new Color(1, 0, 0);
  static final Color GRID = new Color(2, 0, 0);

  private static final Map<Paint, String> VARIABLES = variables();

  /** The rest of what Batik tells is either the same everywhere or the page's. */
  private static final List<String> STYLES =
      List.of(
          "fill",
          "stroke",
          "stroke-width",
          "stroke-dasharray",
          "stroke-linecap",
          "stroke-linejoin",
          "font-size");

  /**
   * Begins a drawing.
   *
   * @param font in which all text is measured
   */
  ChartGraphics(ChartFont font) {
    super(context(font), false);
  }

  private static Map<Paint, String> variables() {
    Map<Paint, String> variables = new HashMap<>(Map.of(INK, "muted", GRID, "line"));
    for (Role role : Role.values()) {
      variables.put(colour(role), role.style());
    }
    return variables;
  }

  /** Returns the colour that stands for a line's. */
  static Color colour(Role role) {
    return new Color(3 + role.ordinal(), 0, 0);
  }

  private static SVGGeneratorContext context(ChartFont font) {
    SVGGeneratorContext context;
    try {
      context =
          SVGGeneratorContext.createDefault(
              DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().newDocument());
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this JVM has no XML; expected java.xml's", e);
    }
    GraphicContextDefaults defaults = new GraphicContextDefaults();
    defaults.setFont(font);
    defaults.setPaint(INK);
    // JFreeChart sets it and sets it back, which does not go if it was not set.
    defaults.setRenderingHints(
        new RenderingHints(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_DEFAULT));
    context.setGraphicContextDefaults(defaults);
    context.setExtensionHandler(new Variables());
    context.setStyleHandler(new Styles());
    context.setComment(null);
    // A tenth of a pixel.
    context.setPrecision(1);
    return context;
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    return ((ChartFont) font).metrics();
  }

  /** Does nothing: a chart's axes hold all of its points, and ends of lines are to stay round. */
  @Override
  public void clip(Shape shape) {}

  /**
   * Returns the drawing as an element for a page; nothing can be drawn afterwards.
   *
   * @param width of the drawing's own units, which the page scales
   * @param height likewise
   * @param alternative the text that stands for it
   */
  String element(int width, int height, String alternative) {
    // Not Batik's own root, which has definitions, all under one id: there may be but one a page.
    Element svg = getDOMFactory().createElementNS(SVG_NAMESPACE_URI, SVG_SVG_TAG);
    domTreeManager.applyDefaultRenderingStyle(svg);
    svg.appendChild(getTopLevelGroup());
    svg.setAttribute("viewBox", "0 0 " + width + " " + height);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", alternative);
    StringWriter out = new StringWriter();
    try {
      Transformer writer = TransformerFactory.newDefaultInstance().newTransformer();
      writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      writer.transform(new DOMSource(svg), new StreamResult(out));
    } catch (TransformerException e) {
      throw new IllegalStateException("cannot write a chart", e);
    }
    return out.toString();
  }

  private static final class Variables extends DefaultExtensionHandler {
    @Override
    public SVGPaintDescriptor handlePaint(Paint paint, SVGGeneratorContext context) {
      String variable = VARIABLES.get(paint);
      if (variable == null) {
        throw new IllegalStateException("no variable of the style sheet stands for " + paint);
      }
      return new SVGPaintDescriptor("var(--" + variable + ")", "1");
    }
  }

  private static final class Styles implements StyleHandler {
    @Override
    @SuppressWarnings("rawtypes") // Batik's signature
    public void setStyle(Element element, Map values, SVGGeneratorContext context) {
      String style =
          STYLES.stream()
              .filter(values::containsKey)
              .map(name -> name + ":" + values.get(name))
              .collect(Collectors.joining(";"));
      if (!style.isEmpty()) {
        element.setAttribute("style", style);
      }
    }
  }
}
