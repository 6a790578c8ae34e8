package io.raf4j.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchmarkCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = BenchmarkCommand.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));
    return line.execute(arguments);
  }

  @Test
  void helpNamesWorksAndExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("raf benchmark", "poisson-low-regularity", "--against");
    assertThat(errors.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--works, imag, image",
    "--repetitions, 0, expected 1 to 1000",
    "--threads, 0, expected 1 to 10000",
    "--points-scale, 2, at most 1",
    "--works=image --tolerance, -1, above 0",
    "--markdown, /no/such/folder/page.md, folder that exists",
    "--works=image --against, /no/such/baseline.conf, no baseline",
    "--repetition, 3, --repetition"
  })
  void wrongArgumentsAreExitCodeTwoWithWhatToDo(String option, String value, String message) {
    String[] options = (option + " " + value).split(" ");

    assertThat(run(options)).isEqualTo(2);
    assertThat(errors.toString()).contains(message);
  }

  @Test
  void protocolsHaveHelpOfTheirOwn() {
    assertThat(run("kodak", "--help")).isZero();
    assertThat(out.toString()).contains("24 photographs", "--sizes", "--rivals", "--data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kodak --output OUT --rivals raf4j | --data",
        "kodak --output OUT --data /no/such/folder --rivals raf4j | cannot read /no/such/folder/kodim01.png",
        "kodak --output OUT --data . --rivals pytorch | pytorch-grid",
        "kodak --output OUT --data . --seconds 0 | --seconds is 0.0",
        "kodak --output OUT --data . --sizes 0 | --sizes are [0]",
        "film --output OUT --data . --sizes 100 | --sizes are for kodak",
        "fit kodac --output OUT --data . | kodak",
        "fit --output kodak --data . | unknown protocol",
        "sound --output OUT --data . --rivals pytorch-grid | [raf4j, pytorch-siren] for sound",
        "kodak --data . | --output",
        "kodak --output OUT --data . --epochs 3 | --epochs are for finer",
        "finer --output OUT --data . --seconds 3 | --seconds are for protocols of seconds",
        "finer --output OUT --data . --epochs 0 | --epochs is 0; expected 1 to 1000000",
        "finer --output OUT --data . --sizes 100 | --sizes are for kodak",
        "finer --output OUT --data . --rivals raf4j | . has no files that end with one of",
        "finer --output OUT --data /no/such/folder --rivals raf4j | cannot read the folder",
        "kodak --output OUT --data . --rivals raf4j-network | [raf4j, pytorch-grid, pytorch-siren]"
      })
  void wrongArgumentsOfProtocolsAreExitCodeTwoBeforeAnythingIsWritten(
      String arguments, String message) {
    Path folder = Path.of("target", "no-session");
    assertThat(run(arguments.replace("OUT", folder.toString()).split(" "))).isEqualTo(2);
    assertThat(errors.toString()).contains(message);
    assertThat(folder).doesNotExist();
  }
}
