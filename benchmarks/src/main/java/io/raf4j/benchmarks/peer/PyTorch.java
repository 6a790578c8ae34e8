package io.raf4j.benchmarks.peer;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Python that has PyTorch.
 *
 * @param interpreter the program
 * @param version of PyTorch
 * @param pythonVersion of Python
 * @param openBlas the file of OpenBLAS that PyTorch loads, empty if its products come from
 *     elsewhere
 * @param otherBuilds folders of other builds of OpenBLAS
 */
public record PyTorch(
    String interpreter,
    String version,
    String pythonVersion,
    String openBlas,
    List<String> otherBuilds) {

  /** How to come by PyTorch. */
  public static final String REMEDY =
      "install it (Debian: apt-get install python3-torch; elsewhere: pip install torch) or name a"
          + " Python that has it by --python";

  /** The first Python on the PATH may be one of several, and Debian's packages go to its own. */
  private static final List<String> USUAL = List.of("python3", "/usr/bin/python3");

  private static final String PEERS = "benchmarks/peers";

  /**
   * Looks for a Python with PyTorch.
   *
   * @param asked the only one to try, empty for the usual ones
   * @param home the folder of this project
   */
  public static Optional<PyTorch> find(String asked, Path home) {
    List<String> candidates = asked.isEmpty() ? USUAL : List.of(asked);
    return candidates.stream()
        .map(candidate -> probe(candidate, home))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<PyTorch> probe(String interpreter, Path home) {
    try {
      Process process =
          new ProcessBuilder(interpreter, "-B", home.resolve(PEERS).resolve("probe.py").toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(parse(interpreter, said)) : Optional.empty();
    } catch (IOException e) {
      // There is no such program.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Reads what {@code probe.py} said. */
  static PyTorch parse(String interpreter, String said) {
    try {
      Config facts = ConfigFactory.parseString(said);
      return new PyTorch(
          interpreter,
          facts.getString("torch"),
          facts.getString("python"),
          facts.getString("openblas"),
          facts.getStringList("others"));
    } catch (ConfigException e) {
      throw new PeerException(interpreter + " probe.py said \"" + said.strip() + "\"", e);
    }
  }

  /** Returns the command that starts a script of a work. */
  List<String> command(Path home, String script, Path exchange, int threads) {
    List<String> command = new ArrayList<>();
    command.add(interpreter);
    // Without bytecode files beside the scripts.
    command.add("-B");
    command.add(home.resolve(PEERS).resolve(script).toString());
    command.add(exchange.toString());
    command.add(Integer.toString(threads));
    return command;
  }

  /** Returns the versions in a few words. */
  public String describe() {
    return "PyTorch " + version + ", Python " + pythonVersion;
  }
}
