package io.raf4j.spark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** Heat maps: which pixel has which colour, and what the scale says. */
class HeatMapTest {

  private static final GridAxis ACROSS = new GridAxis("t", 0, 1, 3);
  private static final GridAxis UP = new GridAxis("x <1>", -1, 1, 2);
  private static final double NAN = Double.NaN;

  @Test
  void firstValueIsAtTheBottomLeft() {
    BufferedImage image = map(0, 1, 2, 3, 4, 5).picture().image();
    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    assertThat(image.getRGB(0, 1)).isEqualTo(ColourMap.SEQUENTIAL.colour(0));
    assertThat(image.getRGB(2, 1)).isEqualTo(ColourMap.SEQUENTIAL.colour(0.4));
    assertThat(image.getRGB(2, 0)).isEqualTo(ColourMap.SEQUENTIAL.colour(1));
  }

  @Test
  void nothingIsDrawnWhereThereIsNoNumber() {
    BufferedImage image = map(NAN, 1, 2, Double.POSITIVE_INFINITY, 4, 5).picture().image();
    assertThat(image.getRGB(0, 1)).isZero();
    assertThat(image.getRGB(0, 0)).isZero();
    assertThat(image.getRGB(1, 1)).isEqualTo(ColourMap.SEQUENTIAL.colour(0));
  }

  @Test
  void signedNumbersAreDrawnAboutZero() {
    HeatMap map = map(-1, 0, 4, 2, 2, 2);
    assertThat(map.scale()).isEqualTo(new HeatMap.Scale(-4, 4, ColourMap.DIVERGING));
    assertThat(map.picture().image().getRGB(1, 1)).isEqualTo(ColourMap.DIVERGING.colour(0.5));
    assertThat(map.picture().image().getRGB(2, 1)).isEqualTo(ColourMap.DIVERGING.colour(1));
  }

  @Test
  void numbersOfOneSignUseTheWholeScaleInSpiteOfNoiseBelowZero() {
    assertThat(HeatMap.Scale.of(new double[] {-1e-6, 1, 3}, new double[] {NAN, 4}))
        .isEqualTo(new HeatMap.Scale(-1e-6, 4, ColourMap.SEQUENTIAL));
    assertThat(HeatMap.Scale.of(new double[] {-3, -2}))
        .isEqualTo(new HeatMap.Scale(-3, -2, ColourMap.SEQUENTIAL));
  }

  @Test
  void errorsOfOneSignAreStillDrawnAboutZero() {
    assertThat(HeatMap.Scale.aboutZero(new double[] {1, 2}))
        .isEqualTo(new HeatMap.Scale(-2, 2, ColourMap.DIVERGING));
  }

  @Test
  void equalNumbersAndNoNumbersHaveAMapToo() {
    assertThat(map(2, 2, 2, 2, 2, 2).picture().image().getRGB(1, 1))
        .isEqualTo(ColourMap.SEQUENTIAL.colour(0.5));
    HeatMap none = map(NAN, NAN, NAN, NAN, NAN, NAN);
    assertThat(none.picture().image().getRGB(1, 1)).isZero();
    assertThat(none.picture().alternative()).endsWith("no value is finite.");
    assertThat(HeatMap.Scale.aboutZero(new double[] {NAN}).high()).isEqualTo(1);
  }

  @Test
  void numbersBeyondTheScaleTakeItsEnds() {
    HeatMap.Scale scale = new HeatMap.Scale(0, 1, ColourMap.SEQUENTIAL);
    assertThat(scale.colour(7)).isEqualTo(ColourMap.SEQUENTIAL.colour(1));
    assertThat(scale.colour(-7)).isEqualTo(ColourMap.SEQUENTIAL.colour(0));
  }

  @Test
  void legendGoesFromTheFirstColourToTheLast() {
    BufferedImage legend = map(0, 1, 2, 3, 4, 5).legend().image();
    assertThat(legend.getRGB(0, 0)).isEqualTo(ColourMap.SEQUENTIAL.colour(0));
    assertThat(legend.getRGB(legend.getWidth() - 1, 0)).isEqualTo(ColourMap.SEQUENTIAL.colour(1));
  }

  @Test
  void figureNamesItsAxesAndTheEndsOfItsScale() {
    String html = map(0.25, 1, 2, 3, 4, 5).html();
    assertThat(html)
        .contains("x &lt;1&gt;", "<span>0.25</span>", "<span>5</span>", "<span>-1</span>")
        .contains("values from 0.25 to 5.", "aspect-ratio:500/1000")
        .doesNotContain("x <1>");
  }

  @Test
  void missingValuesAreRefused() {
    assertThatThrownBy(() -> map(1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 6");
  }

  @Test
  void cellsAreSeenFromTheirCentres() {
    assertThat(UP.position(0)).isEqualTo(-0.5);
    assertThat(UP.position(1)).isEqualTo(0.5);
    assertThatThrownBy(() -> new GridAxis("x", 1, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("low < high");
  }

  private static HeatMap map(double... values) {
    return new HeatMap("u", ACROSS, UP, values, HeatMap.Scale.of(values));
  }
}
