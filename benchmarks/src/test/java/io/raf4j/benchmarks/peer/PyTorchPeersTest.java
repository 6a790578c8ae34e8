package io.raf4j.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.raf4j.benchmarks.work.Work;
import io.raf4j.benchmarks.work.Works;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts in benchmarks/peers compute what RAF4J computes. */
class PyTorchPeersTest {

  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static Optional<PyTorch> python;

  @TempDir private Path folder;

  @BeforeAll
  static void findPyTorch() {
    python = PyTorch.find("", HOME);
    assumeTrue(python.isPresent(), "no Python here has PyTorch; Debian: python3-torch");
  }

  static Iterable<String> works() {
    return Works.names();
  }

  private StepProcess peer(Work work, Path exchange) {
    return new StepProcess(
        "PyTorch",
        python.orElseThrow().command(HOME, work.peerScript(), exchange, 1),
        Map.of(),
        folder.resolve("log"));
  }

  @ParameterizedTest
  @MethodSource("works")
  void lossesOfTheFirstStepsAgreeAllAtOnceAndInParts(String name) throws IOException {
    Work work = Works.named(name, HOME).scaled(0.01);
    Path exchange = folder.resolve("exchange");
    Work.Training training = work.start(exchange);
    double[] ours = {training.check(), training.check(), training.check()};

    for (int chunk : new int[] {0, 70}) {
      try (StepProcess peer = peer(work, exchange)) {
        assertThat(peer.ask("chunk " + chunk)).isEqualTo("chunk " + chunk);
        double[] theirs = {peer.check().loss(), peer.check().loss(), peer.check().loss()};
        Agreement.require(name, ours, theirs, work.tolerance());
        assertThat(peer.step().loss()).isFinite();
      }
    }
    assertThat(ours[2]).as("a loss that moves").isNotEqualTo(ours[0]);
  }

  @Test
  void damagedExchangeFileIsReportedWithPythonsMessage() {
    Work work = Works.named("image", HOME);

    assertThatThrownBy(() -> peer(work, folder.resolve("nothing")))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("nothing");
  }

  @Test
  void pythonThatIsNotThereIsNoPyTorch() {
    assertThat(PyTorch.find("/no/such/python", HOME)).isEmpty();
  }
}
