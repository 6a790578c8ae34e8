package io.raf4j.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.encoding.GridEncoding;
import io.raf4j.spark.Jobs;
import io.raf4j.spark.conf.GivenSettings;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingPlanTest {

  private static final CoordinateGrid FILM = CoordinateGrid.of(1, 250, 272, 640);
  private static final CoordinateGrid PHOTOGRAPH = CoordinateGrid.of(1, 512, 768);

  private static Settings settings(String... assignments) {
    return Settings.of(
        Jobs.kind("video").profile(), GivenSettings.of(null, List.of(assignments), Map.of()));
  }

  private static Settings decided(CoordinateGrid grid, String... assignments) {
    return EncodingPlan.decided(settings(assignments), grid, 3);
  }

  @Test
  void theSizeOfTheSignalDecides() {
    assertThat(decided(FILM).text(Key.ENCODING)).isEqualTo("grid");
    assertThat(decided(PHOTOGRAPH).text(Key.ENCODING)).isEqualTo("grid");
    assertThat(decided(CoordinateGrid.of(1, 256, 512)).text(Key.ENCODING)).isEqualTo("grid");
    assertThat(decided(CoordinateGrid.of(1, 255, 512)).text(Key.ENCODING)).isEqualTo("none");
    assertThat(decided(FILM, "encoding=none").text(Key.ENCODING)).isEqualTo("none");
    assertThat(decided(PHOTOGRAPH, "encoding=none").text(Key.ENCODING)).isEqualTo("none");
  }

  @Test
  void activationThatIsNamedDecidesWhatItIsFor() {
    assertThat(decided(FILM, "activation=sine").text(Key.ENCODING)).isEqualTo("none");
    assertThat(decided(FILM, "activation=encoded-relu").text(Key.ENCODING)).isEqualTo("grid");
    assertThat(decided(FILM, "activation=sine", "encoding=grid").text(Key.ENCODING))
        .isEqualTo("grid");
  }

  @Test
  void soundsAreLearnedByWaves() {
    CoordinateGrid sound = CoordinateGrid.of(100, 4_000_000);
    assertThat(decided(sound).text(Key.ENCODING)).isEqualTo("none");
    assertThatThrownBy(() -> decided(sound, "encoding=grid"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--encoding is grid; expected none or auto for a sound");
  }

  @Test
  void longLinesGetTablesThatHoldThem() {
    CoordinateGrid strip = CoordinateGrid.of(1, 4, 300_000);
    Settings decided = decided(strip, "grid-levels=2");
    assertThat(decided.integer(Key.GRID_LOG2_ENTRIES)).isEqualTo(19);
    assertThat(EncodingPlan.of(decided, strip).orElseThrow().finest()).containsExactly(3, 299_999);
  }

  @Test
  void networksWithoutEncodingKeepAllSettings() {
    Settings before = settings("encoding=none");
    assertThat(EncodingPlan.decided(before, FILM, 3).asMap()).isEqualTo(before.asMap());
  }

  @Test
  void tablesStaySmallBesideTheSignal() {
    assertThat(decided(FILM).integer(Key.GRID_LOG2_ENTRIES)).isEqualTo(18);
    Settings photograph = decided(PHOTOGRAPH);
    GridEncoding encoding = EncodingPlan.of(photograph, PHOTOGRAPH).orElseThrow();
    double forAValue = encoding.parameters() / (3.0 * PHOTOGRAPH.size());
    assertThat(forAValue).isBetween(0.1, 0.3);
  }

  @Test
  void cellsFollowTheSignalsExtents() {
    GridEncoding encoding = EncodingPlan.of(decided(FILM), FILM).orElseThrow();
    assertThat(encoding.coarsest()).containsExactly(6, 7, 16);
    assertThat(encoding.finest()).containsExactly(125, 136, 320);
    assertThat(EncodingPlan.of(decided(PHOTOGRAPH), PHOTOGRAPH).orElseThrow().finest())
        .containsExactly(511, 767);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          encoding=hash | expected auto, grid or none
          grid-levels=0 | grid-levels
          grid-coarsest=0 | grid-coarsest
          grid-finest=0 | grid-finest
          interpolation=cubic | unknown interpolation "cubic"
          grid-log2-entries=26,grid-features=8,grid-levels=32,grid-finest=1 | expected at most 536,870,911
          dtype=double | --dtype is double; expected float with --encoding grid
          """)
  void whatCannotBeIsRefusedWithItsName(String assignments, String message) {
    assertThatThrownBy(
            () -> {
              Settings decided = decided(FILM, assignments.split(","));
              NetworkPlan.of(decided, TrainingOptions.of(decided), FILM, 3);
            })
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void moreLevelsThanASignalHasSamplesAreRefused() {
    CoordinateGrid small = CoordinateGrid.of(1, 4, 6);
    assertThatThrownBy(
            () -> EncodingPlan.of(decided(small, "encoding=grid", "grid-levels=16"), small))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("--grid-levels is 16", "cells on 4 x 6 samples", "fewer levels");
  }
}
