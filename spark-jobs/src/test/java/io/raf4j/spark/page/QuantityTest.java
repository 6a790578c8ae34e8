package io.raf4j.spark.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.spark.run.SampleRun;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as people read them. */
class QuantityTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "-0.0|0",
        "42|42",
        "999999|999,999",
        "1234567|1.235e6",
        "0.00123449|0.001234",
        "0.0000123449|1.234e-5",
        "-2.5|-2.5",
        "31.42|31.42",
        "1234.56|1,235",
        "1e20|1e20",
        "Infinity|infinite",
        "-Infinity|minus infinite",
        "NaN|not a number"
      })
  void significantShowsFourDigits(double value, String expected) {
    assertThat(Quantity.significant(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "0.417, 0.42 s",
    "9.994, 9.99 s",
    "59.4, 59 s",
    "59.6, 1 min 0 s",
    "80, 1 min 20 s",
    "3599.7, 1 h 0 min",
    "11100, 3 h 5 min"
  })
  void durationUsesTheTwoLargestUnits(double seconds, String expected) {
    assertThat(Quantity.duration(seconds)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0 B", "1023|1,023 B", "1536|1.5 KiB", "4812345|4.6 MiB"})
  void bytesUseBinaryUnits(long bytes, String expected) {
    assertThat(Quantity.bytes(bytes)).isEqualTo(expected);
  }

  @Test
  void localeOfTheJvmDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Quantity.fixed(1234.5, 2)).isEqualTo("1,234.50");
      assertThat(Quantity.count(1234567)).isEqualTo("1,234,567");
      assertThat(SampleRun.report().page().html()).contains("31.43 dB", "0.9310");
    } finally {
      Locale.setDefault(before);
    }
  }
}
