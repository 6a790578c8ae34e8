package io.raf4j.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.PdeProblem;
import io.raf4j.solver.ProblemReference.Kind;
import org.junit.jupiter.api.Test;

class ProblemReferenceTest {

  /** A problem of one's own, in any dimension but 13. */
  public static class Own implements PdeProblem {

    private final int dimension;

    /** Creates the problem. */
    public Own(int dimension) {
      if (dimension == 13) {
        throw new IllegalArgumentException("dim is 13; expected luck");
      }
      this.dimension = dimension;
    }

    @Override
    public String name() {
      return "own";
    }

    @Override
    public String equation() {
      return "-Lap u = 0";
    }

    @Override
    public Coordinates coordinates() {
      return Coordinates.space(dimension);
    }

    @Override
    public Domain domain() {
      return Box.unit(dimension);
    }

    @Override
    public Dual[] operator(double[] x, Field[] u) {
      return new Dual[] {u[0].laplacian().negate()};
    }

    @Override
    public Jet boundaryFactor(Jet[] x) {
      return x[0];
    }
  }

  /** A problem whose table is missing. */
  public static final class Broken extends Own {
    private static final int FIRST = Integer.parseInt("no table");

    /** Creates the problem. */
    public Broken() {
      super(FIRST);
    }
  }

  @Test
  void classThatFailsWhenItIsInitialisedIsRefused() {
    assertThatThrownBy(ProblemReference.ofClass(Kind.PDE, Broken.class.getName(), 2)::pde)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(Broken.class.getName(), "cannot be used", "no table");
  }

  @Test
  void textsAreReadBack() {
    for (String text :
        new String[] {
          "pde poisson-smooth 2",
          "eigen box 10",
          "pde class A$B 3",
          "pde class slab 2",
          "pde heat 3 slab 2 of 0.1,1.0",
          "pde slab 1 slab 1 of 1.0"
        }) {
      assertThat(ProblemReference.fromText(text).toText()).isEqualTo(text);
    }
    assertThat(ProblemReference.fromText("eigen class a.B 3"))
        .isEqualTo(ProblemReference.ofClass(Kind.EIGEN, "a.B", 3));
  }

  @Test
  void namesLeadToTheCatalogues() {
    assertThat(ProblemReference.fromText("pde heat 2").pde().domain().dimension()).isEqualTo(3);
    assertThat(ProblemReference.fromText("eigen box 4").eigen().domain().dimension()).isEqualTo(4);
    assertThatThrownBy(() -> ProblemReference.fromText("pde haet 2").pde())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("heat");
    assertThatThrownBy(() -> ProblemReference.fromText("pde heat 2").eigen())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("pde heat 2");
  }

  @Test
  void classesAreMadeInTheirDimension() {
    ProblemReference own = ProblemReference.ofClass(Kind.PDE, Own.class.getName(), 4);
    assertThat(own.pde().domain().dimension()).isEqualTo(4);
    ProblemReference unlucky = ProblemReference.ofClass(Kind.PDE, Own.class.getName(), 13);
    assertThatThrownBy(unlucky::pde)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected luck");
    assertThatThrownBy(ProblemReference.ofClass(Kind.EIGEN, Own.class.getName(), 4)::eigen)
        .hasMessageContaining("is no EigenProblem");
    assertThatThrownBy(ProblemReference.ofClass(Kind.PDE, "com.me.Missing", 4)::pde)
        .hasMessageContaining("com.me.Missing is not on the class path");
    assertThatThrownBy(ProblemReference.ofClass(Kind.PDE, PdeProblem.class.getName(), 4)::pde)
        .hasMessageContaining("cannot be created");
  }

  @Test
  void otherTextsAreRefused() {
    for (String text : new String[] {"", "pde heat", "ode heat 2", "pde heat two", "pde heat 0"}) {
      assertThatThrownBy(() -> ProblemReference.fromText(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("problem reference is \"" + text + "\"");
    }
    assertThatThrownBy(() -> ProblemReference.named(Kind.PDE, "two words", 2))
        .hasMessageContaining("expected a name without spaces");
  }
}
