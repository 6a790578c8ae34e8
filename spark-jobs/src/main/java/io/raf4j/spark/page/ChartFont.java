package io.raf4j.spark.page;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.text.AttributedCharacterIterator.Attribute;
import java.util.Map;

/**
 * The font of charts: Helvetica's measures without a file of Helvetica.
 *
 * <p>Text stays text in a drawing, so a browser sets it; Java only has to know how much room it
 * takes. Asking Java's own fonts would make drawings depend on those that a machine has, and fail
 * where it has none, as on slim executors. Arial, Liberation Sans and Arimo have the same widths.
 */
final class ChartFont extends Font {

  private static final long serialVersionUID = 1;

  private static final double ASCENT = 0.905;
  private static final double DESCENT = 0.212;

  ChartFont(int size) {
    super("Helvetica", Font.PLAIN, size);
  }

  /** Returns how much room a text takes; exact for numbers, a guess for words. */
  FontMetrics metrics() {
    return new Metrics(this);
  }

  /** Returns the name as it is; Java would look for the file. */
  @Override
  public String getFamily() {
    return name;
  }

  /** Returns this font, of which there are no variants. */
  @Override
  public Font deriveFont(Map<? extends Attribute, ?> attributes) {
    return this;
  }

  @Override
  public LineMetrics getLineMetrics(String text, FontRenderContext context) {
    return new Line(text.length(), (float) (ASCENT * size), (float) (DESCENT * size));
  }

  private static final class Metrics extends FontMetrics {

    private static final long serialVersionUID = 1;

    Metrics(Font font) {
      super(font);
    }

    @Override
    public int getAscent() {
      return (int) Math.round(ASCENT * font.getSize());
    }

    @Override
    public int getDescent() {
      return (int) Math.round(DESCENT * font.getSize());
    }

    @Override
    public int stringWidth(String text) {
      return (int) Math.round(font.getSize() * text.chars().mapToDouble(Metrics::width).sum());
    }

    private static double width(int character) {
      return switch (character) {
        case ' ', '.', ',' -> 0.278;
        case '-' -> 0.333;
        default -> 0.556;
      };
    }
  }

  private static final class Line extends LineMetrics {

    private final int characters;
    private final float ascent;
    private final float descent;

    Line(int characters, float ascent, float descent) {
      this.characters = characters;
      this.ascent = ascent;
      this.descent = descent;
    }

    @Override
    public int getNumChars() {
      return characters;
    }

    @Override
    public float getAscent() {
      return ascent;
    }

    @Override
    public float getDescent() {
      return descent;
    }

    @Override
    public float getLeading() {
      return 0;
    }

    @Override
    public float getHeight() {
      return ascent + descent;
    }

    @Override
    public int getBaselineIndex() {
      return Font.ROMAN_BASELINE;
    }

    @Override
    public float[] getBaselineOffsets() {
      return new float[] {0, (descent - ascent) / 2, -ascent};
    }

    @Override
    public float getStrikethroughOffset() {
      return -ascent / 3;
    }

    @Override
    public float getStrikethroughThickness() {
      return ascent / 16;
    }

    @Override
    public float getUnderlineOffset() {
      return descent / 2;
    }

    @Override
    public float getUnderlineThickness() {
      return ascent / 16;
    }
  }
}
