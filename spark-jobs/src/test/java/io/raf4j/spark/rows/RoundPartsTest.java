package io.raf4j.spark.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundPartsTest {

  private static final RoundParts PARTS = new RoundParts(0.01, 0.002, 0.5, 0.03, 0.004, Double.NaN);

  @Test
  void rowKeepsThePartsOfItsRound() {
    MetricRow row = row(PARTS.measured(0.02));
    assertThat(again(row, MetricRow.SCHEMA_VERSION)).isEqualTo(row);
  }

  @Test
  void rowWithoutPartsHasNulls() {
    List<Object> values = MetricRow.FORMAT.values(row(RoundParts.UNKNOWN));
    assertThat(values.get(values.size() - 1)).isNull();
    assertThat(again(row(RoundParts.UNKNOWN), 3).parts()).isEqualTo(RoundParts.UNKNOWN);
  }

  @Test
  void averagingIsAllButTrainingAndMeasure() {
    assertThat(PARTS.averaging()).isCloseTo(0.046, within(1e-15));
    assertThat(PARTS.measured(0.02).sum()).isCloseTo(0.566, within(1e-15));
  }

  private static MetricRow row(RoundParts parts) {
    return new MetricRow(
        "run-1",
        3,
        30,
        3000,
        0.25,
        1e-3,
        20,
        1e5,
        1.5,
        Instant.parse("2026-01-02T03:04:05Z"),
        "adam",
        Double.NaN,
        Double.NaN,
        Double.NaN,
        parts);
  }

  private static MetricRow again(MetricRow row, int version) {
    Map<String, Object> columns = new HashMap<>(RowJson.toMap(MetricRow.FORMAT, row));
    columns.put("schema_version", version);
    return RowJson.fromMap(MetricRow.FORMAT, columns);
  }
}
