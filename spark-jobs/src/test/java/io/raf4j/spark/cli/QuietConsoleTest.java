package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.junit.jupiter.api.Test;

/** Consoles of any configuration of Log4j, with traces and without. */
class QuietConsoleTest {

  private static final String MESSAGE =
      "Lost task 0.0 in stage 1.0 (TID 7): java.lang.IllegalStateException: why\n"
          + "\tat io.raf4j.Somewhere.run(Somewhere.java:1)\n"
          + "Caused by: java.io.IOException: deeper\n"
          + "\t... 3 more\n";

  @Test
  void consoleHasMessagesWithoutTraces() {
    assertThat(logged(true))
        .contains("WARN", "IllegalStateException: why")
        .doesNotContain("\tat ", "Caused by", "QuietConsoleTest.java");
    assertThat(logged(false)).contains("\tat io.raf4j.Somewhere", "QuietConsoleTest.java");
  }

  private static String logged(boolean isQuiet) {
    PrintStream before = System.err;
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
    try (LoggerContext context = new LoggerContext("quiet-console-test")) {
      context.start(configuration());
      if (isQuiet) {
        QuietConsole.apply(context);
      }
      context.getLogger("org.apache.spark").warn(MESSAGE, new IllegalStateException("thrown"));
    } finally {
      System.setErr(before);
    }
    return console.toString(StandardCharsets.UTF_8);
  }

  private static BuiltConfiguration configuration() {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.add(
        builder
            .newAppender("console", "Console")
            .addAttribute("target", "SYSTEM_ERR")
            .addAttribute("follow", true)
            .add(builder.newLayout("PatternLayout").addAttribute("pattern", "%p %m%n%ex")));
    builder.add(builder.newRootLogger(Level.WARN).add(builder.newAppenderRef("console")));
    return builder.build(false);
  }
}
