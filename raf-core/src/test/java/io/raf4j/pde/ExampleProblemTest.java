package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A user's problem needs nothing but what it says, and errors say what is missing. */
final class ExampleProblemTest {

  @Test
  void residualIsTheEquation() {
    PdeProblem problem = new ExampleProblem(2);
    PdeResidual residuals = new PdeResidual(problem);
    assertThat(residuals.shape()).isEqualTo(JetShape.laplacian(2));
    double[] jet = {0.4, 1, 2, 3};
    Dual residual =
        residuals.at(Location.inside(0.1, 0.2), Field.of(jet, 0, 1, residuals.shape()))[0];
    assertThat(residual.value()).isCloseTo(-3 + Math.sin(0.4) - 1, within(1e-15));
    assertThat(residual.partial(0)).isCloseTo(Math.cos(0.4), within(1e-15));
    assertThat(residual.partial(1)).isZero();
    assertThat(residual.partial(3)).isEqualTo(-1);
  }

  @Test
  void nothingIsKnownUnlessTheProblemSaysSo() {
    PdeProblem problem = new ExampleProblem(3);
    assertThat(problem.exact()).isEmpty();
    assertThat(problem.exactValues()).isEmpty();
    assertThat(problem.isManufactured()).isFalse();
    assertThat(problem.components()).isEqualTo(1);
    assertThat(problem.source(new double[3])).containsExactly(0);
    assertThat(problem.lift(0, Jet.coordinates(new double[3])).value()).isZero();
  }

  @Test
  void manufacturedFromNothingIsRefused() {
    assertThatThrownBy(
            () -> new PdeResidual(new FromNothing()).rightHand(Location.inside(new double[] {0.5})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("from-nothing is manufactured; let exact() return the solution it is made of");
  }

  /** What is expected is made small, not equal to what the exact solution has: that is unknown. */
  @Test
  void priorsDoNotLearnTheExactSolution() {
    PdeProblem problem =
        new FromNothing() {
          @Override
          public Optional<ExactSolution> exact() {
            return Optional.of(ExactSolution.scalar(x -> x[0].square().plus(1)));
          }

          @Override
          public List<Condition> conditions() {
            Condition.Equation slope = (where, u, coefficients) -> new Dual[] {u[0].derivative(0)};
            return List.of(Condition.prior("flat", 0.1, slope), Condition.inside("slope", slope));
          }
        };
    PdeResidual residual = new PdeResidual(problem);
    double[] x = {0.5};
    assertThat(residual.rightHand(Location.inside(x))).containsExactly(1.25);
    assertThat(residual.rightHand(new Location(1, x, new double[0]))).containsExactly(0);
    assertThat(residual.rightHand(new Location(2, x, new double[0]))).containsExactly(1);
    assertThatCode(() -> ProblemCheck.require(new InversePoisson(1))).doesNotThrowAnyException();
  }

  @Test
  void numbersOfEquationsThatDifferAreRefused() {
    FromNothing two =
        new FromNothing() {
          @Override
          public double[] source(double[] x) {
            return new double[2];
          }

          @Override
          public boolean isManufactured() {
            return false;
          }
        };
    assertThatThrownBy(() -> new PdeResidual(two).rightHand(Location.inside(new double[] {0.5})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("an operator that gives 1 residuals and a source that gives 2");
  }

  @Test
  void coordinatesThatAreNotThoseOfTheDomainAreRefused() {
    FromNothing other =
        new FromNothing() {
          @Override
          public Coordinates coordinates() {
            return Coordinates.space(2);
          }
        };
    assertThatThrownBy(() -> new PdeResidual(other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "from-nothing names the coordinates [x, y], but its domain has 1; let coordinates()"
                + " name as many");
  }

  @Test
  void operatorsThatGiveNothingOrNowMoreNowFewerAreRefused() {
    PdeProblem none =
        new FromNothing() {
          @Override
          public Dual[] operator(double[] x, Field[] u) {
            return new Dual[0];
          }
        };
    PdeProblem uneven =
        new FromNothing() {
          @Override
          public Dual[] operator(double[] x, Field[] u) {
            Dual value = u[0].value();
            return x[0] < 0.5 ? new Dual[] {value} : new Dual[] {value, value};
          }
        };
    for (PdeProblem problem : List.of(none, uneven)) {
      assertThatThrownBy(() -> new PdeResidual(problem))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("let it give as many everywhere, one or more");
    }
  }

  private static class FromNothing implements ScalarProblem {
    @Override
    public String name() {
      return "from-nothing";
    }

    @Override
    public String equation() {
      return "u = f";
    }

    @Override
    public Domain domain() {
      return Box.unit(1);
    }

    @Override
    public Coordinates coordinates() {
      return Coordinates.space(1);
    }

    @Override
    public Dual operator(double[] x, Field u) {
      return u.value();
    }

    @Override
    public Jet boundaryFactor(Jet[] x) {
      return Jet.constant(1);
    }

    @Override
    public boolean isManufactured() {
      return true;
    }
  }
}
