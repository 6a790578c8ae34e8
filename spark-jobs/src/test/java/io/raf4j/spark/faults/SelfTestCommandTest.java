package io.raf4j.spark.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the command line of the self-test takes. */
class SelfTestCommandTest {

  @ParameterizedTest
  @CsvSource({
    "--faults=0, --faults is 0; expected at least 1",
    "--minutes=-1, --minutes is -1.0; expected above 0",
    "--soak=0, --soak is 0.0; expected minutes above 0",
    "--fault=earthquake, --fault is earthquake; expected one of driver-killed"
  })
  void wrongArgumentsAreRefusedBeforeAnythingStarts(String argument, String message) {
    StringWriter errors = new StringWriter();
    CommandLine command = SelfTestCommand.commandLine().setErr(new PrintWriter(errors));

    assertThat(command.execute(argument)).isEqualTo(2);
    assertThat(errors.toString()).contains(message);
  }

  @Test
  void everyFaultHasANameOfItsOwn() {
    assertThat(Faults.all()).extracting(Fault::name).doesNotHaveDuplicates();
  }
}
