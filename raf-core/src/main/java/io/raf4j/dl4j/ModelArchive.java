package io.raf4j.dl4j;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
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

  /** Bytes before the numbers of a vector: two names each, and a shape. */
  private static final int MOST_HEAD = 4096;

  /** Numbers of the longest vector that Java takes as bytes. */
  private static final long MOST_NUMBERS = (Integer.MAX_VALUE - 64 - MOST_HEAD) / Double.BYTES;

  /** Adam has two numbers for each parameter; some updaters have three. */
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
    INDArray values = null;
    INDArray state = null;
    MultiLayerConfiguration configuration;
    try (ZipInputStream zip = new ZipInputStream(in, StandardCharsets.UTF_8)) {
      configuration = configuration(zip);
      // The network, which comes first, says how long the vectors are.
      long parameters = parameters(configuration);
      Set<String> seen = new HashSet<>(Set.of(CONFIGURATION));
      for (String name = next(zip); name != null; name = next(zip)) {
        if (!seen.add(name)) {
          throw new ModelArchiveException("it has two entries " + name);
        }
        if (name.equals(COEFFICIENTS)) {
          values = vector(name, zip, parameters, parameters);
        } else if (withUpdater) {
          state = vector(name, zip, 1, MOST_STATES * parameters);
        } else {
          passOver(name, zip, MOST_HEAD + Double.BYTES * MOST_STATES * parameters);
        }
      }
    } catch (EOFException e) {
      // Java says nothing of it.
      throw new ModelArchiveException("it breaks off", e);
    } catch (ZipException e) {
      throw new ModelArchiveException("it is damaged: " + e.getMessage(), e);
    }
    require(values != null, "its entry " + COEFFICIENTS + " is missing");
    require(state != null || !withUpdater, "its entry " + UPDATER + " is missing");
    return network(configuration, values, state);
  }

  /** Returns the name of the next entry, null after the last. */
  private static String next(ZipInputStream zip) throws IOException {
    ZipEntry entry;
    try {
      entry = zip.getNextEntry();
    } catch (IllegalArgumentException e) {
      // Names that are no UTF-8.
      throw new ModelArchiveException("it has an entry that is no part of a network", e);
    }
    if (entry == null) {
      return null;
    }
    require(
        ENTRIES.contains(entry.getName()),
        "it has the entry \"" + shortened(entry.getName()) + "\", which is no part of a network");
    return entry.getName();
  }

  private static MultiLayerNetwork network(
      MultiLayerConfiguration configuration, INDArray values, INDArray state) throws IOException {
    try {
      MultiLayerNetwork network = new MultiLayerNetwork(configuration);
      network.init(values, false);
      if (state != null) {
        restoreUpdater(network, state);
      }
      return network;
    } catch (RuntimeException e) {
      throw new ModelArchiveException("its configuration makes no network: " + e.getMessage(), e);
    }
  }

  private static void restoreUpdater(MultiLayerNetwork network, INDArray state)
      throws ModelArchiveException {
    INDArray own = network.getUpdater().getStateViewArray();
    long length = own == null ? 0 : own.length();
    require(
        length == state.length(),
        UPDATER + " has " + state.length() + " numbers; the network's updater has " + length);
    network.setUpdater(new MultiLayerUpdater(network, state));
  }

  private static MultiLayerConfiguration configuration(ZipInputStream zip) throws IOException {
    String first = next(zip);
    require(first != null, "it is no zip archive, or an empty one");
    require(
        first.equals(CONFIGURATION), "its entry " + CONFIGURATION + " is missing or not the first");
    // What an archive says of an entry's size is not asked: it may be anything.
    byte[] bytes = zip.readNBytes(MOST_TEXT);
    requireEnd(zip, CONFIGURATION + " has more than " + MOST_TEXT + " bytes");
    String json = new String(bytes, StandardCharsets.UTF_8);
    ModelClasses.require(json);
    try {
      return MultiLayerConfiguration.fromJson(json);
    } catch (RuntimeException e) {
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
   * looked at before, and before the rest is unpacked.
   */
  private static INDArray vector(String name, ZipInputStream zip, long least, long most)
      throws IOException {
    byte[] start = zip.readNBytes(MOST_HEAD);
    Head head = head(start);
    require(head != null, name + " is no vector");
    require(
        head.numbers() >= least && head.numbers() <= most,
        name
            + " has "
            + head.numbers()
            + " numbers; the network has "
            + (least == most ? most + " parameters" : "at most " + most + " of them"));
    byte[] bytes = Arrays.copyOf(start, Math.toIntExact(head.bytes()));
    if (start.length < bytes.length) {
      int read = zip.readNBytes(bytes, start.length, bytes.length - start.length);
      require(start.length + read == bytes.length, name + " ends before its last number");
    }
    require(start.length <= bytes.length, moreThanItsNumbers(name));
    requireEnd(zip, moreThanItsNumbers(name));
    try {
      return Nd4j.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (RuntimeException e) {
      throw new ModelArchiveException(name + " is no vector", e);
    }
  }

  private static String moreThanItsNumbers(String name) {
    return name + " has more bytes than its numbers take";
  }

  private static void passOver(String name, ZipInputStream zip, long most) throws IOException {
    for (long left = most, step = 1; left > 0 && step > 0; left -= step) {
      step = zip.skip(left);
    }
    requireEnd(zip, name + " has more than " + most + " bytes");
  }

  private static void requireEnd(ZipInputStream entry, String otherwise) throws IOException {
    require(entry.read() < 0, otherwise);
  }

  /**
   * What a vector says of itself.
   *
   * @param numbers how many it has
   * @param bytes of all of it
   */
  private record Head(long numbers, long bytes) {}

  /** Returns what a vector says of itself, or null if it is none. */
  private static Head head(byte[] start) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(start))) {
      in.readUTF();
      long shapes = in.readLong();
      if (!in.readUTF().equals("LONG") || shapes < 4 || shapes > 2 * 32 + 4) {
        return null;
      }
      long[] shape = new long[(int) shapes];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = in.readLong();
      }
      in.readUTF();
      long numbers = in.readLong();
      int size = size(in.readUTF());
      boolean isVector =
          numbers > 0 && numbers <= MOST_NUMBERS && size > 0 && isVector(shape, numbers);
      return isVector ? new Head(numbers, start.length - in.available() + numbers * size) : null;
    } catch (EOFException | UTFDataFormatException e) {
      // What it would have been makes no difference.
      return null;
    }
  }

  private static void require(boolean holds, String otherwise) throws ModelArchiveException {
    if (!holds) {
      throw new ModelArchiveException(otherwise);
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
