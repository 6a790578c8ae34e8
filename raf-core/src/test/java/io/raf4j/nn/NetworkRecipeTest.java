package io.raf4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
        "hidden = tanh, learning-rate = 0 | learning-rate is 0.0; expected positive and finite",
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
}
