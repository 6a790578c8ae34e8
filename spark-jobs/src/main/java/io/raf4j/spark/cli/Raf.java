package io.raf4j.spark.cli;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.report.Build;
import io.raf4j.spark.training.DivergedException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The main class, for the launcher {@code raf} and for {@code spark-submit} alike.
 *
 * <p>Exit codes: 0 done, 1 the run failed, 2 the arguments, the settings or the input are wrong.
 */
@Command(
    name = "raf",
    description = "Trains networks with reproducing activation functions on Apache Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = Raf.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      ReconstructCommand.class,
      ShardCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      SolveCommand.class,
      CompareCommand.class,
      ReportCommand.class,
      NtkCommand.class,
      PlanCommand.class,
      SampleCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the run failed",
      "2:the arguments, the settings or the input are wrong"
    },
    footer = {
      "",
      "Start with: raf demo",
      "Speed on this machine, beside PyTorch's: raf benchmark (the launcher alone has it).",
      "Settings: defaults < --config FILE < --set key=value < options. See docs/ and conf/."
    })
public final class Raf {

  /** Exit code of a run that failed. */
  static final int FAILED = 1;

  private static final int WRONG = 2;

  /** Gives the version and the commit of this build. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      Build build = Build.current();
      return new String[] {"RAF4J " + build.version() + " (" + build.commit() + ")"};
    }
  }

  private Raf() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command and returns its exit code. */
  static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    CommandLine root = new CommandLine(new Raf());
    addSettings(root);
    return root.setExecutionExceptionHandler(Raf::report).setUsageHelpAutoWidth(true);
  }

  private static void addSettings(CommandLine command) {
    if (command.getCommand() instanceof JobCommand job) {
      SharedOptions.add(command.getCommandSpec(), job);
    } else if (command.getCommand() instanceof CompareCommand) {
      SharedOptions.add(command.getCommandSpec(), CompareCommand.SETTINGS);
    }
    command.getSubcommands().values().forEach(Raf::addSettings);
  }

  private static int report(
      Exception error, CommandLine command, CommandLine.ParseResult arguments) {
    PrintWriter out = command.getErr();
    if (error instanceof SettingsException) {
      out.println("raf: " + error.getMessage());
      return WRONG;
    }
    out.println("raf: the run failed: " + rootMessage(error));
    if (!(error instanceof DivergedException)) {
      out.println("The log has the details; --resume goes on from the last checkpoint.");
    }
    LoggerFactory.getLogger(Raf.class).error("the run failed", error);
    return FAILED;
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root == error ? error.toString() : error + " because of " + root;
  }
}
