package io.raf4j.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepProcessTest {

  @TempDir private Path folder;

  private StepProcess shell(String script, Map<String, String> environment) {
    return new StepProcess(
        "a shell", List.of("sh", "-c", script), environment, folder.resolve("log"));
  }

  @Test
  void answersAreReadFieldByField() {
    String script = "echo ready; while read x; do echo 0.25 100 200 nan; done";
    try (StepProcess process = shell(script, Map.of())) {
      StepProcess.Step step = process.step();

      assertThat(step.seconds()).isEqualTo(0.25);
      assertThat(step.residentKib()).isEqualTo(100);
      assertThat(step.peakKib()).isEqualTo(200);
      assertThat(step.loss()).isNaN();
    }
  }

  @Test
  void variablesAreAddedAndEmptyOnesTakenAway() {
    String script = "echo ready; read x; echo \"$MINE-${HOME-none}\"";
    try (StepProcess process = shell(script, Map.of("MINE", "yes", "HOME", ""))) {
      assertThat(process.ask("which")).isEqualTo("yes-none");
    }
  }

  @Test
  void processThatEndsSaysWhatItSaidLast() {
    assertThatThrownBy(() -> shell("echo no such module >&2; exit 3", Map.of()))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("a shell")
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("no such module");
  }

  @Test
  void otherFirstWordAndOtherAnswersAreRefused() {
    assertThatThrownBy(() -> shell("echo hello", Map.of())).hasMessageContaining("hello");
    try (StepProcess process = shell("echo ready; read x; echo 1 2 3", Map.of())) {
      assertThatThrownBy(process::step).hasMessageContaining("1 2 3");
    }
  }

  @Test
  void programThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () ->
                new StepProcess(
                    "nobody", List.of("/no/such/program"), Map.of(), folder.resolve("log")))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("/no/such/program");
  }
}
