package io.raf4j.formula;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.pde.Coefficient;
import io.raf4j.pde.Condition;
import io.raf4j.pde.Location;
import io.raf4j.pde.PdeCatalogue;
import io.raf4j.pde.PdeEntry;
import io.raf4j.pde.PdeProblem;
import io.raf4j.pde.PdeResidual;
import io.raf4j.random.Purpose;
import io.raf4j.solver.Equations;
import io.raf4j.solver.ProblemReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every problem of the catalogue is a file too, with the same bits. */
class CatalogueTextTest {

  private static final Path FOLDER = Path.of("..", "conf", "pde", "problems");
  private static final int MOST_LINES = 25;
  private static final Set<String> DRAWN = Set.of("inverse-poisson", "inverse-heat");

  /** Those without data that a class draws. */
  static Stream<PdeEntry> catalogue() {
    return PdeCatalogue.all().stream().filter(entry -> !DRAWN.contains(entry.name()));
  }

  /** Those of the folders below, too. */
  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(path -> path.toString().endsWith(".conf")).sorted().toList().stream();
    }
  }

  private static ProblemText text(String name) throws IOException {
    return ProblemText.of(FOLDER.resolve(name + ".conf"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void filesAreShortAndSound(Path file) throws IOException {
    assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(MOST_LINES);
    ProblemText text = withoutReference(file);
    text.check();
    assertThat(file).hasFileName(text.name() + ".conf");
  }

  /**
   * References of PINNacle's cases are computed when they are asked for and lie in no repository.
   */
  private static ProblemText withoutReference(Path file) throws IOException {
    String text = Files.readString(file);
    if (!text.contains("reference \"")) {
      return ProblemText.of(file);
    }
    String rest = text.replaceAll("reference \"[^\"]*\"", "");
    return new ProblemText(file.toString(), rest, new TreeMap<>());
  }

  @Test
  void wordsOfNamesMayBeginWithDigits() {
    String text =
        "problem heat-2d-ms space x in [0, 1] equation lap(u) = 0 exactly u = 0 on boundary";
    assertThat(new ProblemText("any.conf", text, new TreeMap<>()).name()).isEqualTo("heat-2d-ms");
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void fileSaysWhatTheClassSays(PdeEntry entry) throws IOException {
    PdeProblem typed = text(entry.name()).pde();
    PdeProblem own = entry.problem(entry.defaultDimension());
    assertThat(typed.name()).isEqualTo(own.name());
    assertThat(typed.coordinates()).isEqualTo(own.coordinates());
    assertThat(typed.unknowns()).isEqualTo(own.unknowns());
    assertThat(typed.coefficients()).isEqualTo(own.coefficients());
    assertThat(typed.exactCoefficients().isPresent())
        .isEqualTo(own.exactCoefficients().isPresent());
    assertThat(typed.isManufactured()).isEqualTo(own.isManufactured());
    assertThat(typed.conditions())
        .extracting(Condition::name)
        .isEqualTo(own.conditions().stream().map(Condition::name).toList());
    PdeResidual residual = new PdeResidual(own);
    JetShape shape = residual.shape();
    assertThat(new PdeResidual(typed).shape()).isEqualTo(shape);
    Points points = Sampler.UNIFORM.draw(own.domain(), 3, Purpose.COLLOCATION, 0, 0, 50);
    for (int p = 0; p < points.count(); p++) {
      double[] point = points.point(p);
      assertThat(numbers(typed, shape, point))
          .as("at %s", Arrays.toString(point))
          .isEqualTo(numbers(own, shape, point));
    }
  }

  /** Returns all numbers that training asks of a problem at a point. */
  private static List<Double> numbers(PdeProblem problem, JetShape shape, double[] point) {
    List<Double> all = new ArrayList<>();
    Jet[] x = Jet.coordinates(point, shape);
    for (int i = 0; i < problem.components(); i++) {
      add(problem.boundaryFactor(i, x), shape, all);
      add(problem.lift(i, x), shape, all);
    }
    for (Jet feature : problem.features(x)) {
      add(feature, shape, all);
    }
    int unknowns = problem.components() * shape.rows() + problem.coefficients().size();
    double[] rows = new double[problem.components() * shape.rows()];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = Math.sin(1 + r + point[0]);
    }
    Field[] u = Field.of(rows, 0, problem.components(), shape, problem.coefficients().size());
    Dual[] numbers =
        problem.coefficients().stream()
            .map(one -> Dual.row(0.7, unknowns - 1, unknowns))
            .toArray(Dual[]::new);
    for (Dual left : problem.operator(point, u, numbers)) {
      all.add(left.value());
      for (int r = 0; r < unknowns; r++) {
        all.add(left.partial(r) + 0.0);
      }
    }
    for (double right : new PdeResidual(problem).rightHand(Location.inside(point))) {
      all.add(right + 0.0);
    }
    all.add(problem.weight(point));
    return all;
  }

  private static void add(Jet jet, JetShape shape, List<Double> all) {
    double[] rows = new double[shape.rows()];
    jet.write(shape, rows, 0, 1);
    // Both zeros are the same to whatever is computed of them, but for their sign.
    Arrays.stream(rows).map(row -> row + 0.0).forEach(all::add);
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void fileTrainsToTheSameParameters(PdeEntry entry) throws IOException {
    ProblemReference own =
        ProblemReference.named(ProblemReference.Kind.PDE, entry.name(), entry.defaultDimension());
    ProblemReference typed = ProblemReference.ofText(text(entry.name()));
    assertThat(parameters(typed)).isEqualTo(parameters(own));
  }

  private static double[] parameters(ProblemReference reference) {
    return Equations.solve(reference, Equations.Options.features(40).limited(2, Duration.ofDays(1)))
        .network()
        .params()
        .toDoubleVector();
  }

  @Test
  void aReferenceHoldsAllOfTheText() throws IOException {
    ProblemReference typed = ProblemReference.ofText(text("inverse-diffusion"));
    ProblemReference read = ProblemReference.fromText(typed.toText());
    assertThat(read).isEqualTo(typed);
    assertThat(read.pde().conditions()).hasSize(1);
    assertThat(typed.inWords()).startsWith("pde file inverse-diffusion 1 sha256 ").hasSize(52);
    assertThat(Coefficient.initials(read.pde().coefficients())).hasSize(1);
  }
}
