package io.raf4j.spark.cli;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.video.SampleClip;
import io.raf4j.spark.conf.JobType;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.job.VideoJobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code raf demo}: the whole way from a clip to a report, on a generated clip. */
@Command(
    name = "demo",
    description = {
      "Generates a short clip, reconstructs it on local Spark and shows where the report is.",
      "Takes a few minutes; options change the demonstration."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DemoCommand implements JobCommand {

  @Mixin private SharedOptions shared;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Folder that the demonstration creates (default: ${DEFAULT-VALUE}).",
      defaultValue = "raf-demo")
  private Path folder;

  @Override
  public JobType type() {
    return JobType.DEMO;
  }

  @Override
  public boolean canResume() {
    return false;
  }

  @Override
  public Integer call() {
    Path clip = folder.resolve("clip.mp4");
    Path run = folder.resolve("run");
    if (Files.exists(folder)) {
      throw new SettingsException(
          folder + " exists; remove it or give another --output to see the demonstration again");
    }
    Settings settings =
        shared
            .settings(type(), shared.given())
            .with(Key.INPUT, clip.toAbsolutePath().toString())
            .with(Key.OUTPUT, run.toAbsolutePath().toString());
    int code =
        shared.run(settings, type().kind(), request -> reconstruct(new VideoJobs(request), clip));
    System.err.printf(
        "%nOpen %s in a browser. Rows are in %s and %s (Parquet).%n",
        run.resolve("report.html"), run.resolve("metrics"), run.resolve("report"));
    return code;
  }

  /**
   * Settings that are refused leave no folder behind, which would be in the way of the next try.
   */
  private Map<String, Object> reconstruct(VideoJobs jobs, Path clip) {
    try {
      Files.createDirectories(folder);
      SampleClip.write(clip, SampleClip.Options.DEFAULT);
    } catch (IOException | MediaException e) {
      throw new SettingsException("--output " + folder + ": cannot write to it: " + e, e);
    }
    System.err.println("Wrote the sample clip " + clip);
    try {
      return jobs.reconstruct();
    } catch (SettingsException e) {
      delete(clip);
      delete(folder);
      throw e;
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }
}
