package io.raf4j.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Configuration in and out, groups, and the reference value. */
final class ReproducingActivationTest {

  static Iterable<String> presets() {
    return Presets.names();
  }

  private static ReproducingActivation parse(String text) {
    return ReproducingActivation.parse(ConfigFactory.parseString(text));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void textAndConfigurationRoundTripExactly(String name) {
    ReproducingActivation preset = Presets.named(name);
    assertThat(ReproducingActivation.fromText(preset.toText())).isEqualTo(preset);
    assertThat(ReproducingActivation.parse(preset.toConfig())).isEqualTo(preset);
    assertThat(preset.toText()).doesNotContain("\n");
    assertThat(preset.name()).isEqualTo(name);
  }

  @Test
  void oddNumbersSurviveTheRoundTrip() {
    ReproducingActivation activation =
        parse(
            "name = odd, terms = [{ function = sin, alpha = 0.1,"
                + " beta = { learnable = false, log-uniform = [1.3e-38, 3.3333333333333335] } }]");
    assertThat(ReproducingActivation.fromText(activation.toText())).isEqualTo(activation);
    assertThat(activation.learnableBetas()).isEmpty();
  }

  @Test
  void presetsHaveThePublishedValues() {
    ReproducingActivation image = Presets.named("poly-sine-gaussian");
    assertThat(image.terms().get(0).alpha().initial()).isEqualTo(new Distribution.Normal(0, .1));
    assertThat(image.terms().get(2).beta().initial()).isEqualTo(new Distribution.Normal(30, .001));
    assertThat(image.terms().get(3).beta().initial())
        .isEqualTo(new Distribution.ReciprocalUniform(.01, .05));
    assertThat(image.learnableAlphas()).containsExactly(0, 1, 2, 3);
    assertThat(image.learnableBetas()).containsExactly(2, 3);
    assertThat(Presets.named("staf").sharing()).isEqualTo(ReproducingActivation.Sharing.LAYER);
    assertThat(Presets.names()).hasSize(16);
  }

  @Test
  void unknownPresetSuggestsTheNearest() {
    assertThatThrownBy(() -> Presets.named("poly-sin-gaussian"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean \"poly-sine-gaussian\"?");
  }

  @Test
  void termsDefaultToOneTimesTheFunctionOfOneTimesZ() {
    ReproducingActivation activation = parse("terms = [{ function = sin }, { function = x }]");
    assertThat(activation.name()).isEqualTo("sin+x");
    assertThat(activation.mode()).isEqualTo(ReproducingActivation.Mode.MIXED);
    assertThat(activation.terms().get(0).alpha()).isEqualTo(Coefficient.ONE);
    assertThat(activation.terms().get(0).beta().isOne()).isTrue();
  }

  @Test
  void valueAddsTheTermsUp() {
    ReproducingActivation activation =
        parse("terms = [{ function = sin }, { function = \"x^2\" }]");
    double[] alpha = {2, 3};
    double[] beta = {30, 0.5};
    double expected = 2 * Math.sin(30 * 0.7) + 3 * 0.35 * 0.35;
    assertThat(activation.value(0.7, alpha, beta)).isCloseTo(expected, within(1e-14));
    double h = 1e-6;
    double slope =
        (activation.value(0.7 + h, alpha, beta) - activation.value(0.7 - h, alpha, beta)) / (2 * h);
    assertThat(activation.derivative(1, 0.7, alpha, beta)).isCloseTo(slope, within(1e-6));
  }

  @Test
  void publishedGroupsAreQuartersAndTheRest() {
    ReproducingActivation grouped = Presets.named("x+x^2+sin+gaussian");
    assertThat(grouped.groupBounds(50)).containsExactly(0, 12, 24, 36, 50);
    assertThat(grouped.groupBounds(100)).containsExactly(0, 25, 50, 75, 100);
    assertThat(grouped.groupBounds(1)).containsExactly(0, 0, 0, 0, 1);
  }

  @Test
  void groupsMayBeCountedAndTheRestMayStandAnywhere() {
    ReproducingActivation grouped =
        parse(
            "mode = grouped, terms = [{ function = x, share = \"1/4\" }, { function = sin },"
                + " { function = gaussian, beta = 2, share = 10 }]");
    assertThat(grouped.groupBounds(50)).containsExactly(0, 12, 40, 50);
    assertThat(ReproducingActivation.fromText(grouped.toText())).isEqualTo(grouped);
    assertThatThrownBy(() -> grouped.groupBounds(9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("width is 9; expected at least 12");
  }

  @Test
  void groupsOfAMixedActivationAreRefused() {
    assertThatThrownBy(() -> Presets.named("sine").groupBounds(8))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sine is mixed");
    assertThatThrownBy(() -> Presets.named("x+x^2+sin").value(1, new double[3], new double[3]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is grouped");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          terms = [{ function = sine }]                               | terms[0].function
          terms = [{ function = sin, alfa = 1 }]                      | did you mean "alpha"
          terms = [{ function = sin, alpha = "big" }]                 | terms[0].alpha is big
          terms = [{ function = sin, alpha = 1e-300 }]                | terms[0].alpha is 1e-300
          terms = [{ function = sin, beta = { constant = -1e39 } }]   | terms[0].beta.constant is -1e39
          terms = [{ function = sin, beta = { normal = [0, 1e999] } }] | terms[0].beta.normal is 1e999
          terms = [{ function = sin, beta = { normal = [1] } }]       | terms[0].beta.normal
          terms = [{ function = sin, beta = { normal = [a, b] } }]    | terms[0].beta.normal
          terms = [{ function = sin, beta = { learnable = true } }]   | exactly one of
          terms = [{ function = sin, beta = { constant = 1, learnable = 3 } }] | beta.learnable is 3
          terms = [{ function = x, share = 1.5 }]                     | terms[0].share is 1.5
          terms = [{ function = x, share = 3 }]                       | expected none in a mixed
          terms = [{ alpha = 1 }]                                     | terms[0].function is missing
          terms = []                                                  | terms is empty
          name = a                                                    | terms: expected a list
          mode = both, terms = [{ function = x }]                     | expected one of [mixed, grouped]
          mode = grouped, terms = [{ function = x }, { function = sin }] | 2 terms of x+sin have no share
          mode = grouped, sharing = layer, terms = [{ function = x }] | sharing of x is layer
          mode = grouped, terms = [{ function = x, alpha = { constant = 1 } }] | terms of x are learnable
          term = [{ function = x }]                                   | did you mean "terms"
          """)
  void errorsNameTheKey(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void textThatIsNestedTooDeeplyIsRefused() {
    String text = "{\"terms\": ".repeat(100_000);
    assertThatThrownBy(() -> ReproducingActivation.fromText(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("activation is nested too deeply");
  }

  @Test
  void textThatIsNotConfigurationIsRefused() {
    for (String text : List.of("{ terms = [", "terms = [(({ function = sin }]", "terms = ${x}")) {
      assertThatThrownBy(() -> ReproducingActivation.fromText(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not valid configuration");
    }
  }

  /** Such texts come with models of other people: they name no file, no address, no variable. */
  @Test
  void textsFetchNothingFromElsewhere() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    byte[] sine = Presets.named("sine").toText().getBytes(StandardCharsets.UTF_8);
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, sine.length);
          exchange.getResponseBody().write(sine);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://localhost:" + server.getAddress().getPort() + "/a.conf";
      for (String text :
          List.of(
              "include url(\"" + address + "\")",
              "include \"" + address + "\"",
              "include classpath(\"io/raf4j/basis/presets.conf\")",
              "{ \"terms\": [{ \"function\": \"sin\" }], \"name\": ${user.home} }")) {
        assertThatThrownBy(() -> ReproducingActivation.fromText(text))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("activation is not valid configuration");
      }
      assertThat(asked).hasValue(0);
    } finally {
      server.stop(0);
    }
  }
}
