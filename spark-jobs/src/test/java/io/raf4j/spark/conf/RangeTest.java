package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are numbers of an interval, at its ends and just beyond them. */
class RangeTest {

  private final Range whole = Range.whole(1, 10);
  private final Range real = Range.real("0", "1");
  private final Range below = Range.below("0.5", "1");

  @Test
  void bothEndsOfAClosedIntervalAreTaken() {
    assertThat(whole.require("n", "1")).isEqualByComparingTo("1");
    assertThat(whole.require("n", "10")).isEqualByComparingTo("10");
    assertThat(real.require("x", "0")).isEqualByComparingTo("0");
    assertThat(real.require("x", "1")).isEqualByComparingTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "0.9999999999999999999999"})
  void openIntervalTakesWhatIsBelowItsUpperEnd(String text) {
    assertThat(below.require("x", text)).isEqualByComparingTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, at least 1", "11, at most 10", "10.0000000000000000001, at most 10"})
  void numbersBesideAWholeIntervalAreRefused(String text, String expected) {
    assertRefused(whole, text, expected);
  }

  @ParameterizedTest
  @CsvSource({"-1e-299, at least 0", "1.00000000000000000000001, at most 1"})
  void numbersBesideARealIntervalAreRefused(String text, String expected) {
    assertRefused(real, text, expected);
  }

  @ParameterizedTest
  @CsvSource({"0.4999, at least 0.5", "0, a positive number", "1, less than 1", "2, less than 1"})
  void upperEndOfAnOpenIntervalIsRefused(String text, String expected) {
    assertRefused(below, text, expected);
  }

  @Test
  void wholeNumbersMayBeWrittenWithZerosAndPowers() {
    assertThat(whole.require("n", "1e1")).isEqualByComparingTo("10");
    assertThat(whole.require("n", "2.000")).isEqualByComparingTo("2");
    assertRefused(whole, "2.5", "a whole number");
  }

  @Test
  void numbersThatADoubleWouldLoseAreRefused() {
    assertThat(real.require("x", "1e-300")).isEqualByComparingTo("1e-300");
    assertRefused(real, "0.9e-300", "0 or at least 1E-300");
    assertRefused(Range.real("-1", "1"), "-0.9e-300", "0 or at least 1E-300");
  }

  @Test
  void numbersOfAHundredLettersAreReadAndLongerOnesAreNot() {
    String hundred = "0." + "1".repeat(98);
    assertThat(Range.read(hundred)).contains(new BigDecimal(hundred));
    assertThat(Range.read(hundred + "1")).isEmpty();
    assertThat(Range.read(" " + hundred + " ")).contains(new BigDecimal(hundred));
    assertRefused(real, hundred + "1", "a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.", ".5", "+1", "-1", "1E5", "1e-999999999"})
  void decimalDigitsAreNumbers(String text) {
    assertThat(Range.read(text)).contains(new BigDecimal(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "e5", "1e", "1e1234567890", "1 2", "--1", "1f", "0x1", "NaN"})
  void otherTextsAreNone(String text) {
    assertThat(Range.read(text)).isEmpty();
  }

  @Test
  void intervalsAreToldInWords() {
    assertThat(whole.inWords()).isEqualTo("1 to 10");
    assertThat(real.inWords()).isEqualTo("0 to 1");
    assertThat(below.inWords()).isEqualTo("0.5 to below 1");
    assertThatCode(() -> Range.whole(Long.MIN_VALUE, Long.MAX_VALUE).require("n", "0"))
        .doesNotThrowAnyException();
  }

  private static void assertRefused(Range range, String text, String expected) {
    assertThatThrownBy(() -> range.require("--x", text))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--x is " + text + "; expected " + expected);
  }
}
