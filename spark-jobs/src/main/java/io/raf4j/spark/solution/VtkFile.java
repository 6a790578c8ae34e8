package io.raf4j.spark.solution;

import java.io.IOException;
import java.io.OutputStream;

/** One image of VTK, written when its last value is there. */
final class VtkFile implements ValueSink {

  private final VtkImage image;
  private final OutputStream out;

  VtkFile(OutputStream out, VtkImage image) {
    this.out = out;
    this.image = image;
  }

  @Override
  public void write(double[] points, double[] values) throws IOException {
    image.take(values, 0, image.taken(values));
    if (image.missing() == 0) {
      image.write(out);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
