package io.raf4j.spark.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.raf4j.spark.files.Build;
import io.raf4j.spark.rows.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.package$;

/**
 * Describes the machine and the software of the driver, for {@link RunManifest}.
 *
 * <p>What cannot be found out is left out, never guessed. Starts no native library: what only ND4J
 * knows (its backend, the BLAS in use, GPUs) comes from the caller.
 */
public final class Environment {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Environment() {}

  /**
   * Returns the section {@code hardware}: CPU model where the system tells it, cores, memory, GPUs.
   *
   * @param gpus names of the GPUs that the run uses; empty for none
   */
  public static Fields hardware(List<String> gpus) {
    return Fields.of(
        new Hardware(
            cpuModel(CPU_INFO).orElse(null),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            ManagementFactory.getOperatingSystemMXBean()
                    instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : null,
            Runtime.getRuntime().maxMemory(),
            List.copyOf(gpus)));
  }

  /** The section {@code hardware}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Hardware(
      String cpu,
      String architecture,
      int cores,
      Long memoryBytes,
      long heapBytes,
      List<String> gpus) {}

  /**
   * Returns the section {@code software}: RAF4J and its commit, system, JVM, Spark, Scala, ND4J and
   * DL4J, then what the caller adds.
   *
   * @param engine further entries in order, such as {@code nd4j_backend}, {@code blas} and {@code
   *     kernel_provider}
   */
  public static Fields software(Fields engine) {
    Build build = Build.current();
    return Fields.of(
            new Software(
                build.version(),
                build.commit(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.runtime.version"),
                System.getProperty("java.vm.name"),
                package$.MODULE$.SPARK_VERSION(),
                scala.util.Properties$.MODULE$.versionNumberString(),
                Build.versionOf("org.nd4j", "nd4j-native-api").orElse(null),
                Build.versionOf("org.deeplearning4j", "deeplearning4j-nn").orElse(null)))
        .and(engine);
  }

  /** The section {@code software}, but for what the caller adds. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Software(
      String raf4j,
      String raf4jCommit,
      String system,
      String java,
      String jvm,
      String spark,
      String scala,
      String nd4j,
      String dl4j) {}

  /** Returns the first model name of a Linux {@code cpuinfo}, where there is one. */
  static Optional<String> cpuModel(Path cpuInfo) {
    if (!Files.isReadable(cpuInfo)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(cpuInfo)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + cpuInfo, e);
    }
  }
}
