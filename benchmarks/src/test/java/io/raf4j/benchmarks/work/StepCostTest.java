package io.raf4j.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.basis.Presets;
import io.raf4j.jet.JetShape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepCostTest {

  private static final Path HOME = Path.of("..");
  private static final List<DenseSize> LAYERS =
      List.of(
          new DenseSize(2, 3, Presets.named("sine"), false),
          new DenseSize(3, 1, Presets.named("sine"), false));

  @Test
  void flopsAreThoseOfThreeProductsALayerAndTwoInTheFirst() {
    StepCost cost = new StepCost(10, JetShape.value(), false, LAYERS);

    // 2 products of 10 x 2 x 3 and 3 of 10 x 3 x 1, two operations each.
    assertThat(cost.flops()).isEqualTo(2 * (2 * 60 + 3 * 30));
  }

  @Test
  void rowsOfJetsCountAsRowsOfProducts() {
    // Value, two first derivatives and the Laplacian.
    StepCost cost = new StepCost(10, JetShape.laplacian(2), true, LAYERS);

    assertThat(cost.rows()).isEqualTo(40);
    assertThat(cost.flops()).isEqualTo(4 * 2 * (2 * 60 + 3 * 30));
  }

  @Test
  void worksHaveTheirPublishedSizes() {
    assertThat(Works.named("image", HOME).cost().flops())
        .isEqualTo(2L * 65_536 * (2 * 2 * 256 + 3 * 3 * 256 * 256 + 3 * 256));
    assertThat(Works.named("audio", HOME).cost().flops())
        .isEqualTo(2L * 308_207 * (2 * 256 + 3 * 3 * 256 * 256 + 3 * 256));
    assertThat(Works.named("video", HOME).cost().flops())
        .isEqualTo(2L * 165_000 * (2 * 3 * 400 + 3 * 3 * 400 * 400 + 3 * 400 * 3));
    assertThat(Works.named("poisson-low-regularity", HOME).cost().flops())
        .isEqualTo(2L * 10_000 * 12 * (2 * 10 * 100 + 3 * 3 * 100 * 100 + 3 * 100));
  }
}
