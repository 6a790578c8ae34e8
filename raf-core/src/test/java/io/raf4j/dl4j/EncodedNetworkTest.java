package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.encoding.GridEncoding;
import io.raf4j.encoding.Interpolation;
import io.raf4j.host.ComputeThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Steps that touch a few entries against DL4J's, which look at all of them. */
class EncodedNetworkTest {

  private static final int THREADS = ComputeThreads.count();

  @AfterEach
  void allThreads() {
    ComputeThreads.setCount(THREADS);
  }

  private static MultiLayerConfiguration configuration() {
    GridEncoding encoding =
        new GridEncoding(List.of(3, 4), List.of(60, 90), 6, 2, 9, Interpolation.LINEAR);
    return CoordinateNetwork.configuration(
        new CoordinateNetwork.Encoded(encoding, new LazyAdam(new CosineSchedule(1e-2, 100))),
        new CoordinateNetwork.Shape(2, 3, 20, 2),
        NetworkRecipe.named("poly-sine-gaussian"),
        new Adam(new CosineSchedule(1e-3, 100)),
        1);
  }

  private static DataSet batch(long seed) {
    Random random = new Random(seed);
    float[] x = new float[2 * 400];
    float[] y = new float[3 * 400];
    for (int i = 0; i < 400; i++) {
      x[2 * i] = i % 16 == 0 ? 2 * random.nextFloat() - 1 : x[2 * i - 2];
      x[2 * i + 1] = i % 16 == 0 ? 2 * random.nextFloat() - 1 : x[2 * i - 1] + 0.01f;
      for (int c = 0; c < 3; c++) {
        y[3 * i + c] = (float) Math.sin(3 * x[2 * i] + c + 5 * x[2 * i + 1]);
      }
    }
    return new DataSet(
        Nd4j.create(x, new long[] {400, 2}, 'c'), Nd4j.create(y, new long[] {400, 3}, 'c'));
  }

  private static MultiLayerNetwork trained(MultiLayerNetwork network, int from, int to) {
    for (int step = from; step < to; step++) {
      network.fit(batch(step));
    }
    return network;
  }

  private static MultiLayerNetwork initialised(MultiLayerNetwork network) {
    network.init();
    return network;
  }

  @Test
  void stepsAreThoseOfDl4j() {
    MultiLayerNetwork own = initialised(BlockwiseNetwork.of(configuration()));
    assertThat(own).isInstanceOf(EncodedNetwork.class);
    MultiLayerNetwork theirs = initialised(new MultiLayerNetwork(configuration()));
    assertThat(own.params()).isEqualTo(theirs.params());
    for (int step = 0; step < 5; step++) {
      own.fit(batch(step));
      theirs.fit(batch(step));
      assertThat(own.score()).isCloseTo(theirs.score(), within(1e-5));
    }
    assertClose(own.params(), theirs.params(), 1e-4);
    assertClose(
        own.getUpdater().getStateViewArray(), theirs.getUpdater().getStateViewArray(), 1e-2);
    assertThat(own.getIterationCount()).isEqualTo(theirs.getIterationCount()).isEqualTo(5);
  }

  @Test
  void gradientsAreThoseOfDl4j() {
    MultiLayerNetwork own = initialised(BlockwiseNetwork.of(configuration()));
    MultiLayerNetwork theirs = initialised(new MultiLayerNetwork(configuration()));
    for (MultiLayerNetwork network : List.of(own, theirs)) {
      network.setInput(batch(9).getFeatures());
      network.setLabels(batch(9).getLabels());
      network.computeGradientAndScore();
    }
    assertClose(own.gradient().gradient(), theirs.gradient().gradient(), 1e-3);
    assertThat(own.gradient().gradientForVariable().keySet())
        .isEqualTo(theirs.gradient().gradientForVariable().keySet());
  }

  @Test
  void aStepAfterAGradientStartsFromNoGradient() {
    MultiLayerNetwork fresh = trained(initialised(BlockwiseNetwork.of(configuration())), 0, 2);
    MultiLayerNetwork asked = initialised(BlockwiseNetwork.of(configuration()));
    asked.fit(batch(0));
    asked.setInput(batch(7).getFeatures());
    asked.setLabels(batch(7).getLabels());
    asked.computeGradientAndScore();
    asked.fit(batch(1));
    assertThat(asked.params()).isEqualTo(fresh.params());
  }

  @Test
  void bitsDoNotDependOnThreads() {
    ComputeThreads.setCount(1);
    INDArray alone = trained(initialised(BlockwiseNetwork.of(configuration())), 0, 5).params();
    ComputeThreads.setCount(4);
    assertThat(trained(initialised(BlockwiseNetwork.of(configuration())), 0, 5).params())
        .isEqualTo(alone);
  }

  @Test
  void aNetworkThatWasSavedGoesOnToTheSameBits() throws IOException {
    MultiLayerNetwork whole = trained(initialised(BlockwiseNetwork.of(configuration())), 0, 6);
    MultiLayerNetwork first = trained(initialised(BlockwiseNetwork.of(configuration())), 0, 3);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelArchive.write(first, bytes, true);
    MultiLayerNetwork read =
        BlockwiseNetwork.copyOf(
            ModelArchive.read(new ByteArrayInputStream(bytes.toByteArray()), true));
    assertThat(read).isInstanceOf(EncodedNetwork.class);
    assertThat(trained(read, 3, 6).params()).isEqualTo(whole.params());
    assertThat(trained(first.clone(), 3, 6).params()).isEqualTo(whole.params());
  }

  @Test
  void trainingLearns() {
    MultiLayerNetwork network = initialised(BlockwiseNetwork.of(configuration()));
    double before = network.score(batch(1000));
    trained(network, 0, 60);
    assertThat(network.score(batch(1000))).isLessThan(before / 2);
  }

  @Test
  void coordinatesOfAnotherSpaceAreRefused() {
    MultiLayerNetwork network = initialised(BlockwiseNetwork.of(configuration()));
    assertThatThrownBy(() -> network.fit(Nd4j.zeros(4, 3), Nd4j.zeros(4, 3)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("[4, 3]; expected [batch, 2]");
    assertThatThrownBy(() -> network.fit(Nd4j.zeros(4, 2), Nd4j.zeros(4, 2)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("[4, 2]; expected [4, 3]");
  }

  @Test
  void tablesNeedTheirOwnUpdater() {
    MultiLayerConfiguration other = configuration();
    ((GridEncodingLayer) other.getConf(0).getLayer()).setIUpdater(new Adam(1e-3));
    assertThat(BlockwiseNetwork.obstacle(other))
        .hasValueSatisfying(why -> assertThat(why).contains("expected LazyAdam"));
  }

  private static void assertClose(INDArray found, INDArray expected, double tolerance) {
    double difference = found.sub(expected).norm2Number().doubleValue();
    assertThat(difference).isLessThan(tolerance * (1e-3 + expected.norm2Number().doubleValue()));
  }
}
