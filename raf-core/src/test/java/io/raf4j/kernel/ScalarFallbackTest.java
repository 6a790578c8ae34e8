package io.raf4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What happens in a JVM without the vector module: plain Java, and a line that says the remedy. */
final class ScalarFallbackTest {

  /** Runs in the other JVM. */
  static final class Main {
    public static void main(String[] args) {
      System.out.println("best is " + KernelProvider.best().name());
      System.out.println("again " + KernelProvider.best().name());
      System.out.println("vector there: " + KernelProvider.vector().isPresent());
    }
  }

  @Test
  void jvmWithoutTheModuleFallsBackAndSaysHowToEnableIt() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Main.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("best is scalar", "vector there: false");
    assertThat(output).containsOnlyOnce("--add-modules jdk.incubator.vector");
  }
}
