package io.raf4j.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerSearchTest {

  private static final PyTorch PYTHON =
      new PyTorch(
          "python3",
          "1.13",
          "3.11",
          "/lib/openblas-openmp/libopenblas.so",
          List.of("/lib/openblas-pthread"));

  @TempDir private Path folder;
  private final List<PeerSettings> asked = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  private StepProcess taking(double seconds) {
    String script = "echo ready; while read x; do echo " + seconds + " 1 1 0; done";
    return new StepProcess("a peer", List.of("sh", "-c", script), Map.of(), folder.resolve("log"));
  }

  private PeerSettings fastest(Function<PeerSettings, Double> seconds) {
    Function<PeerSettings, StepProcess> start =
        settings -> {
          asked.add(settings);
          return taking(seconds.apply(settings));
        };
    return new PeerSearch(start, said::add).fastest(PYTHON, true, 4096);
  }

  @Test
  void eachChoiceIsMadeOnTopOfTheBestBefore() {
    PeerSettings found =
        fastest(
            settings ->
                10
                    - (settings.coreType().equals("Haswell") ? 1 : 0)
                    - (settings.isWarm() ? 1 : 0)
                    - (settings.chunk() == 256 ? 1 : 0)
                    + (settings.library().isEmpty() ? 0d : 1d));

    assertThat(found).isEqualTo(new PeerSettings("Haswell", true, "", 256));
    assertThat(asked)
        .contains(
            new PeerSettings("SkylakeX", false, "", 0),
            new PeerSettings("", false, "", 0),
            new PeerSettings("Haswell", false, "/lib/openblas-pthread", 0),
            new PeerSettings("Haswell", true, "", 1024));
    // 4096 / 64 points at a time would be too few.
    assertThat(asked).allMatch(settings -> settings.chunk() == 0 || settings.chunk() >= 256);
    assertThat(said).hasSameSizeAs(asked);
  }

  @Test
  void candidateThatDoesNotRunIsLeftOut() {
    Function<PeerSettings, StepProcess> start =
        settings -> {
          if (!settings.coreType().isEmpty()) {
            throw new PeerException("illegal instruction");
          }
          return taking(1);
        };

    PeerSettings found = new PeerSearch(start, said::add).fastest(PYTHON, true, 64);

    assertThat(found.coreType()).isEmpty();
    assertThat(said).anyMatch(line -> line.contains("does not run"));
  }

  @Test
  void pointsGoInPartsWhereAllAtOnceTakeTooMuchMemory() {
    Function<PeerSettings, StepProcess> start =
        settings -> {
          if (settings.chunk() == 0) {
            throw new PeerException("killed");
          }
          return taking(1);
        };

    PeerSettings found = new PeerSearch(start, said::add).fastest(PYTHON, false, 8192);

    assertThat(found.chunk()).isPositive();
  }

  @Test
  void searchThatFindsNothingGivesTheReason() {
    Function<PeerSettings, StepProcess> start =
        settings -> {
          throw new PeerException("out of memory");
        };

    assertThatThrownBy(() -> new PeerSearch(start, said::add).fastest(PYTHON, false, 64))
        .isInstanceOf(PeerException.class)
        .hasRootCauseMessage("out of memory");
  }

  @Test
  void kernelsAreTriedWhereOpenBlasIsLoadedAlone() {
    assertThat(PeerSearch.coreTypes(PYTHON, true)).containsExactly("SkylakeX", "Haswell", "");
    assertThat(PeerSearch.coreTypes(PYTHON, false)).containsExactly("Haswell", "");
    PyTorch other = new PyTorch("python3", "2.5", "3.12", "", List.of());
    assertThat(PeerSearch.coreTypes(other, true)).containsExactly("");
  }
}
