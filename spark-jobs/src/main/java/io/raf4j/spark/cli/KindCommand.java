package io.raf4j.spark.cli;

import io.raf4j.spark.run.JobCommand;
import io.raf4j.spark.run.Verb;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command about a kind of work, which the kind describes itself. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
final class KindCommand implements Callable<Integer> {

  /** The first word of such commands, where they have two: asks for the second. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Group {}

  @Mixin private SharedOptions shared;

  private final JobCommand job;

  private KindCommand(JobCommand job) {
    this.job = job;
  }

  /** Adds a command to those of the program, under its first word where it has two. */
  static void add(CommandLine root, JobCommand job) {
    CommandLine command = new CommandLine(new KindCommand(job));
    command.getCommandSpec().name(job.word()).usageMessage().description(job.description());
    SharedOptions.add(command.getCommandSpec(), job.profile(), job.canResume());
    CommandLine above = job.verb().map(verb -> group(root, verb)).orElse(root);
    above.addSubcommand(job.word(), command);
  }

  private static CommandLine group(CommandLine root, Verb verb) {
    if (!root.getSubcommands().containsKey(verb.word())) {
      CommandLine group = new CommandLine(new Group());
      group
          .getCommandSpec()
          .usageMessage()
          .description(verb.description())
          .synopsisSubcommandLabel(verb.label());
      root.addSubcommand(verb.word(), group);
    }
    return root.getSubcommands().get(verb.word());
  }

  @Override
  public Integer call() {
    return shared.run(job);
  }
}
