package io.raf4j.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other values for the constants of a problem. */
class ConstantValuesTest {

  private static final String TEXT =
      """
      # A grin \uD83D\uDE00 takes two characters and is one sign.
      problem rod "nu = 3"
      space x in [0, 1]
      constant nu = 0.01/pi, long_one = 2*nu   # nu = 1
      constants k = -1
      equation nu*lap(u) = k + long_one
      factor u = x*(1 - x)
      """;

  private static final ProblemText ROD = new ProblemText("rod.conf", TEXT, new TreeMap<>());

  private static ProblemText with(String assignments) {
    return ROD.withConstants("--constants", assignments);
  }

  @Test
  void valuesTakeThePlaceOfThoseInTheText() {
    assertThat(with("k=2*pi, nu = 3e-2").text())
        .isEqualTo(TEXT.replace("nu = 0.01/pi", "nu = 3e-2").replace("k = -1", "k = 2*pi"));
    assertThat(with("long_one=max(1, 2)^2").text())
        .isEqualTo(TEXT.replace("long_one = 2*nu", "long_one = max(1, 2)^2"));
    assertThat(with("nu=0.5").pde().equation()).isEqualTo(ROD.pde().equation());
    assertThat(with("nu=0.5").sha256()).isNotEqualTo(ROD.sha256());
    assertThat(with("nu=0.01/pi,k=-1").sha256()).isEqualTo(ROD.sha256());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mu=1 | --constants:1:1: unknown constant \"mu\"; expected one of nu, long_one, k, perhaps",
        "nu=1,nu=2 | --constants:1:6: nu is given twice; expected one value",
        "nu=1 k=2 | --constants:1:6: \"k\" is out of place; expected",
        "nu=1 constant k=2 | --constants:1:6: another statement begins; expected values alone",
        "nu | --constants:1:3: the text ends; expected",
        "nu= | --constants:1:4: the text ends; expected",
        "=1 | --constants:1:1: \"=\" is out of place; expected",
        "'k=2,nu=(1' | --constants:1:10: the text ends; expected",
      })
  void wrongValuesAreToldWithTheirPlace(String assignments, String message) {
    assertThatThrownBy(() -> with(assignments))
        .isInstanceOf(ProblemTextException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aProblemWithoutConstantsSaysSo() {
    ProblemText none =
        new ProblemText("none.conf", "space x in [0, 1]\nequation lap(u) = 0\n", new TreeMap<>());
    assertThatThrownBy(() -> none.withConstants("--constants", "nu=1"))
        .hasMessageContaining("none.conf has no constants; expected none");
  }

  @Test
  void whatIsWrongInTheProblemIsToldAsThere() {
    ProblemText broken = new ProblemText("broken.conf", "equation lap(u", new TreeMap<>());
    assertThatThrownBy(() -> broken.withConstants("--constants", "nu=1"))
        .hasMessageStartingWith("broken.conf:1:");
    // A value that is no number shows where it stands.
    assertThatThrownBy(() -> with("nu=x").pde()).hasMessageStartingWith("rod.conf:4:15: ");
  }
}
