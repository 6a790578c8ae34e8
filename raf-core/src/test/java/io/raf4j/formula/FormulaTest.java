package io.raf4j.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.jet.Partial;
import io.raf4j.pde.Condition;
import io.raf4j.pde.Location;
import io.raf4j.pde.PdeProblem;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What formulas compute: against closed forms, differences and one another. */
class FormulaTest {

  private static final double[] POINT = {0.3, 0.7};
  private static final double STEP = 1e-4;

  private static PdeProblem problem(String... lines) {
    return new ProblemText("test.conf", String.join("\n", lines), new TreeMap<>()).pde();
  }

  private static PdeProblem square(String... lines) {
    return problem("space x in [0, 1], y in [0, 1]\nconstant c = 2\n" + String.join("\n", lines));
  }

  private static Jet lift(String formula, double... point) {
    JetShape shape =
        JetShape.of(2, List.of(Partial.along(0, 0), Partial.along(0, 1), Partial.along(1, 1)));
    return square("equation lap(u) = 0", "lift u = " + formula)
        .lift(0, Jet.coordinates(point, shape));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 + 2*3 - 4/8; 6.5",
        "-x^2; -0.09",
        "(-x)^2; 0.09",
        "2^3^2; 512",
        "2^-1; 0.5",
        "x - y - 1; -1.4",
        "x/y/c; 0.2142857142857143",
        "-x*-y; 0.21",
        "1.5e-1*x; 0.045",
        ".5*x; 0.15",
        "x^y - exp(y*log(x)); 0",
        "min(x, y, 0.2); 0.2",
        "max(x, y); 0.7",
        "abs(x - y); 0.4",
        "sum(x, y, 1); 2",
        "sumsq(x, y); 0.58",
        "product(x, y, 2); 0.42",
        "sum(i in 1 .. 3: i*x); 1.8",
        "atan2(y, x); 1.1659045",
        "sech(x) - 1/cosh(x); 0",
        "log(exp(x)); 0.3",
        "sqrt(x^2); 0.3",
        "tanh(x) - sinh(x)/cosh(x); 0",
        "cos(pi*x)^2 + sin(pi*x)^2; 1",
        "d(x^3*y, x); 0.189",
        "d(sin(x*y), x, y) - (cos(x*y) - x*y*sin(x*y)); 0",
        "lap(x^2*y^2) - 2*(x^2 + y^2); 0",
        "div(x^2, x*y) - 3*x; 0",
        "corner(x, y, 2, 0) - 2*x*y; 0",
      })
  void numbersAreThose(String formula, double expected) {
    assertThat(lift(formula, POINT).value()).isCloseTo(expected, within(1e-7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sin(x*y) + cos(x)*exp(y)",
        "log(1 + x^2)/sqrt(y + 1)",
        "sinh(x)*cosh(y) - tanh(x*y)",
        "sech(x + y)^3*atan(x - y)",
        "x^2.5/y^3 + 2/x - c",
        "atan2(y, x + 1) + abs(x - y)",
        "x^y + (x + y)^(-2)",
        "product(x, y, sin(x), x + y) + sumsq(x, sin(y))",
        "kink(x, y, 0.1)",
      })
  void derivativesAreThoseOfDifferences(String formula) {
    Jet at = lift(formula, POINT);
    for (int k = 0; k < 2; k++) {
      double[] low = POINT.clone();
      double[] high = POINT.clone();
      low[k] -= STEP;
      high[k] += STEP;
      double below = lift(formula, low).value();
      double above = lift(formula, high).value();
      assertThat(at.derivative(k)).isCloseTo((above - below) / (2 * STEP), within(1e-5));
      assertThat(at.second(k))
          .isCloseTo((above - 2 * at.value() + below) / (STEP * STEP), within(1e-4));
      String axis = k == 0 ? "x" : "y";
      if (!formula.startsWith("kink")) {
        assertThat(lift("d(" + formula + ", " + axis + ")", POINT).value())
            .isCloseTo(at.derivative(k), within(1e-10));
        assertThat(lift("d(" + formula + ", " + axis + ", " + axis + ")", POINT).value())
            .isCloseTo(at.second(k), within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sin(u)*cos(u) + exp(-u)",
        "log(u + 2)/sqrt(u + 3) - 1/u",
        "sinh(u) + cosh(u) - tanh(u)*sech(u)",
        "atan(u) + abs(u) + atan2(u, x) + atan2(x, u)",
        "u^2 + u^3 - u^5 + u^0.5 + u^(-1)",
        "min(u, 2) + max(u, x) + min(u, y, 0.1)",
        "x - u + u*x + x/u + u/x",
        "sum(u, x, u*u) + product(u, 2, u) + sumsq(u, x)",
        "u^u + 2^u",
      })
  void operatorsAreTheFunctionsOfValues(String formula) {
    PdeProblem problem = square("equation " + formula + " + 0*lap(u) = 0");
    double value = 0.8;
    Dual residual = residual(problem, value);
    double step = 1e-6;
    double slope =
        (residual(problem, value + step).value() - residual(problem, value - step).value())
            / (2 * step);
    assertThat(residual.partial(0)).isCloseTo(slope, within(1e-7));
    // The same formula over numbers and over jets.
    String number = formula.replaceAll("\\bu\\b", "(y + 0.1)");
    assertThat(residual.value()).isCloseTo(lift(number, POINT).value(), within(1e-14));
    PdeProblem numbers = square("equation u = " + number);
    assertThat(numbers.source(POINT)[0]).isCloseTo(residual.value(), within(1e-14));
  }

  private static Dual residual(PdeProblem problem, double value) {
    JetShape shape = JetShape.weightedLaplacian(new double[] {1, 1});
    double[] rows = new double[shape.rows()];
    rows[0] = value;
    return problem.operator(POINT, Field.of(rows, 0, 1, shape))[0];
  }

  @Test
  void derivativesOfProductsOfUnknownsAreThoseOfTheirFactors() {
    PdeProblem problem =
        square("unknowns u, v", "equation d(x*u*v, x) = 0", "equation div(u*d(v,x), v*d(v,y)) = 0");
    JetShape shape = JetShape.of(2, List.of(Partial.along(0, 0), Partial.along(1, 1)));
    Jet[] x = Jet.coordinates(POINT, shape);
    Field[] fields = {
      Field.of(x[0].times(x[1]), shape), Field.of(x[0].square().plus(x[1].square()), shape)
    };
    Dual[] residuals = problem.operator(POINT, fields);
    // x u v = x^2 y (x^2 + y^2), and u v_x = 2 x^2 y, v v_y = 2 y (x^2 + y^2).
    double px = POINT[0];
    double py = POINT[1];
    assertThat(residuals[0].value())
        .isCloseTo(4 * px * px * px * py + 2 * px * py * py * py, within(1e-14));
    assertThat(residuals[1].value())
        .isCloseTo(4 * px * py + 2 * px * px + 6 * py * py, within(1e-14));
  }

  @Test
  void conditionsHaveNormalsReadingsAndWeights() {
    TreeMap<String, String> data = new TreeMap<>();
    data.put("slopes.csv", "x,y,s,n\n0.5,0.5,2,0.1\n");
    PdeProblem problem =
        new ProblemText(
                "test.conf",
                """
                space x, y
                domain ball((0, 0), 1) as rim
                equation lap(u) = 0
                condition on rim: dn(u) + 2*u = normal(x)*y weight 3
                condition slopes at "slopes.csv": (d(u,x) - measured(1))/measured(2) = 0
                condition mean inside: u = x weight 0.5
                condition at (0, 0): u = 1
                """,
                data)
            .pde();
    List<Condition> all = problem.conditions();
    assertThat(all)
        .extracting(Condition::name)
        .containsExactly("rim", "slopes", "mean", "at (0, 0)");
    assertThat(all).extracting(Condition::weight).containsExactly(3.0, 1.0, 0.5, 1.0);
    JetShape shape = JetShape.gradient(2);
    Jet[] x = Jet.coordinates(new double[] {0.6, 0.8}, shape);
    Field[] u = {Field.of(x[0].times(3), shape)};
    Location rim = new Location(1, new double[] {0.6, 0.8}, new double[] {0.6, 0.8});
    assertThat(all.get(0).equation().at(rim, u, new Dual[0])[0].value())
        .isCloseTo(1.8 + 3.6 - 0.48, within(1e-14));
    Location slope = new Location(2, new double[] {0.5, 0.5}, new double[] {2, 0.1});
    assertThat(all.get(1).equation().at(slope, u, new Dual[0])[0].value())
        .isCloseTo(10, within(1e-13));
    assertThat(all.get(2).equation().at(Location.inside(0.6, 0.8), u, new Dual[0])[0].value())
        .isCloseTo(1.2, within(1e-14));
  }

  @Test
  void referencesAreInterpolatedBetweenTheirPoints() {
    StringBuilder table = new StringBuilder("t,x,u\n");
    for (int i = 0; i <= 10; i++) {
      for (int j = 0; j <= 20; j++) {
        double t = i / 10.0;
        double x = j / 20.0;
        table.append(t).append(',').append(x).append(',').append(t * t * t * Math.sin(x) + "\n");
      }
    }
    TreeMap<String, String> data = new TreeMap<>();
    data.put("u.csv", table.toString());
    PdeProblem problem =
        new ProblemText(
                "test.conf",
                "time t in [0, 1]\nspace x in [0, 1]\nequation d(u,t) = 0\nreference \"u.csv\"",
                data)
            .pde();
    for (double[] at : new double[][] {{0.33, 0.41}, {0, 0}, {1, 1}, {0.05, 0.999}}) {
      assertThat(problem.exactValues().orElseThrow().at(at)[0])
          .isCloseTo(at[0] * at[0] * at[0] * Math.sin(at[1]), within(2e-7));
    }
  }

  @Test
  void parametersAreCoordinatesBesideSpace() {
    PdeProblem problem =
        problem(
            "space x in [0, 1]",
            "parameter a in [1, 2]",
            "equation lap(u) = -a^2*sin(a*x)",
            "exactly u = x*sin(a) on x = 0, x = 1",
            "free \"low 1\", \"high 1\"",
            "exact u = sin(a*x)");
    assertThat(problem.coordinates().laplacian()).containsExactly(1, 0);
    assertThat(problem.source(new double[] {0.5, 2})[0]).isCloseTo(-4 * Math.sin(1), within(1e-14));
  }
}
