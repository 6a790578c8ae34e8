package io.raf4j.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** The other end of a {@link StepProcess} in Java. */
final class Conversation {

  private final PrintStream answers;

  /** Takes standard output for answers alone: what libraries print goes to standard error. */
  Conversation() {
    answers = System.out;
    System.setOut(System.err);
  }

  /** Says that it is ready and answers requests until another one comes. */
  void hold(Map<String, Supplier<String>> answering) throws IOException {
    say("ready");
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine();
        line != null && answering.containsKey(line);
        line = requests.readLine()) {
      say(answering.get(line).get());
    }
  }

  private void say(String line) {
    answers.println(line);
    answers.flush();
  }
}
