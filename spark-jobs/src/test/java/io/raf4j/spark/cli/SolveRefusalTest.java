package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.example.Membrane;
import io.raf4j.solver.ProblemReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code raf solve} refuses, with exit code 2, before Spark starts. */
class SolveRefusalTest {

  @TempDir static Path folder;

  static Stream<Arguments> wrongSettings() {
    String smooth = "pde --problem poisson-smooth ";
    String box = "eigen --problem box ";
    return Stream.of(
        arguments("pde", "--problem is missing"),
        arguments("pde --problem poisson-smoth", "did you mean \"poisson-smooth\"?"),
        arguments("eigen --problem bxo", "did you mean \"box\"?"),
        arguments(smooth + "--dim 3", "--dim is 3; poisson-smooth takes 2"),
        arguments(smooth + "--dim 0", "--dim is 0; expected at least 1"),
        arguments("pde --problem heat --dim 4", "--dim is 4; heat takes 1 to 3"),
        arguments(box + "--count 0", "--count is 0; expected at least 1"),
        arguments(smooth + "--count 2", "--count"),
        arguments(smooth + "--problem-class a.B", "both given"),
        arguments("pde --problem-class no.such.Equation", "no.such.Equation"),
        arguments("pde --problem-class java.lang.String", "java.lang.String is neither"),
        arguments(
            smooth + "--optimizer muon", "--optimizer is muon; expected auto, features, adam"),
        arguments(
            smooth + "--optimizer newton",
            "--optimizer is newton; expected auto, features, adam, levenberg-marquardt"),
        arguments(
            smooth + "--optimizer levenberg-marquardt --steps 9",
            "--steps has no effect on this run: the second order alone trains; give --optimizer"),
        arguments(smooth + "--grey", "--grey has no effect on raf solve pde: it is a setting of"),
        arguments(smooth + "--dim 2", "--dim has no effect on this run: the problem has this"),
        arguments(smooth + "--network deep", "--network is deep; expected residual or plain"),
        arguments(smooth + "--sampler sobel", "did you mean \"sobol\"?"),
        arguments(smooth + "--points 0", "--points is 0; expected at least 1"),
        arguments(smooth + "--iterations -1", "--iterations is -1; expected at least 0"),
        arguments(smooth + "--weight-decay -1", "--weight-decay is -1; expected at least 0"),
        arguments(smooth + "--damping 0", "--damping is 0; expected a positive number"),
        arguments(smooth + "--damping 1e200", "--damping"),
        arguments(
            smooth + "--optimizer levenberg-marquardt --dtype float",
            "--dtype is float; expected double for second order"),
        arguments(smooth + "--network residual --depth 3", "depth of a residual network is 3"),
        arguments(smooth + "--width 0", "--width is 0; expected at least 1"),
        arguments(smooth + "--activation sinn", "did you mean"),
        arguments(box + "--count 22", "--width is 20; expected at least 21 for --count 22"),
        arguments("eigen --problem cubic --count 2", "--count is 2; expected 1 for cubic"),
        arguments(smooth + "--points 1 --workers 2", "--points is 1; expected at least one for"),
        arguments(
            "pde --problem poisson-oscillatory --iterations 30 --optimizer levenberg-marquardt",
            "--linear-iterations"),
        arguments(
            "eigen --problem box --optimizer features",
            "--optimizer is features; expected another"),
        arguments("pde --problem poisson --dim 10 --network residual --width 5", "width is 5"),
        arguments(
            smooth + "--set count=2",
            "--count has no effect on raf solve pde: it is a setting of raf solve eigen"),
        arguments(
            "pde --problem-class com.example.Membrane --dim 7", "--dim is 7, but com.example"),
        arguments(
            box + "--set adaptive=3",
            "--adaptive has no effect on raf solve eigen: it is a setting of raf solve pde"),
        arguments(
            smooth
                + "--optimizer levenberg-marquardt --depth 3 --width 100 --linear-solver cholesky",
            "parameters; expected at most 12000 for second order by cholesky, whose work grows with"
                + " their cube: give --linear-solver sketch or residual-space, lower --width"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongSettings")
  void wrongSettingIsRefused(String words, String message) throws IOException {
    RafResult result = refused(words + " --output " + folder.resolve("new"));
    assertThat(result.errors()).contains(message).doesNotContain("\tat ");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void folderOfOtherThingsIsRefused() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("taken"));
    assertThat(refused("pde --problem poisson-smooth --output " + taken).errors())
        .contains("exists; choose another folder");
    assertThat(refused("pde --problem poisson-smooth").errors()).contains("--output is missing");
  }

  @Test
  void commandWithoutAKindShowsHowItIsUsed() {
    RafResult result = RafResult.of("solve");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).contains("See raf solve --help", "pde", "eigen", "list");
  }

  private static RafResult refused(String words) {
    List<String> all = new ArrayList<>(List.of("solve"));
    all.addAll(List.of(words.split(" ")));
    all.addAll(List.of("--master", "nowhere://no-such-master"));
    RafResult result = RafResult.of(all.toArray(String[]::new));
    assertThat(result.code()).as(result.errors()).isEqualTo(2);
    return result;
  }

  /** Finds one class compiled as if for Java 99. */
  private static final class LaterJava extends ClassLoader {
    private final String name;

    LaterJava(Class<?> of) {
      super(of.getClassLoader());
      name = of.getName();
    }

    @Override
    protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
      if (!wanted.equals(name)) {
        return super.loadClass(wanted, resolve);
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] code = in.readAllBytes();
        // The major version is 44 and that of Java.
        code[7] = (byte) (44 + 99);
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void classThatWasCompiledForALaterJavaIsRefused() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new LaterJava(Membrane.class));
    try {
      assertThat(refused("pde --problem-class com.example.Membrane --output nowhere").errors())
          .contains("com.example.Membrane cannot be used", "compile it for Java 17");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A class whose initialisation would be noticed. */
  public static final class NoEquation {
    static {
      System.setProperty("raf4j.test.initialised", "true");
    }

    private NoEquation() {}
  }

  @Test
  void classThatIsNoProblemIsNotInitialised() {
    String name = NoEquation.class.getName();
    RafResult result = RafResult.of("solve", "pde", "--problem-class", name, "--output", "nowhere");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).contains(name + " is neither a");
    assertThatThrownBy(() -> ProblemReference.ofClass(ProblemReference.Kind.PDE, name, 1).pde())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no PdeProblem");
    assertThat(System.getProperty("raf4j.test.initialised")).isNull();
  }
}
