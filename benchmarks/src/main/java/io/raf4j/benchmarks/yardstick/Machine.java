package io.raf4j.benchmarks.yardstick;

import io.raf4j.kernel.KernelProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The machine and the programs of a measurement.
 *
 * @param processor its kind: two machines with the same text give comparable ratios
 * @param hasAvx512 whether the processor has AVX-512 with its short vectors
 * @param processors that this machine has
 * @param java version
 * @param kernels RAF4J's kernels for activations
 * @param blas the kernels that RAF4J's BLAS was told to take, or that it chose
 * @param commit of this project's working tree, as far as git says
 */
public record Machine(
    String processor,
    boolean hasAvx512,
    int processors,
    String java,
    String kernels,
    String blas,
    String commit) {

  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final String UNKNOWN = "unknown";

  /**
   * Describes this machine.
   *
   * @param home the folder of this project
   */
  static Machine here(Path home) {
    Map<String, String> cpu = firstProcessor(cpuLines());
    List<String> flags = List.of(cpu.getOrDefault("flags", "").split(" "));
    String coreType = System.getenv("OPENBLAS_CORETYPE");
    return new Machine(
        kind(cpu, flags),
        flags.contains("avx512vl"),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        KernelProvider.best().name(),
        coreType == null || coreType.isEmpty() ? "its own choice" : coreType,
        commit(home));
  }

  private static List<String> cpuLines() {
    try {
      return Files.readAllLines(CPUS);
    } catch (IOException e) {
      // Not Linux: the kind is then unknown, which no baseline has.
      return List.of();
    }
  }

  /** Returns the fields of the first processor. */
  static Map<String, String> firstProcessor(List<String> lines) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        break;
      }
      fields.put(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
    }
    return fields;
  }

  /**
   * Virtual machines hide the model's name; family and model tell generations apart all the same.
   */
  private static String kind(Map<String, String> cpu, List<String> flags) {
    if (!cpu.containsKey("model name")) {
      return UNKNOWN;
    }
    List<String> extensions = new ArrayList<>();
    for (String extension : List.of("avx2", "avx512vl", "amx_tile")) {
      if (flags.contains(extension)) {
        extensions.add(extension);
      }
    }
    return cpu.get("model name")
        + ", family "
        + cpu.getOrDefault("cpu family", UNKNOWN)
        + " model "
        + cpu.getOrDefault("model", UNKNOWN)
        + (extensions.isEmpty() ? "" : ", " + String.join(" ", extensions));
  }

  private static String commit(Path home) {
    try {
      Process git =
          new ProcessBuilder("git", "-C", home.toString(), "describe", "--always", "--dirty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 && !said.isEmpty() ? said : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }
}
