package io.raf4j.spark.cli;

import io.raf4j.spark.equation.EigenKind;
import io.raf4j.spark.equation.PdeKind;
import io.raf4j.spark.files.Build;
import io.raf4j.spark.files.Explanation;
import io.raf4j.spark.ntk.NtkKind;
import io.raf4j.spark.run.FileKind;
import io.raf4j.spark.run.JobCommand;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.Kinds;
import io.raf4j.spark.run.Verb;
import io.raf4j.spark.session.OrderlyStop;
import io.raf4j.spark.signal.AudioKind;
import io.raf4j.spark.signal.ImageKind;
import io.raf4j.spark.training.Interruption;
import io.raf4j.spark.video.VideoKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The main class, for the launcher {@code raf} and for {@code spark-submit} alike.
 *
 * <p>Exit codes: 0 done, 1 the run failed, 2 the arguments, the settings or the input are wrong,
 * 130 and 143 a signal ended it in order.
 */
@Command(
    name = "raf",
    description = "Trains networks with reproducing activation functions on Apache Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = Raf.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the run failed",
      "2:the arguments, the settings or the input are wrong",
      "130:SIGINT (Ctrl-C) ended it in order; --resume goes on",
      "143:SIGTERM ended it in order; --resume goes on"
    },
    footer = {
      "",
      "Start with: raf demo",
      "Speed on this machine, beside PyTorch's: raf benchmark (the launcher alone has it).",
      "What comes through kills, lost machines and full disks: raf selftest (likewise).",
      "Settings: defaults < --config FILE < --set key=value < options. See docs/ and conf/."
    })
public final class Raf {

  /** Shows what is behind the sentence of a refusal. */
  static final String VERBOSE = "--verbose";

  private static final String EVALUATE = "evaluate";

  @Option(
      names = VERBOSE,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Print stack traces of what fails.")
  private boolean verbose;

  /** Gives the version and the commit of this build. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      Build build = Build.current();
      return new String[] {"RAF4J " + build.version() + " (" + build.commit() + ")"};
    }
  }

  /** The kinds of work that the program can do: a new one is one line here. */
  public static final Kinds KINDS = kinds(new VideoKind(), new ImageKind(), new AudioKind());

  private static Kinds kinds(FileKind... ofFiles) {
    List<Kind> all = new ArrayList<>(List.of(ofFiles));
    all.add(new PdeKind());
    all.add(new EigenKind());
    all.add(new NtkKind(List.of(ofFiles)));
    return new Kinds(all);
  }

  private final Kinds kinds;

  private Raf(Kinds kinds) {
    this.kinds = kinds;
  }

  /** Returns the kinds of work that this program can do. */
  Kinds kinds() {
    return kinds;
  }

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    Thread.setDefaultUncaughtExceptionHandler(Raf::log);
    if (!List.of(arguments).contains(VERBOSE)) {
      QuietConsole.apply();
    }
    OrderlyStop.install(System.err::println);
    System.exit(run(arguments));
  }

  /** Runs one command and returns its exit code. */
  static int run(String... arguments) {
    return commandLine(KINDS).execute(arguments);
  }

  /** A file of arguments would make a pattern of the path that begins with its sign. */
  static CommandLine commandLine(Kinds kinds) {
    Raf raf = new Raf(kinds);
    CommandLine root = new CommandLine(raf);
    addCommands(root, kinds);
    return root.setExpandAtFiles(false)
        .setUsageHelpAutoWidth(true)
        .setExecutionStrategy(raf::execute)
        .setExecutionExceptionHandler((error, command, parsed) -> raf.report(error, command))
        .setParameterExceptionHandler((error, arguments) -> refuse(error));
  }

  private static void addCommands(CommandLine root, Kinds kinds) {
    // Kinds may add subjects to the command that evaluates many models at once.
    Map<Boolean, List<JobCommand>> jobs =
        kinds.all().stream()
            .flatMap(kind -> kind.commands().stream())
            .collect(Collectors.partitioningBy(Raf::isEvaluation));
    jobs.get(false).forEach(job -> KindCommand.add(root, job));
    root.addSubcommand(EVALUATE, new EvaluateCommand());
    jobs.get(true).forEach(job -> KindCommand.add(root, job));
    root.getSubcommands().get("solve").addSubcommand("list", new SolveListCommand());
    root.getSubcommands().get("solve").addSubcommand("evaluate", new SolveEvaluateCommand());
    CommandLine compare = new CommandLine(new CompareCommand());
    SharedOptions.add(compare.getCommandSpec(), CompareCommand.SETTINGS);
    root.addSubcommand("compare", compare);
    root.addSubcommand("report", new ReportCommand());
    CommandLine plan = new CommandLine(new PlanCommand());
    PlanCommand.add(plan, kinds);
    root.addSubcommand("plan", plan);
    root.addSubcommand("sample", new SampleCommand());
    root.addSubcommand(new CommandLine.HelpCommand());
  }

  private static boolean isEvaluation(JobCommand job) {
    return job.verb().map(Verb::word).filter(EVALUATE::equals).isPresent();
  }

  /** Picocli hands exceptions on, but not errors. */
  private int execute(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (Error e) {
      List<CommandLine> commands = parsed.asCommandLineList();
      return report(e, commands.get(commands.size() - 1));
    }
  }

  private int report(Throwable error, CommandLine command) {
    boolean canResume = command.getCommandSpec().findOption("--resume") != null;
    Refusal refusal = Refusal.of(error, canResume);
    refusal.print(command.getErr(), error, verbose);
    Interruption.ofProcess().fulfilled();
    return refusal.exitCode();
  }

  private static int refuse(ParameterException error) {
    CommandLine command = error.getCommandLine();
    String sentence = Explanation.oneLine(error.getMessage()) + expected(error, command);
    String help = "See " + command.getCommandSpec().qualifiedName() + " --help.";
    new Refusal(Refusal.WRONG, sentence, help).print(command.getErr(), error, false);
    return Refusal.WRONG;
  }

  /** Returns what would have been right: names that look alike, or all subcommands. */
  private static String expected(ParameterException error, CommandLine command) {
    if (error instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    boolean needsAnother = !(command.getCommand() instanceof Callable);
    return needsAnother
        ? "; expected one of " + String.join(", ", command.getSubcommands().keySet())
        : "";
  }

  private static void log(Thread thread, Throwable error) {
    LoggerFactory.getLogger(Raf.class)
        .error("the thread {} ended: {}", thread.getName(), Explanation.of(error), error);
  }
}
