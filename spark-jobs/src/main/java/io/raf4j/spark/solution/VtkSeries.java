package io.raf4j.spark.solution;

import io.raf4j.spark.files.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Images of VTK, one for each time, in a folder, with a collection ({@code .pvd}) that says which
 * time is whose.
 */
final class VtkSeries implements ValueSink {

  private final FileSystem files;
  private final Path folder;
  private final VtkImage image;
  private int step;

  /** Begins a series in a folder that is not there yet, or is empty. */
  VtkSeries(FileSystem files, Path folder, VtkImage image) {
    this.files = files;
    this.folder = folder;
    this.image = image;
  }

  /** Returns the name of an image. */
  static String name(int step) {
    return String.format("%04d.vti", step);
  }

  /**
   * Returns the collection.
   *
   * @param folder the name of the folder, which lies beside it
   * @param grid whose first axis is time
   */
  static String collection(String folder, Grid grid) {
    StringBuilder text =
        new StringBuilder(
            """
            <?xml version="1.0"?>
            <VTKFile type="Collection" version="1.0" byte_order="LittleEndian">
              <Collection>
            """);
    String escaped = VtkImage.escaped(folder);
    for (int i = 0; i < grid.sizes().get(0); i++) {
      text.append(
          String.format(
              "    <DataSet timestep=\"%s\" part=\"0\" file=\"%s/%s\"/>\n",
              grid.value(0, i), escaped, name(i)));
    }
    return text.append("  </Collection>\n</VTKFile>\n").toString();
  }

  @Override
  public void write(double[] points, double[] values) throws IOException {
    int count = image.taken(values);
    for (int from = 0; from < count; ) {
      int some = Math.min(count - from, image.missing());
      image.take(values, from, some);
      from += some;
      if (image.missing() == 0) {
        try (OutputStream out =
            new BufferedOutputStream(AtomicFile.create(files, new Path(folder, name(step))))) {
          image.write(out);
        }
        image.clear();
        step++;
      }
    }
  }

  @Override
  public void close() {
    // Every image is closed by itself.
  }
}
