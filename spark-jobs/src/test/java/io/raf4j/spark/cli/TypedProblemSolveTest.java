package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code raf solve pde --problem FILE}: its folder, its model, resumed, and what is wrong. */
class TypedProblemSolveTest {

  private static final Path FOLDER = Path.of("..", "conf", "pde", "problems");

  private static final String SMALL =
      " --width 20 --points 200 --iterations 2 --test-points 100 --workers 2 --master local[2]";

  @TempDir private Path folder;

  private RafResult solve(Path problem, String more) {
    String words =
        "solve pde --json --problem " + problem + " --output " + folder.resolve("run") + more;
    return RafResult.of(words.split(" "));
  }

  @Test
  void aRunHoldsItsProblem() throws IOException {
    Path typed = folder.resolve("bar.conf");
    Files.copy(FOLDER.resolve("cooling-bar.conf"), typed);
    Path data = folder.resolve("cooling-bar.csv");
    Files.copy(FOLDER.resolve("cooling-bar.csv"), data);
    RafResult solved = solve(typed, SMALL);
    assertThat(solved.code()).as(solved.errors()).isZero();
    Path run = folder.resolve("run");
    JsonNode input = new ObjectMapper().readTree(run.resolve("run.json").toFile()).get("input");
    assertThat(input.get("definition").asText()).isEqualTo(Files.readString(typed));
    assertThat(input.get("problem").asText()).startsWith("pde file cooling-bar 1 sha256 ");

    // The model is whole without the files.
    String numbers = Files.readString(data);
    Files.delete(data);
    Files.writeString(typed, "");
    RafResult evaluated = RafResult.of("evaluate", "pde", "--json", "--run", run.toString());
    assertThat(evaluated.errors()).doesNotContain("cannot be read");

    // Another number that was measured makes another problem.
    Files.copy(FOLDER.resolve("cooling-bar.conf"), typed, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(data, numbers.replace("0.629", "0.630"));
    RafResult changed = solve(typed, SMALL + " --resume");
    assertThat(changed.code()).isEqualTo(2);
    assertThat(changed.errors()).contains("--resume", "problem was pde file cooling-bar");
    Files.writeString(data, numbers);
    RafResult resumed = solve(typed, SMALL + " --resume");
    assertThat(resumed.code()).as(resumed.errors()).isZero();
  }

  @Test
  void constantsOfTheCommandLineAreThoseOfTheProblem() throws IOException {
    Path typed = folder.resolve("burgers.conf");
    Files.copy(FOLDER.resolve("burgers.conf"), typed);
    RafResult solved = solve(typed, SMALL + " --constants nu=0.05 --slices 0,0.5");
    assertThat(solved.code()).as(solved.errors()).isZero();
    Path run = folder.resolve("run");
    JsonNode input = new ObjectMapper().readTree(run.resolve("run.json").toFile()).get("input");
    assertThat(input.get("definition").asText()).contains("constant nu = 0.05\n");
    assertThat(Files.readString(run.resolve("report.html"))).contains("t = 0.5", "pictures");
    assertThat(run.resolve("pictures/u-found.svg")).isRegularFile();

    // The model has them, whatever the file says later.
    Files.writeString(typed, "");
    Path values = folder.resolve("values.csv");
    RafResult evaluated =
        RafResult.of(
            "solve",
            "evaluate",
            "--input",
            run.toString(),
            "--grid",
            "3,3",
            "--output",
            values.toString());
    assertThat(evaluated.code()).as(evaluated.errors()).isZero();
    assertThat(Files.readAllLines(values)).hasSize(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "equation lap(u) = f | 2:19: unknown name \"f\"; expected one of",
        "equation lap(u = 0 | 2:16: \"=\" is out of place; expected",
        "equation lap(u) = 0 | 1:1: wrong has no condition on \"low 0\"; expected exactly",
        "equation lap(u) = 0 condition on x = 2: u = 0 | 2:34: x = 2 is no side of the domain; expected one of",
        "measured u from \"none.csv\" noise 1 | 2:17: \"none.csv\" cannot be read",
        "measured u from \"../x.csv\" noise 1 | 2:17: \"../x.csv\" is not beside or below",
        "measured u from \"/etc/passwd\" noise 1 | 2:17: \"/etc/passwd\" is not beside or below",
      })
  void whatIsWrongIsToldWithItsPlaceBeforeTheWork(String line, String message) throws IOException {
    Path typed = folder.resolve("wrong.conf");
    Files.writeString(typed, "space x in [0, 1]\n" + line + "\n");
    RafResult result = solve(typed, " --master nowhere://no-such-master");
    assertThat(result.code()).as(result.errors()).isEqualTo(2);
    assertThat(result.errors()).contains("raf: " + typed + ":" + message).doesNotContain("\tat ");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pde --problem ./none.conf | --problem ./none.conf cannot be read",
        "pde --problem ../conf/pde/problems/heat.conf --dim 1 | --dim is 1; expected none",
        "eigen --problem ../conf/pde/problems/heat.conf | --problem is the file",
        "pde --problem heat --constants nu=1 | --constants is nu=1; expected none but for a problem in a file",
        "pde --problem ../conf/pde/problems/burgers.conf --constants mu=1 | --constants:1:1: unknown constant",
        "pde --problem heat --slices 0,2 | --slices is 0,2; expected values of t from 0.0 to 1.0",
        "pde --problem heat --slices 0,0.50001,0.50002 | expected up to 9 numbers that differ in their first four digits",
        "pde --problem heat --slices soon | --slices is soon; expected numbers with commas between",
        "pde --problem poisson-smooth --slices 0 | which has neither time nor parameters",
      })
  void whatFilesCannotDoIsRefused(String words, String message) {
    List<String> all = new ArrayList<>(List.of("solve"));
    all.addAll(List.of(words.split(" ")));
    all.addAll(List.of("--output", folder.resolve("new").toString()));
    RafResult result = RafResult.of(all.toArray(String[]::new));
    assertThat(result.code()).as(result.errors()).isEqualTo(2);
    assertThat(result.errors()).contains(message);
  }
}
