package io.raf4j.eigen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Checks what users find in the catalogue, and what they are told. */
class EigenCatalogueTest {

  @Test
  void everyProblemOfTheCatalogueIsFoundUnderItsName() {
    assertThat(EigenCatalogue.all())
        .extracting(EigenEntry::name)
        .containsExactly(
            "box",
            "oscillator",
            "schroedinger-torus",
            "neumann-box",
            "fokker-planck",
            "cubic",
            "hydrogen");
    for (EigenEntry entry : EigenCatalogue.all()) {
      EigenProblem problem = EigenCatalogue.named(entry.name()).problem(entry.defaultDimension());
      assertThat(problem.name()).isEqualTo(entry.name());
      assertThat(problem.equation()).isEqualTo(entry.equation()).contains("lambda u");
      assertThat(problem.domain().dimension()).isEqualTo(entry.defaultDimension());
      assertThat(entry.eigenvalue()).isNotBlank();
      assertThat(entry.note()).isNotBlank();
      assertThat(entry.problem(entry.largestDimension()).domain().dimension())
          .isEqualTo(entry.largestDimension());
    }
  }

  @Test
  void wrongNamesAndDimensionsAreExplained() {
    assertThatThrownBy(() -> EigenCatalogue.named("hydrogn"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "unknown eigenvalue problem \"hydrogn\"; did you mean \"hydrogen\"?");
    EigenEntry hydrogen = EigenCatalogue.named("hydrogen");
    assertThatThrownBy(() -> hydrogen.problem(7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dim is 7; hydrogen takes 3");
    EigenEntry box = EigenCatalogue.named("box");
    assertThatThrownBy(() -> box.problem(0)).hasMessage("dim is 0; box takes 1 to 20");
  }
}
