package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkRecipeTest {

  private static NetworkRecipe parse(String text) {
    return NetworkRecipe.parse(ConfigFactory.parseString(text));
  }

  @Test
  void everyPresetHasARecipe() {
    assertThat(NetworkRecipe.names()).containsAll(Presets.names()).doesNotContain("defaults");
    for (String name : NetworkRecipe.names()) {
      assertThat(NetworkRecipe.named(name).name()).isEqualTo(name);
    }
  }

  @Test
  void presetsWithoutARecipeHaveTheDefaults() {
    NetworkRecipe recipe = NetworkRecipe.named("sine-gaussian");
    assertThat(recipe.hidden()).isEqualTo(Presets.named("sine-gaussian"));
    assertThat(recipe.first()).isEqualTo(recipe.hidden());
    assertThat(recipe.firstWeights())
        .isEqualTo(new UniformWeightInit(UniformWeightInit.Rule.FIRST, 1));
    assertThat(recipe.weights())
        .isEqualTo(new UniformWeightInit(UniformWeightInit.Rule.HIDDEN, 1 / 30d));
    assertThat(recipe).isEqualTo(NetworkRecipe.of(Presets.named("sine-gaussian")));
  }

  @Test
  void activationsOfOnesOwnHaveTheDefaults() {
    NetworkRecipe recipe = parse("name = mine, terms = [{function = cos, beta = 7}]");
    assertThat(recipe.name()).isEqualTo("mine");
    assertThat(recipe.hidden().terms().get(0).function()).isEqualTo(BasisFunction.named("cos"));
    assertThat(recipe.learningRate()).isPositive();
    assertThat(parse("terms = [{function = cos}]").name()).isEqualTo("custom");
    assertThat(parse("name = mine, hidden = { terms = [{function = cos}] }").hidden().name())
        .isEqualTo("custom");
  }

  @Test
  void recipesOfOnesOwnNameTheirParts() {
    NetworkRecipe recipe =
        parse(
            """
            name = mine
            first = { name = wave, terms = [{ function = sin, beta = 30 }] }
            hidden = tanh
            weights = { rule = pytorch, scale = 2 }
            frequencies = 30
            learning-rate = 0.01
            coefficient-rate = 0.5
            """);
    assertThat(recipe.first().name()).isEqualTo("wave");
    assertThat(recipe.hidden()).isEqualTo(Presets.named("tanh"));
    assertThat(recipe.weights())
        .isEqualTo(new UniformWeightInit(UniformWeightInit.Rule.PYTORCH, 2));
    assertThat(recipe.frequencies()).hasValue(30);
    assertThat(recipe.learningRate()).isEqualTo(0.01);
    assertThat(recipe.coefficientRate()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hidden = sime | sine",
        "hidden = tanh, wieghts = 3 | wieghts",
        "hidden = tanh, weights = { rule = round, scale = 1 } | expected first, hidden or pytorch",
        "hidden = tanh, weights = { rule = hidden, scale = -1 } | scale is -1.0",
        "hidden = tanh, learning-rate = 0 | learning-rate is 0.0; expected 1.2E-38 to 3.4E38",
        "hidden = tanh, coefficient-rate = -1 | coefficient-rate is -1.0",
        "hidden = tanh, frequencies = some | frequencies",
        "hidden = tanh, frequencies = -3 | frequencies is -3.0",
        "hidden = [tanh] | hidden",
        "hidden = tanh, learning-rate = fast | learning-rate",
        "hidden = tanh, weights = 3 | weights",
        "learning-rate = 0.1 | hidden",
        "name = [a] | name",
        "name = mine, terms = [] | terms"
      })
  void badRecipesAreRefusedByName(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(text))
        .withMessageContaining(message);
  }

  @Test
  void unknownNamesAreRefusedWithASuggestion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkRecipe.named("poly-sine-gausian"))
        .withMessageContaining("poly-sine-gaussian");
    assertThatIllegalArgumentException().isThrownBy(() -> NetworkRecipe.named("defaults"));
  }

  /** The variance of the first layer's argument along an axis: a wave's, per unit of the axis. */
  private static double frequency(NetworkRecipe recipe, double[] tensor, int axis) {
    double omega = recipe.frequencies().orElseThrow();
    return recipe.first().rate().orElseThrow() * Math.sqrt(tensor[3 * axis]) / omega;
  }

  @Test
  void fittedScalesStartAsFastAsTheSignalAlongEachAxis() {
    double[] tensor = {400, 30, 30, 2500};
    for (String name : new String[] {"sine", "poly-sine-gaussian", "gabor", "gaussian", "staf"}) {
      NetworkRecipe fitted = NetworkRecipe.named(name).fittedTo(tensor, 1);

      assertThat(frequency(fitted, tensor, 0)).as(name).isCloseTo(20, within(1e-9));
      assertThat(frequency(fitted, tensor, 1)).as(name).isCloseTo(50, within(1e-9));
      double ofWeights =
          Math.sqrt((tensor[0] + tensor[3]) / 2) / fitted.frequencies().orElseThrow();
      assertThat(ofWeights).isCloseTo(fitted.firstWeights().bound(2) / Math.sqrt(3), within(1e-12));
    }
  }

  @Test
  void fittedScalesKeepTheRatioOfWavesAndBumpsAndLeaveLaterLayersAlone() {
    NetworkRecipe published = NetworkRecipe.named("poly-sine-gaussian");
    NetworkRecipe fitted = published.fittedTo(new double[] {400, 0, 0, 400}, 2);

    assertThat(fitted.hidden()).isEqualTo(published.hidden());
    double ofWaves = beta(fitted, 2) / beta(published, 2);
    assertThat(ofWaves).isCloseTo(2 * 20 / (30 * 0.5 / Math.sqrt(3)), within(1e-6));
    assertThat(beta(fitted, 3) / beta(published, 3)).isCloseTo(ofWaves, within(1e-9));
    assertThat(beta(fitted, 0)).as("of x").isEqualTo(1);
    assertThat(beta(fitted, 1)).as("of x^2").isEqualTo(1);
  }

  private static double beta(NetworkRecipe recipe, int term) {
    return recipe.first().terms().get(term).beta().initial().rootMeanSquare();
  }

  @Test
  void nothingIsFittedWithoutContrastWithoutARateOrTwice() {
    double[] tensor = {400, 0, 0, 400};
    for (String name : new String[] {"relu", "tanh", "x+x^2", "fitted-poly-sine"}) {
      NetworkRecipe recipe = NetworkRecipe.named(name);
      assertThat(recipe.fittedTo(tensor, 1)).as(name).isEqualTo(recipe);
    }
    NetworkRecipe sine = NetworkRecipe.named("sine");
    assertThat(sine.fittedTo(new double[4], 1)).isEqualTo(sine);
    assertThat(sine.fittedTo(tensor, 1).fittedTo(tensor, 1)).isEqualTo(sine.fittedTo(tensor, 1));
  }
}
