package io.raf4j.spark.cli;

import io.raf4j.spark.files.Explanation;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.rewrite.RewriteAppender;
import org.apache.logging.log4j.core.appender.rewrite.RewritePolicy;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.spark.SparkContext;

/**
 * Keeps stack traces off the console, whatever configuration of Log4j is in force: Spark writes
 * those of failed tasks into its messages, where no pattern of a layout leaves them out. Files that
 * are logged to keep them.
 */
final class QuietConsole {

  private QuietConsole() {}

  /** Changes the logging of this process, where Log4j does it. */
  static void apply() {
    if (LogManager.getContext(SparkContext.class.getClassLoader(), false)
        instanceof LoggerContext context) {
      apply(context);
    }
  }

  /** Changes the logging of a context. */
  static void apply(LoggerContext context) {
    Configuration configuration = context.getConfiguration();
    for (LoggerConfig logger : configuration.getLoggers().values()) {
      for (AppenderRef reference : List.copyOf(logger.getAppenderRefs())) {
        Appender appender = configuration.getAppender(reference.getRef());
        if (appender instanceof ConsoleAppender) {
          logger.removeAppender(reference.getRef());
          logger.addAppender(
              withoutTraces(reference.getRef(), configuration),
              reference.getLevel(),
              reference.getFilter());
        }
      }
    }
    context.updateLoggers();
  }

  private static Appender withoutTraces(String console, Configuration configuration) {
    String name = console + "-without-traces";
    if (configuration.getAppender(name) == null) {
      AppenderRef[] target = {AppenderRef.createAppenderRef(console, null, null)};
      RewritePolicy policy = QuietConsole::withoutTrace;
      RewriteAppender quiet =
          RewriteAppender.createAppender(name, "true", target, configuration, policy, null);
      quiet.start();
      configuration.addAppender(quiet);
    }
    return configuration.getAppender(name);
  }

  private static LogEvent withoutTrace(LogEvent event) {
    String message = Explanation.withoutTrace(event.getMessage().getFormattedMessage());
    return new Log4jLogEvent.Builder(event)
        .setMessage(new SimpleMessage(message))
        .setThrown(null)
        .setThrownProxy(null)
        .build();
  }
}
