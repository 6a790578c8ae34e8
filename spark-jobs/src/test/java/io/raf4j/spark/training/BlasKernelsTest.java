package io.raf4j.spark.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlasKernelsTest {

  private static final Optional<String> OLD = Optional.of("flags : fpu sse2 avx2 fma");
  private static final Optional<String> NEW = Optional.of("flags : fpu avx2 fma avx512f avx512bw");

  @Test
  void kernelsForWiderVectorsThanTheProcessorHasAreRefused() {
    for (String kernels : new String[] {"SkylakeX", "skylakex", "Cooperlake"}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> BlasKernels.requireRunnable(kernels, OLD))
          .withMessageContaining("OPENBLAS_CORETYPE is " + kernels)
          .withMessageContaining("set it to Haswell");
    }
  }

  @Test
  void kernelsThatRunAreNot() {
    assertThatCode(() -> BlasKernels.requireRunnable("SkylakeX", NEW)).doesNotThrowAnyException();
    assertThatCode(() -> BlasKernels.requireRunnable("Haswell", OLD)).doesNotThrowAnyException();
    assertThatCode(() -> BlasKernels.requireRunnable("SkylakeX", Optional.empty()))
        .doesNotThrowAnyException();
    assertThatCode(BlasKernels::requireRunnable).doesNotThrowAnyException();
  }
}
