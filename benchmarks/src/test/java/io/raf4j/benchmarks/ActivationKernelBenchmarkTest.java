package io.raf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Presets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

class ActivationKernelBenchmarkTest {

  @Test
  void measuresEveryBasisFunctionAndEveryPreset() throws NoSuchFieldException {
    List<String> expected = new ArrayList<>();
    BasisFunction.all()
        .forEach(function -> expected.add(ActivationKernelBenchmark.LEARNABLE + function.name()));
    expected.addAll(Presets.names());

    assertThat(values("activation")).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void measuresBothPrecisionsBothProvidersAndAllOrders() throws NoSuchFieldException {
    assertThat(values("precision")).containsExactly("float", "double");
    assertThat(values("provider")).containsExactly("vector", "scalar");
    assertThat(values("order")).containsExactly("0", "1", "2");
  }

  @Test
  void passesRunForJetsInBothPrecisions() {
    for (String precision : List.of("float", "double")) {
      ActivationKernelBenchmark benchmark = new ActivationKernelBenchmark();
      benchmark.activation = "learnable-gabor";
      benchmark.order = 2;
      benchmark.dimension = 2;
      benchmark.precision = precision;
      benchmark.provider = "scalar";
      benchmark.prepare();

      assertThat(benchmark.forward().points()).isEqualTo(16);
      assertThat(benchmark.backward().points()).isEqualTo(16);
    }
  }

  private static String[] values(String field) throws NoSuchFieldException {
    return ActivationKernelBenchmark.class.getField(field).getAnnotation(Param.class).value();
  }
}
