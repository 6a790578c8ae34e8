package io.raf4j.spark.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The kernels that OpenBLAS was told to take by {@value #VARIABLE}.
 *
 * <p>OpenBLAS believes what it is told: on a processor without AVX-512 the kernels for it would end
 * the process by an illegal instruction, which tells nobody what to do.
 */
public final class BlasKernels {

  /** The environment variable that names the processor whose kernels are taken. */
  public static final String VARIABLE = "OPENBLAS_CORETYPE";

  private static final List<String> WITH_AVX512 =
      List.of("skylakex", "cooperlake", "sapphirerapids");

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private BlasKernels() {}

  /** Returns what OpenBLAS was told, or that it chooses by itself. */
  public static String told() {
    return Optional.ofNullable(System.getenv(VARIABLE))
        .filter(name -> !name.isBlank())
        .orElse("chosen by OpenBLAS");
  }

  /**
   * Refuses kernels that this machine's processor cannot run.
   *
   * @throws IllegalStateException saying what to set
   */
  static void requireRunnable() {
    requireRunnable(told(), Checked.FLAGS);
  }

  /**
   * Refuses kernels that a processor cannot run.
   *
   * @param kernels what OpenBLAS was told
   * @param flags the processor's features, nothing where they are not known
   */
  static void requireRunnable(String kernels, Optional<String> flags) {
    boolean needs = WITH_AVX512.contains(kernels.toLowerCase(Locale.ROOT));
    if (needs && flags.isPresent() && !Arrays.asList(flags.get().split(" ")).contains("avx512f")) {
      throw new IllegalStateException(
          VARIABLE
              + " is "
              + kernels
              + ", but this machine's processor has no AVX-512; set it to Haswell for the driver and,"
              + " as spark.executorEnv."
              + VARIABLE
              + ", for all executors");
    }
  }

  /** Read once a process. */
  private static final class Checked {
    static final Optional<String> FLAGS = flags();

    private static Optional<String> flags() {
      if (!Files.isReadable(PROCESSORS)) {
        return Optional.empty();
      }
      try {
        return Files.readAllLines(PROCESSORS).stream()
            .filter(line -> line.startsWith("flags"))
            .findFirst();
      } catch (IOException e) {
        // Then nothing is known, as on systems without that file.
        return Optional.empty();
      }
    }
  }
}
