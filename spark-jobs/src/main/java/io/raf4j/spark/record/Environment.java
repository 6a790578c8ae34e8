package io.raf4j.spark.record;

import io.raf4j.spark.files.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  public static Map<String, Object> hardware(List<String> gpus) {
    Map<String, Object> section = new LinkedHashMap<>();
    cpuModel(CPU_INFO).ifPresent(model -> section.put("cpu", model));
    section.put("architecture", System.getProperty("os.arch"));
    section.put("cores", Runtime.getRuntime().availableProcessors());
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      section.put("memory_bytes", system.getTotalMemorySize());
    }
    section.put("heap_bytes", Runtime.getRuntime().maxMemory());
    section.put("gpus", List.copyOf(gpus));
    return section;
  }

  /**
   * Returns the section {@code software}: RAF4J and its commit, system, JVM, Spark, Scala, ND4J and
   * DL4J, then what the caller adds.
   *
   * @param engine further entries in order, such as {@code nd4j_backend}, {@code blas} and {@code
   *     kernel_provider}
   */
  public static Map<String, Object> software(Map<String, ?> engine) {
    Build build = Build.current();
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("raf4j", build.version());
    section.put("raf4j_commit", build.commit());
    section.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    section.put("java", System.getProperty("java.runtime.version"));
    section.put("jvm", System.getProperty("java.vm.name"));
    section.put("spark", package$.MODULE$.SPARK_VERSION());
    section.put("scala", scala.util.Properties$.MODULE$.versionNumberString());
    Build.versionOf("org.nd4j", "nd4j-native-api").ifPresent(v -> section.put("nd4j", v));
    Build.versionOf("org.deeplearning4j", "deeplearning4j-nn")
        .ifPresent(v -> section.put("dl4j", v));
    section.putAll(engine);
    return section;
  }

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
