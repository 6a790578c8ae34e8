package io.raf4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.jet.JetShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract on jets, kept by vector instructions, and equality with plain Java to the bit. */
final class VectorJetKernelTest extends JetKernelContract {
  @Override
  KernelProvider provider() {
    return KernelProvider.vector()
        .orElseThrow(() -> new AssertionError("this JVM lacks --add-modules jdk.incubator.vector"));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void passesEqualTheScalarOnesToTheBit(ReproducingActivation activation) {
    for (JetShape shape : JetPass.shapes().toList()) {
      for (int width : new int[] {1, 7, 13, 64}) {
        for (int points : new int[] {1, 3, 17}) {
          assertSameBits(
              new JetPass(activation, shape, width, points, 11).run(provider()),
              new JetPass(activation, shape, width, points, 11).run(KernelProvider.scalar()));
          assertSameBits(
              new JetPass(activation, shape, width, points, 11).runSingle(provider()),
              new JetPass(activation, shape, width, points, 11).runSingle(KernelProvider.scalar()));
        }
      }
    }
  }

  private static void assertSameBits(JetPass actual, JetPass expected) {
    String what = expected.activation.name() + ", " + expected.shape + ", " + expected.width;
    assertThat(actual.z).as(what).isEqualTo(expected.z);
    assertThat(actual.y).as(what).isEqualTo(expected.y);
    assertThat(actual.delta).as(what).isEqualTo(expected.delta);
    assertThat(actual.dBias).as(what).isEqualTo(expected.dBias);
    assertThat(actual.dAlpha).as(what).isEqualTo(expected.dAlpha);
    assertThat(actual.dBeta).as(what).isEqualTo(expected.dBeta);
  }
}
