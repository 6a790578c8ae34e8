package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.example.CoolingBar;
import com.example.DoubleWell;
import com.example.ElasticPlate;
import com.example.HeatedWall;
import com.example.PerforatedPlate;
import io.raf4j.eigen.NaturalCondition;
import io.raf4j.pde.PdeProblem;
import io.raf4j.pde.ProblemCheck;
import io.raf4j.solver.Equations;
import io.raf4j.solver.ProblemReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of equations shows classes that the tests compile and run. */
class ProblemDocumentationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Membrane",
        "ElasticPlate",
        "HeatedWall",
        "PerforatedPlate",
        "CoolingBar",
        "DoubleWell"
      })
  void examplesAreClassesThatTheTestsSolve(String name) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "PROBLEMS.md"));
    String example = Files.readString(Path.of("src/test/java/com/example/" + name + ".java"));
    assertThat(page).contains("```java\n" + example + "```");
  }

  static Stream<PdeProblem> examples() {
    return Stream.of(new ElasticPlate(), new HeatedWall(), new PerforatedPlate(), new CoolingBar());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examplesAreSolvedInAFewIterations(PdeProblem problem) {
    assertThatCode(() -> ProblemCheck.require(problem)).doesNotThrowAnyException();
    ProblemReference reference =
        ProblemReference.ofClass(ProblemReference.Kind.PDE, problem.getClass().getName(), 2);
    Equations.Solution found =
        Equations.solve(reference, Equations.Options.features(250).limited(3, Duration.ofDays(1)));
    List<Double> losses = found.result().iterations().stream().map(one -> one.after()).toList();
    assertThat(losses.get(losses.size() - 1))
        .isLessThan(1e-2 * found.result().iterations().get(0).before());
  }

  @Test
  void theFileIsOneThatIsShippedAndAllCommandsNameShippedOnes() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "PROBLEMS.md"));
    Path folder = Path.of("..", "conf", "pde", "problems");
    String file = Files.readString(folder.resolve("cooling-bar.conf"));
    assertThat(page).contains("```\n" + file + "```");
    assertThat(Pattern.compile("conf/pde/problems/([a-z-]+[.]conf)").matcher(page).results())
        .hasSizeGreaterThanOrEqualTo(4)
        .allSatisfy(name -> assertThat(folder.resolve(name.group(1))).exists());
  }

  @Test
  void theEigenproblemHasItsConditions() {
    assertThat(NaturalCondition.part(new DoubleWell())).isEmpty();
  }

  @Test
  void thePageSaysNothingOfWhatIsGone() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "PROBLEMS.md"))).doesNotContain("`shape()`");
  }
}
