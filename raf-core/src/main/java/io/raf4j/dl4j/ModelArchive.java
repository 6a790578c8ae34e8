package io.raf4j.dl4j;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Networks as archives of DL4J, of which nothing is believed when they are read.
 *
 * <pre>
 *   configuration.json   layers, sizes, updaters
 *   coefficients.bin     all parameters, as ND4J writes a vector
 *   updaterState.bin     what the updater has gathered; left out of models that are trained no more
 * </pre>
 *
 * <p>DL4J's own reader unpacks every entry whatever its size, makes objects of whatever classes the
 * JSON names, and deserialises Java objects from entries of other names. Here an archive has these
 * entries and no others, each of at most the size that the network gives it; the JSON names classes
 * of {@link ModelClasses} alone; and Java's deserialisation is not used, so that there is nothing
 * for a filter of it to hold off.
 */
public final class ModelArchive {

  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final String UPDATER = "updaterState.bin";
  private static final List<String> ENTRIES = List.of(CONFIGURATION, COEFFICIENTS, UPDATER);

  /** Bytes of a configuration: a thousand layers have fewer. */
  private static final int MOST_TEXT = 1 << 23;

  private static final int MOST_LAYERS = 10_000;

  /** Numbers of the longest vector that Java takes as bytes. */
  private static final long MOST_NUMBERS = (Integer.MAX_VALUE - 64) / Double.BYTES;

  /** Bytes before the numbers of a vector: at most two names each, and a shape. */
  private static final int MOST_HEAD = 4096;

  /** Adam, of all updaters with the most, has two numbers for each parameter; some have three. */
  private static final int MOST_STATES = 3;

  private ModelArchive() {}

  /**
   * Writes a network, which DL4J reads as well.
   *
   * @param out is left open
   * @param withUpdater whether training is to go on from it
   */
  public static void write(MultiLayerNetwork network, OutputStream out, boolean withUpdater)
      throws IOException {
    ModelSerializer.writeModel(network, out, withUpdater);
  }

  /**
   * Reads a network.
   *
   * @param in whose end is the archive's
   * @param withUpdater whether training is to go on from it; else what the updater has gathered is
   *     left aside
   * @return a network of DL4J's own type, see {@link BlockwiseNetwork#copyOf}
   * @throws ModelArchiveException saying what is wrong, where it is no such archive
   * @throws IOException if it cannot be read
   */
  public static MultiLayerNetwork read(InputStream in, boolean withUpdater) throws IOException {
    Map<String, byte[]> entries = entries(in);
    MultiLayerConfiguration configuration = configuration(required(entries, CONFIGURATION));
    long parameters = parameters(configuration);
    INDArray values = vector(COEFFICIENTS, required(entries, COEFFICIENTS), parameters, 1);
    try {
      MultiLayerNetwork network = new MultiLayerNetwork(configuration);
      network.init(values, false);
      if (withUpdater) {
        restoreUpdater(network, required(entries, UPDATER), parameters);
      }
      return network;
    } catch (RuntimeException e) {
      throw new ModelArchiveException("its configuration makes no network: " + e.getMessage(), e);
    }
  }

  private static void restoreUpdater(MultiLayerNetwork network, byte[] bytes, long parameters)
      throws IOException {
    INDArray state = vector(UPDATER, bytes, parameters, MOST_STATES);
    INDArray own = network.getUpdater().getStateViewArray();
    if (own == null || own.length() != state.length()) {
      throw new ModelArchiveException(
          UPDATER
              + " has "
              + state.length()
              + " numbers; the network's updater has "
              + (own == null ? 0 : own.length()));
    }
    network.setUpdater(new MultiLayerUpdater(network, state));
  }

