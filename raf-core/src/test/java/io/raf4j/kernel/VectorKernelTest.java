package io.raf4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.basis.Presets;
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

  @Test
  void zTime() {
    for (int rep = 0; rep < 3; rep++) {
      for (String name :
          new String[] {
            "poly-sine-gaussian", "sine", "gaussian", "relu", "tanh", "gabor", "rational", "staf"
          }) {
        for (KernelProvider p : new KernelProvider[] {provider(), KernelProvider.scalar()}) {
          ActivationKernel k = ActivationKernel.of(Presets.named(name), 256, p);
          int rows = k.tileRows(4);
          Pass pass = new Pass(Presets.named(name), 256, rows, 1);
          float[] z = KernelFixtures.singles(pass.z),
              y = KernelFixtures.singles(pass.y),
              e = KernelFixtures.singles(pass.epsilon),
              d = y.clone();
          float[] a = KernelFixtures.singles(pass.alpha),
              b = KernelFixtures.singles(pass.beta),
              db = new float[256],
              da = a.clone(),
              dbe = b.clone();
          int n = p == KernelProvider.scalar() ? 200 : 3000;
          long f = Long.MAX_VALUE, g = Long.MAX_VALUE;
          for (int q = 0; q < 5; q++) {
            long t0 = System.nanoTime();
            for (int i = 0; i < n / 5; i++) k.forward(z, null, y, rows, a, b);
            long t1 = System.nanoTime();
            for (int i = 0; i < n / 5; i++) k.backward(z, e, d, rows, a, b, db, da, dbe);
            long t2 = System.nanoTime();
            f = Math.min(f, t1 - t0);
            g = Math.min(g, t2 - t1);
          }
          double m = (double) (n / 5) * rows * 256;
          System.out.printf(
              "%s %s rows %d forward %.2f backward %.2f ns%n", p.name(), name, rows, f / m, g / m);
        }
      }
    }
  }
}
