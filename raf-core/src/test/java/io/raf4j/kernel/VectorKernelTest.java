package io.raf4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.kernel.KernelFixtures.Pass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract, kept by vector instructions, and equality with plain Java to the last bit. */
final class VectorKernelTest extends KernelContract {
  @Override
  KernelProvider provider() {
    return KernelProvider.vector()
        .orElseThrow(() -> new AssertionError("this JVM lacks --add-modules jdk.incubator.vector"));
  }

  @Test
  void bestProviderIsTheVectorOne() {
    assertThat(KernelProvider.best()).isSameAs(provider());
    assertThat(KernelProvider.best().name()).startsWith("vector");
  }

  @ParameterizedTest
  @MethodSource("activations")
  void passesEqualTheScalarOnesToTheBit(ReproducingActivation activation) {
    for (int width : new int[] {1, 7, 13, 16, 64, 207}) {
      for (int rows : new int[] {1, 3, 17, 70}) {
        assertSameBits(
            new Pass(activation, width, rows, 11).run(provider()),
            new Pass(activation, width, rows, 11).run(KernelProvider.scalar()));
        assertSameBits(
            new Pass(activation, width, rows, 11).runSingle(provider()),
            new Pass(activation, width, rows, 11).runSingle(KernelProvider.scalar()));
      }
    }
  }

  private static void assertSameBits(Pass actual, Pass expected) {
    String what = expected.activation.name() + " " + expected.rows + "x" + expected.width;
    assertThat(actual.z).as(what).isEqualTo(expected.z);
    assertThat(actual.y).as(what).isEqualTo(expected.y);
    assertThat(actual.delta).as(what).isEqualTo(expected.delta);
    assertThat(actual.dBias).as(what).isEqualTo(expected.dBias);
    assertThat(actual.dAlpha).as(what).isEqualTo(expected.dAlpha);
    assertThat(actual.dBeta).as(what).isEqualTo(expected.dBeta);
  }
}
