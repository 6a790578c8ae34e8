package io.raf4j.benchmarks.peer;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * Starts classes of this program in Java processes of their own, with the heap and the options that
 * {@code conf/spark-defaults.conf} gives the driver of {@code raf}.
 */
public final class JavaLauncher {

  private final List<String> command = new ArrayList<>();

  /**
   * Reads the driver's settings.
   *
   * @param home the folder of this project
   */
  public JavaLauncher(Path home) {
    Properties settings = settings(home.resolve("conf/spark-defaults.conf"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Xmx" + settings.getProperty("spark.driver.memory", "2g"));
    for (String key : List.of("spark.driver.defaultJavaOptions", "spark.driver.extraJavaOptions")) {
      String options = settings.getProperty(key, "").trim();
      if (!options.isEmpty()) {
        command.addAll(Arrays.asList(options.split("\\s+")));
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
  }

  private static Properties settings(Path file) {
    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      // Spark's file has the syntax of Java's properties: a key, spaces, a value.
      settings.load(reader);
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ", which sets the memory", e);
    }
  }

  /** Returns the command that runs a class. */
  List<String> command(Class<?> main, List<String> arguments) {
    List<String> all = new ArrayList<>(command);
    all.add(main.getName());
    all.addAll(arguments);
    return all;
  }
}
