package io.raf4j.spark.signal;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.files.Json;
import io.raf4j.spark.files.LocalClip;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Which file, and what of it, a run on an image or a sound learns: {@code model/signal.json}.
 *
 * <p>This description travels to the executors; each reads the samples from the file itself.
 *
 * @param kind name of the kind of work: image or audio
 * @param source the file
 * @param sourceSha256 of the file's bytes
 * @param sourceBytes size of the file
 * @param extents samples of each axis: height and width of an image after resizing, or the samples
 *     of a sound
 * @param channels values of a sample
 * @param bound coordinates lie in [-bound, bound]
 * @param bits of a component in the file
 * @param grey of an image: whether colours are dropped
 * @param orientation of an image: whether it is turned as its file says; descriptions from before
 *     there was a choice have none, and mean as it is stored
 * @param allowDamaged of a sound: whether it is read as far as it goes
 * @param sampleRate of a sound: samples a second; 0 of an image
 * @param fromSecond of a sound: where it begins in the file
 * @param seconds of a sound: its length
 * @param peak of a sound: the magnitude by which its samples are divided; 1 of an image
 * @param scaleTensor what the first layer's scales are fitted to, row by row: of an image its
 *     structure tensor, of a sound the square of the frequency below which a quarter of its power
 *     lies
 * @param notes what has to be known of the file, in plain sentences
 */
record SignalFile(
    String kind,
    String source,
    String sourceSha256,
    long sourceBytes,
    List<Integer> extents,
    int channels,
    double bound,
    int bits,
    boolean grey,
    OrientationRule orientation,
    boolean allowDamaged,
    int sampleRate,
    double fromSecond,
    double seconds,
    double peak,
    @JsonAlias("structure_tensor") List<Double> scaleTensor,
    List<String> notes)
    implements Serializable {

  /** The name of the file that describes what a model has learned. */
  static final String NAME = "signal.json";

  /** Copies the lists, fills in what older descriptions lack and checks the rest. */
  public SignalFile {
    Objects.requireNonNull(kind, "kind");
    extents = List.copyOf(extents);
    double samples = extents.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    if (extents.isEmpty()
        || extents.stream().anyMatch(extent -> extent < 1)
        || samples > Integer.MAX_VALUE
        || channels < 1
        || !(bound > 0)) {
      throw new IllegalArgumentException(
          "extents are %s of %d channels in [-%s, %s]; expected positive numbers and at most %d samples"
              .formatted(extents, channels, bound, bound, Integer.MAX_VALUE));
    }
    orientation = orientation == null ? OrientationRule.STORED : orientation;
    scaleTensor = List.copyOf(scaleTensor);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  /** Returns the coordinates of the samples. */
  public CoordinateGrid grid() {
    return CoordinateGrid.of(bound, extents.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Returns the number of samples. */
  public int samples() {
    return Math.toIntExact(grid().size());
  }

  /** Returns what the first layer's scales are fitted to, row by row. */
  public double[] tensor() {
    return scaleTensor.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns the file on this machine, which may be a copy of it. */
  java.nio.file.Path local(Configuration hadoop) {
    return LocalClip.of(new Path(source), hadoop);
  }

  /** Writes the description to a file, as a model keeps it. */
  public void write(Path file, Configuration hadoop) {
    try {
      AtomicFile.write(file, Json.lines(this), hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the file cannot be read
   */
  public static SignalFile readFile(Path file, Configuration hadoop) throws IOException {
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return Json.read(in, SignalFile.class);
    }
  }
}