  private static Map<String, byte[]> entries(InputStream in) throws IOException {
    Map<String, byte[]> found = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(in, StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!ENTRIES.contains(name)) {
          throw new ModelArchiveException(
              "it has the entry \"" + shortened(name) + "\", which is no part of a network");
        }
        if (found.put(name, bytes(zip, name, limit(found))) != null) {
          throw new ModelArchiveException("it has two entries " + name);
        }
      }
    } catch (IllegalArgumentException e) {
      // Names that are no UTF-8.
      throw new ModelArchiveException("it has an entry that is no part of a network", e);
    }
    if (found.isEmpty()) {
      throw new ModelArchiveException("it is no zip archive, or an empty one");
    }
    return found;
  }

  /** The network, which is described first, says how long the vectors are. */
  private static long limit(Map<String, byte[]> before) throws IOException {
    if (!before.containsKey(CONFIGURATION)) {
      return MOST_TEXT;
    }
    long parameters = parameters(configuration(before.get(CONFIGURATION)));
    return MOST_HEAD + Double.BYTES * parameters * MOST_STATES;
  }

  /** What an archive says of an entry's size is not asked: it may be anything. */
  private static byte[] bytes(InputStream entry, String name, long limit) throws IOException {
    int most = (int) Math.min(limit, Integer.MAX_VALUE - 64);
    byte[] bytes = entry.readNBytes(most);
    if (bytes.length == most && entry.read() >= 0) {
      throw new ModelArchiveException(
          "its entry "
              + name
              + " has more than "
              + most
              + " bytes"
              + (name.equals(CONFIGURATION) ? "" : ", more than its network has numbers"));
    }
    return bytes;
  }

  private static byte[] required(Map<String, byte[]> entries, String name)
      throws ModelArchiveException {
    byte[] bytes = entries.get(name);
    if (bytes == null) {
      throw new ModelArchiveException("its entry " + name + " is missing");
    }
    return bytes;
  }

  private static MultiLayerConfiguration configuration(byte[] bytes) throws IOException {
    String json = new String(bytes, StandardCharsets.UTF_8);
    ModelClasses.require(json);
    try {
      return MultiLayerConfiguration.fromJson(json);
    } catch (RuntimeException | StackOverflowError e) {
      // Texts within it, such as those of activations, have brackets of their own.
      throw new ModelArchiveException(
          CONFIGURATION + " describes no network: " + firstLine(e.getMessage()), e);
    }
  }

  private static long parameters(MultiLayerConfiguration configuration) throws IOException {
    List<NeuralNetConfiguration> layers = configuration.getConfs();
    if (layers == null || layers.isEmpty() || layers.size() > MOST_LAYERS) {
      throw new ModelArchiveException(CONFIGURATION + " describes no network");
    }
    long sum = 0;
    try {
      for (NeuralNetConfiguration layer : layers) {
        long numbers = layer.getLayer().initializer().numParams(layer);
        sum = Math.addExact(sum, numbers);
        if (numbers < 0) {
          throw new ModelArchiveException(
              CONFIGURATION + " describes no network: a layer has " + numbers + " parameters");
        }
        if (sum > MOST_NUMBERS) {
          throw new ModelArchiveException(
              CONFIGURATION + " has more parameters than the " + MOST_NUMBERS + " allowed");
        }
      }
    } catch (RuntimeException e) {
      throw new ModelArchiveException(
          CONFIGURATION + " describes no network: " + firstLine(e.getMessage()), e);
    }
    return sum;
  }

  /**
   * Reads a vector. ND4J believes the lengths that it finds and makes room for them; they are
   * looked at before.
   *
   * @param times how often the length of the parameters it may have at most
   */
  private static INDArray vector(String name, byte[] bytes, long parameters, int times)
      throws IOException {
    Optional<Long> length = length(bytes);
    boolean fits =
        length.isPresent()
            && (times == 1 ? length.get() == parameters : length.get() <= times * parameters);
    if (!fits) {
      throw new ModelArchiveException(
          name
              + (length.isPresent() ? " has " + length.get() + " numbers" : " is no vector")
              + "; the network has "
              + parameters
              + " parameters");
    }
    try {
      return Nd4j.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (RuntimeException e) {
      throw new ModelArchiveException(name + " is no vector", e);
    }
  }

  /** Returns how many numbers a vector says it has, if its parts are as long as they say. */
  private static Optional<Long> length(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.readUTF();
      long shapes = in.readLong();
      boolean isShape = in.readUTF().equals("LONG") && shapes >= 4 && shapes <= 2 * 32 + 4;
      if (!isShape) {
        return Optional.empty();
      }
      long[] shape = new long[(int) shapes];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = in.readLong();
      }
      in.readUTF();
      long numbers = in.readLong();
      int size = size(in.readUTF());
      boolean isWhole =
          numbers > 0
              && numbers <= MOST_NUMBERS
              && size > 0
              && in.available() == numbers * size
              && isVector(shape, numbers);
      return isWhole ? Optional.of(numbers) : Optional.empty();
    } catch (IOException e) {
      // It ends too soon; what it would have been makes no difference.
      return Optional.empty();
    }
  }

  private static int size(String type) {
    return switch (type) {
      case "FLOAT" -> Float.BYTES;
      case "DOUBLE" -> Double.BYTES;
      default -> 0;
    };
  }

  /** Rank, sizes, strides and three more; of the sizes one is the length, the others are 1. */
  private static boolean isVector(long[] shape, long numbers) {
    int rank = (int) shape[0];
    if (rank < 1 || rank > 2 || shape.length != 2 * rank + 4) {
      return false;
    }
    long product = Arrays.stream(shape, 1, 1 + rank).reduce(1, (a, b) -> a * b);
    return product == numbers
        && Arrays.stream(shape, 1, 1 + rank).allMatch(n -> n == 1 || n == numbers)
        && Arrays.stream(shape, 1 + rank, 1 + 2 * rank)
            .allMatch(stride -> stride == 1 || stride == numbers);
  }

  private static String shortened(String name) {
    return name.length() > 80 ? name.substring(0, 80) + "..." : name;
  }

  private static String firstLine(String message) {
    return String.valueOf(message).lines().findFirst().orElse("");
  }
}
