package io.raf4j.spark.cli;

import io.raf4j.datasets.audio.SampleChirp;
import io.raf4j.datasets.video.SampleClip;
import io.raf4j.spark.conf.Range;
import io.raf4j.spark.conf.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raf sample}: makes signals to try things on, the same bytes every time. */
@Command(
    name = "sample",
    description = "Makes a signal to try things on.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "SIGNAL",
    subcommands = {SampleCommand.Chirp.class, SampleCommand.Clip.class})
final class SampleCommand {

  /** What both have in common: a file that must not be there yet. */
  private abstract static class Sample implements Callable<Integer> {

    @Spec private CommandSpec command;

    @Option(
        names = "--output",
        required = true,
        paramLabel = "FILE",
        description = "File to make; must not exist.")
    private Path output;

    @Override
    public Integer call() {
      if (Files.exists(output)) {
        throw new SettingsException("--output " + output + " exists; choose another file");
      }
      write(output);
      command.commandLine().getOut().println(output);
      return 0;
    }

    abstract void write(Path target);
  }

  /** {@code raf sample chirp}. */
  @Command(
      name = "chirp",
      description =
          "A tone that rises from 50 Hz to 5 kHz within two seconds: WAV, 22,050 samples a second.",
      mixinStandardHelpOptions = true)
  static final class Chirp extends Sample {
    @Override
    void write(Path target) {
      SampleChirp.write(target, SampleChirp.Options.DEFAULT);
    }
  }

  /** {@code raf sample clip}. */
  @Command(
      name = "clip",
      description = "The short clip of raf demo: MP4.",
      mixinStandardHelpOptions = true)
  static final class Clip extends Sample {

    @Option(
        names = "--frames",
        paramLabel = "N",
        description = "Length of the clip (default: ${DEFAULT-VALUE}).",
        defaultValue = "48")
    private String frames;

    @Override
    void write(Path target) {
      int count = Range.whole(1, 10_000).require("--frames", frames).intValueExact();
      SampleClip.Options usual = SampleClip.Options.DEFAULT;
      SampleClip.write(
          target, new SampleClip.Options(count, usual.height(), usual.width(), usual.seed()));
    }
  }
}
