package io.raf4j.benchmarks;

import io.raf4j.benchmarks.timing.Alternation;
import io.raf4j.dl4j.BlockwiseNetwork;
import io.raf4j.dl4j.CoordinateNetwork;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.host.ComputeThreads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Times one training step of 2-256-256-256-256-1 with Poly-Sine-Gaussian in float32 on 65,536
 * points: our layers, the same network out of DL4J's {@code SameDiffLayer}, and its matrix products
 * alone through {@code Nd4j.gemm}, in turn in one process, so that the ratios hold on a noisy
 * machine.
 *
 * <p>Arguments: repetitions (default 5), points (default 65,536), and {@code products} to leave out
 * SameDiff, whose steps take twenty times as long. Prints the median, minimum and maximum of each
 * and the ratios of the medians.
 */
public final class StepComparison {

  private static final int[] WIDTHS = {2, 256, 256, 256, 256, 1};
  private static final String OURS = "RAF4J step";
  private static final String SAMEDIFF = "SameDiffLayer step";
  private static final String PRODUCTS = "matrix products alone";

  private StepComparison() {}

  /** Runs the comparison. */
  public static void main(String[] arguments) {
    int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int points = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 65_536;
    INDArray x = Nd4j.rand(DataType.FLOAT, points, 2).muli(2).subi(1);
    INDArray y = Nd4j.rand(DataType.FLOAT, points, 1);
    MultiLayerNetwork ours = ours();
    Products products = new Products(points);
    Map<String, DoubleSupplier> works = new LinkedHashMap<>();
    works.put(OURS, Alternation.timed(() -> ours.fit(x, y)));
    if (!(arguments.length > 2 && arguments[2].equals("products"))) {
      MultiLayerNetwork sameDiff = sameDiff();
      works.put(SAMEDIFF, Alternation.timed(() -> sameDiff.fit(x, y)));
    }
    works.put(PRODUCTS, Alternation.timed(products::run));
    System.out.printf(
        "%d points, 2-256-256-256-256-1, poly-sine-gaussian, float32, %d threads, %d repetitions%n",
        points, ComputeThreads.count(), repetitions);
    print(new Alternation(works, Alternation.WARM_UP_SECONDS, repetitions, (rounds, all) -> {}));
  }

  private static MultiLayerNetwork ours() {
    MultiLayerNetwork network =
        BlockwiseNetwork.of(
            CoordinateNetwork.configuration(
                new CoordinateNetwork.Shape(2, 1, 256, 4),
                NetworkRecipe.named("poly-sine-gaussian"),
                Optional.empty(),
                new Adam(1e-4),
                1,
                DataType.FLOAT));
    network.init();
    return network;
  }

  private static MultiLayerNetwork sameDiff() {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(1e-4)).list();
    for (int i = 1; i < WIDTHS.length - 1; i++) {
      layers.layer(new SameDiffRafLayer(WIDTHS[i - 1], WIDTHS[i]));
    }
    layers.layer(
        new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
            .nIn(256)
            .nOut(1)
            .activation(Activation.IDENTITY)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  /** The products of a forward and a backward pass, in the layout in which Nd4j.gemm is fastest. */
  private static final class Products {
    private final List<Runnable> products = new ArrayList<>();

    Products(int points) {
      for (int i = 1; i < WIDTHS.length; i++) {
        int in = WIDTHS[i - 1];
        int out = WIDTHS[i];
        INDArray x = Nd4j.rand(DataType.FLOAT, points, in);
        INDArray delta = Nd4j.rand(DataType.FLOAT, points, out);
        INDArray weights = Nd4j.rand(DataType.FLOAT, in, out).dup('f');
        INDArray z = Nd4j.createUninitialized(DataType.FLOAT, new long[] {points, out}, 'c');
        INDArray next = Nd4j.createUninitialized(DataType.FLOAT, new long[] {points, in}, 'c');
        INDArray gradient = Nd4j.createUninitialized(DataType.FLOAT, new long[] {in, out}, 'f');
        products.add(() -> Nd4j.gemm(weights, x, z.transpose(), true, true, 1, 0));
        products.add(() -> Nd4j.gemm(x, delta, gradient, true, false, 1, 0));
        if (i > 1) {
          products.add(() -> Nd4j.gemm(weights, delta, next.transpose(), false, true, 1, 0));
        }
      }
    }

    void run() {
      products.forEach(Runnable::run);
    }
  }

  private static void print(Alternation times) {
    times.print();
    double ours = times.median(OURS);
    if (times.has(SAMEDIFF)) {
      System.out.printf("SameDiffLayer / RAF4J    %.1f%n", times.median(SAMEDIFF) / ours);
    }
    System.out.printf("RAF4J / products         %.2f%n", ours / times.median(PRODUCTS));
  }
}
