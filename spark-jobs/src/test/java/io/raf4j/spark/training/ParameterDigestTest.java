package io.raf4j.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The fingerprint against values that another program computed. */
class ParameterDigestTest {

  private static final double[] NUMBERS = {1, -2.5, 1e-3};

  @Test
  void floatsAreHashedAsFourBytesEach() {
    INDArray floats = Nd4j.createFromArray(1f, -2.5f, 1e-3f);
    assertThat(ParameterDigest.sha256(floats))
        .isEqualTo("06ba18abf8dc239ab07ab855ca936f0302ff5e94d88cb8e3f3416621599e2c65");
  }

  @Test
  void doublesAreHashedAsEightBytesEach() {
    assertThat(ParameterDigest.sha256(Nd4j.createFromArray(NUMBERS)))
        .isEqualTo("bd12df3a760479fca307079f0807d7a902a49286ab8e09ee36696997d62496e8");
  }

  @Test
  void everyBitCounts() {
    INDArray next = Nd4j.createFromArray(1, Math.nextUp(-2.5), 1e-3);
    assertThat(ParameterDigest.sha256(next))
        .isNotEqualTo(ParameterDigest.sha256(Nd4j.createFromArray(NUMBERS)));
    assertThat(ParameterDigest.sha256(Nd4j.createFromArray(0.0)))
        .isNotEqualTo(ParameterDigest.sha256(Nd4j.createFromArray(-0.0)));
  }
}
