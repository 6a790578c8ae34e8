package io.raf4j.dl4j;

import io.raf4j.encoding.GridEncoding;
import io.raf4j.encoding.GridTables;
import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostMemory;
import io.raf4j.jet.JetShape;
import io.raf4j.jetnet.JetNetwork;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A {@code MultiLayerNetwork} whose first layer is a {@link GridEncodingLayer}, followed by {@link
 * RafDenseLayer}s under a mean squared error, and whose steps touch only what they need:
 *
 * <pre>
 *   x -> features of the grids -> dense layers, block by block, forward and back -> dL/dfeatures
 *     -> gradient of the entries around the points -> Adam's step there
 * </pre>
 *
 * <p>DL4J would look at all entries, of which there may be millions, several times a step.
 * Parameters after a step are those of DL4J's own way within rounding, and do not depend on the
 * number of threads, to the last bit. Parameters, updater, configuration and saved files are those
 * of any {@code MultiLayerNetwork}.
 *
 * <p>Batches with masks, and networks with listeners, are trained as DL4J does. Used by one thread
 * at a time.
 */
public final class EncodedNetwork extends MultiLayerNetwork {

  private static final long serialVersionUID = 1L;

  private final transient JetNetwork jets;
  private final transient GridTables tables;
  private final long tableLength;

  /** Whether the tables' gradient is 0 everywhere, as a step leaves it and expects it. */
  private transient boolean isCleared;

  EncodedNetwork(MultiLayerConfiguration configuration, BlockwiseLayers seen) {
    super(configuration);
    GridEncoding encoding = seen.encoding().orElseThrow();
    this.jets = JetNetwork.of(seen.layers(), JetShape.value(), DataType.FLOAT);
    this.tables = new GridTables(encoding);
    this.tableLength = encoding.parameters();
  }

  @Override
  public MultiLayerNetwork clone() {
    return BlockwiseNetwork.copyOf(this);
  }

  @Override
  public void fit(org.nd4j.linalg.dataset.api.DataSet batch) {
    fit(
        batch.getFeatures(),
        batch.getLabels(),
        batch.getFeaturesMaskArray(),
        batch.getLabelsMaskArray());
  }

  @Override
  public synchronized void fit(
      INDArray features, INDArray targets, INDArray featuresMask, INDArray targetsMask) {
    if (featuresMask != null || targetsMask != null || !trainingListeners.isEmpty()) {
      isCleared = false;
      super.fit(features, targets, featuresMask, targetsMask);
      return;
    }
    score =
        ComputeThreads.inOneSection(
            () -> {
              double loss = gradientOf(features, targets) + calcRegularizationScore(true);
              update(Math.toIntExact(features.size(0)));
              return loss;
            });
    MultiLayerConfiguration conf = getLayerWiseConfigurations();
    conf.setIterationCount(conf.getIterationCount() + 1);
    synchronizeIterEpochCounts();
  }

  @Override
  public void computeGradientAndScore() {
    if (BlockwiseNetwork.isForDl4j(this)) {
      isCleared = false;
      super.computeGradientAndScore();
      return;
    }
    synchronizeIterEpochCounts();
    score = gradientOf(input, labels) + calcRegularizationScore(true);
    tables.forget();
    isCleared = false;
    gradient = BlockwiseNetwork.named(flattenedGradients, layers, jets.layers().size() + 1);
  }

  /** Leaves the gradient, summed over the batch, in the flat vector and returns the score. */
  private double gradientOf(INDArray features, INDArray targets) {
    float[] x = GridEncodingRuntime.coordinates(features, tables.encoding());
    float[] wanted = wanted(features, targets);
    int points = Math.toIntExact(features.size(0));
    if (flattenedGradients == null) {
      initGradientsView();
      isCleared = false;
    }
    if (!isCleared) {
      flattenedGradients.assign(0);
      isCleared = true;
    }
    long bytes = (long) points * tables.encoding().width() * Float.BYTES;
    try (HostMemory encoded = HostMemory.lent(bytes);
        HostMemory adjoints = HostMemory.lent(bytes)) {
      return gradientOf(x, wanted, points, encoded.address(), adjoints.address());
    } finally {
      Reference.reachabilityFence(flattenedParams);
      Reference.reachabilityFence(flattenedGradients);
    }
  }

  private double gradientOf(
      float[] x, float[] wanted, int points, Address encoded, Address adjoints) {
    Address parameters = Address.of(flattenedParams);
    Address gradients = Address.of(flattenedGradients);
    long dense = tableLength * Float.BYTES;
    tables.encode(parameters, x, points, encoded);
    double squares =
        jets.gradient(
            parameters.plus(dense),
            points,
            encoded,
            (first, count, outputs, into) -> squares(first, outputs, wanted, into),
            gradients.plus(dense),
            adjoints);
    tables.addGradient(x, points, adjoints, gradients);
    return squares / wanted.length;
  }

  /** Returns the sum of squared errors; its derivatives are over the outputs, as DL4J's. */
  private double squares(int first, double[] outputs, float[] wanted, double[] adjoints) {
    double sum = 0;
    int start = first * jets.outputs();
    for (int i = 0; i < outputs.length; i++) {
      double error = outputs[i] - wanted[start + i];
      sum += error * error;
      adjoints[i] = 2 * error / jets.outputs();
    }
    return sum;
  }

  /** Takes the updaters' step: the tables' where there is a gradient, the others' everywhere. */
  private void update(int points) {
    MultiLayerUpdater updater = (MultiLayerUpdater) getUpdater();
    int iteration = getLayerWiseConfigurations().getIterationCount();
    int epoch = getLayerWiseConfigurations().getEpochCount();
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      IUpdater config = block.getGradientUpdater().getConfig();
      if (config instanceof LazyAdam lazy && block.getParamOffsetStart() == 0) {
        updateTables(lazy, block, iteration, epoch, points);
      } else if (config instanceof Adam adam) {
        DenseAdam.step(
            adam, block, flattenedParams, flattenedGradients, iteration, epoch, 1d / points);
      } else {
        updateByDl4j(block, iteration, epoch, points);
      }
    }
  }

  private void updateByDl4j(UpdaterBlock block, int iteration, int epoch, int points) {
    block.getGradientView().divi(points);
    block.update(iteration, epoch);
    INDArrayIndex part =
        NDArrayIndex.interval(block.getParamOffsetStart(), block.getParamOffsetEnd());
    INDArray all = flattenedParams.reshape(flattenedParams.length());
    INDArray change = flattenedGradients.reshape(flattenedGradients.length());
    all.get(part).subi(change.get(part));
  }

  private void updateTables(
      LazyAdam config, UpdaterBlock block, int iteration, int epoch, int points) {
    Address state = Address.of(block.getUpdaterView());
    tables.adam(
        Address.of(flattenedParams),
        Address.of(flattenedGradients),
        state,
        state.plus(tableLength * Float.BYTES),
        LazyAdamUpdater.step(config, iteration, epoch, 1d / points));
    Reference.reachabilityFence(block);
  }

  private float[] wanted(INDArray features, INDArray targets) {
    BlockwiseNetwork.requireTargets(targets, features.size(0), jets.outputs());
    INDArray rows = BlockwiseNetwork.rowMajor(targets, DataType.FLOAT);
    float[] values = new float[Math.toIntExact(rows.length())];
    FloatBuffer buffer = Address.of(rows).floats(values.length);
    buffer.get(0, values, 0, values.length);
    Reference.reachabilityFence(rows);
    return values;
  }
}
