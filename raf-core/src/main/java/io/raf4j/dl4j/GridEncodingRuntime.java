package io.raf4j.dl4j;

import io.raf4j.encoding.GridEncoding;
import io.raf4j.encoding.GridTables;
import io.raf4j.host.Address;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link GridEncodingLayer} at work: what DL4J calls. Used by one thread at a time. */
final class GridEncodingRuntime extends BaseLayer<GridEncodingLayer> {

  private static final long serialVersionUID = 1L;

  private final transient GridTables tables;

  GridEncodingRuntime(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    if (type != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "a grid encoding has the data type " + type + "; expected FLOAT");
    }
    tables = new GridTables(layerConf().encoding());
  }

  GridTables tables() {
    return tables;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public boolean hasBias() {
    return false;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    float[] x = coordinates(input, tables.encoding());
    int points = Math.toIntExact(input.size(0));
    long[] shape = {points, tables.encoding().width()};
    INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    INDArray table = params.get(GridParamInitializer.TABLES);
    tables.encode(Address.of(table), x, points, Address.of(y));
    Reference.reachabilityFence(table);
    Reference.reachabilityFence(y);
    return y;
  }

  /** The gradient by the coordinates is not computed: nothing lies below a first layer. */
  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray view = gradientViews.get(GridParamInitializer.TABLES);
    view.assign(0);
    INDArray rows = epsilon.castTo(dataType).dup('c');
    float[] x = coordinates(input, tables.encoding());
    tables.addGradient(x, Math.toIntExact(input.size(0)), Address.of(rows), Address.of(view));
    // DL4J's updater looks at the whole gradient.
    tables.forget();
    Reference.reachabilityFence(rows);
    Gradient named = new DefaultGradient();
    named.setGradientFor(GridParamInitializer.TABLES, view);
    return new Pair<>(named, null);
  }

  /**
   * Returns coordinates row by row.
   *
   * @throws DL4JInvalidInputException if there are more or fewer than the encoding has axes
   */
  static float[] coordinates(INDArray input, GridEncoding encoding) {
    if (input.rank() != 2 || input.size(1) != encoding.axes()) {
      throw new DL4JInvalidInputException(
          "input has shape "
              + Arrays.toString(input.shape())
              + "; expected [batch, "
              + encoding.axes()
              + "]");
    }
    INDArray rows = BlockwiseNetwork.rowMajor(input, DataType.FLOAT);
    float[] x = new float[Math.toIntExact(rows.length())];
    Address.of(rows).floats(x.length).get(0, x, 0, x.length);
    Reference.reachabilityFence(rows);
    return x;
  }
}
