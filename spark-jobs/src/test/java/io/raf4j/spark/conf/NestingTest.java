package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How deeply a text is nested, told without parsing it. */
class NestingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a = 1                      | 0",
        "a { b { c = 1 } }          | 2",
        "a = [[1], [2, [3]]]        | 3",
        "a.b.c = 1                  | 2",
        "a.b { c.d = [1] }          | 2",
        "a.b = 1, c.d = 1           | 1",
        "a { } b { }                | 1",
        "a = \"{{{\"                | 0",
        "a = \"\\\"{{{\", b = [1]   | 1",
        "a = \"\"\"{{\"{\"\"\"      | 0",
        "a = \"\"\"x\"\"\", b = [1] | 1",
        "a = \"unended              | 0",
        "a = \"\"\"unended {{       | 0",
        "# {{{                      | 0",
        "// [[[                     | 0",
        "a = 1 / [2]                | 1",
      })
  void bracketsAndPartsOfKeysCountButInTextsAndComments(String text, int deepest) {
    assertThat(new Nesting(text).deepest()).isEqualTo(deepest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a = 1, b = $c, d = 2 + 3   | 0",
        "a = ${b}, c = ${?d}        | 2",
        "a += 1, a += ${b}          | 3",
        "a = \"${b}\" # ${c} +=     | 0",
      })
  void valuesMadeOfOthersCountButInTextsAndComments(String text, int substitutions) {
    assertThat(new Nesting(text).substitutions()).isEqualTo(substitutions);
  }

  @Test
  void nextLineCountsAfterACommentAndAnUnendedText() {
    assertThat(new Nesting("# {{\na { b = 1 }").deepest()).isEqualTo(1);
    assertThat(new Nesting("// {{\n[[1]]").deepest()).isEqualTo(2);
    assertThat(new Nesting("a.b.c // d\ne.f = 1").deepest()).isEqualTo(2);
    assertThat(new Nesting("a = \"x{\n{ b }").deepest()).isEqualTo(1);
    assertThat(new Nesting("a.b # c\nd.e.f = 1").deepest()).isEqualTo(2);
  }
}
