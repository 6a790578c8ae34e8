package io.raf4j.benchmarks.work;

import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Distribution;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The file by which a peer starts from the same parameters and points.
 *
 * <pre>
 *   a line of JSON   dtype, points, inputs, outputs, learning_rate, weight_decay, layers, and
 *                    problem and dimension of an equation
 *   parameters       a layer after the other: W [out, in] row-major, b [out], the alphas and the
 *                    betas of the terms, [out] each, of those that are not null in the line
 *   X                [points, inputs] row-major
 *   Y                [points, outputs] row-major, nothing for an equation
 * </pre>
 *
 * <p>Numbers are little-endian, of the work's precision. The parameters are DL4J's flat vector as
 * it is.
 */
final class Exchange {

  private static final int BUFFER_BYTES = 1 << 16;

  private Exchange() {}

  /**
   * Writes the file.
   *
   * @param facts the line's entries beside dtype, points and layers
   * @param x of the points
   * @param y targets, empty for an equation
   */
  static void write(
      Path file,
      StepCost cost,
      Map<String, Object> facts,
      MultiLayerNetwork network,
      double[] x,
      double[] y)
      throws IOException {
    Map<String, Object> header = new LinkedHashMap<>(facts);
    header.put("dtype", cost.isDouble() ? "float64" : "float32");
    header.put("points", cost.points());
    header.put("inputs", x.length / cost.points());
    header.put("outputs", y.length / cost.points());
    header.put("layers", cost.layers().stream().map(Exchange::layer).toList());
    INDArray flat = network.params();
    double[] parameters = flat.reshape(new long[] {flat.length()}).toDoubleVector();
    try (WritableByteChannel channel =
        Files.newByteChannel(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap((Json.line(header) + "\n").getBytes(StandardCharsets.UTF_8)));
      for (double[] numbers : List.of(parameters, x, y)) {
        write(channel, numbers, cost.isDouble());
      }
    }
  }

  private static void write(WritableByteChannel channel, double[] numbers, boolean isDouble)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      if (buffer.remaining() < Double.BYTES) {
        drain(channel, buffer);
      }
      if (isDouble) {
        buffer.putDouble(number);
      } else {
        buffer.putFloat((float) number);
      }
    }
    drain(channel, buffer);
  }

  private static void drain(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  private static Map<String, Object> layer(DenseSize layer) {
    ReproducingActivation activation = layer.activation();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("in", layer.in());
    facts.put("out", layer.out());
    facts.put("skip", layer.skip());
    if (activation.mode() == ReproducingActivation.Mode.GROUPED) {
      facts.put("bounds", Arrays.stream(activation.groupBounds(layer.out())).boxed().toList());
    }
    List<Map<String, Object>> terms = new ArrayList<>();
    for (Term term : activation.terms()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("function", term.function().name());
      entry.put("alpha", constant(term.alpha()));
      entry.put("beta", constant(term.beta()));
      terms.add(entry);
    }
    facts.put("terms", terms);
    return facts;
  }

  /** Returns a coefficient's value, null where it is among the parameters. */
  private static Double constant(Coefficient coefficient) {
    return !coefficient.learnable()
            && coefficient.initial() instanceof Distribution.Constant constant
        ? constant.value()
        : null;
  }
}
