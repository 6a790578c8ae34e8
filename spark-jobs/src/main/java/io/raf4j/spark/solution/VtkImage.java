package io.raf4j.spark.solution;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An image of VTK ({@code .vti}): functions on a grid, an array each, raw at the end of the file.
 *
 * <p>A point outside of the domain has NaN and is blanked: its {@code vtkGhostType} is {@code
 * HIDDENPOINT}. VTK's x changes first, so the grid's order is the reverse of NumPy's.
 */
final class VtkImage {

  private static final byte HIDDEN_POINT = 2;
  private static final int CHUNK = 1 << 13;

  private final Grid grid;
  private final List<Integer> axes;
  private final List<String> names;
  private final double[][] arrays;
  private final byte[] hidden;
  private int filled;

  /**
   * Begins an image.
   *
   * @param axes of the grid that are x, y and z, three at most
   * @param names of the functions
   */
  VtkImage(Grid grid, List<Integer> axes, List<String> names) {
    this.grid = grid;
    this.axes = axes;
    this.names = names;
    int count = Math.toIntExact(points(grid, axes));
    this.arrays = new double[names.size()][count];
    this.hidden = new byte[count];
  }

  /** Returns the points of an image. */
  static long points(Grid grid, List<Integer> axes) {
    return axes.stream().mapToLong(axis -> grid.sizes().get(axis)).reduce(1, Math::multiplyExact);
  }

  /** Returns how many points some values belong to. */
  int taken(double[] values) {
    return values.length / arrays.length;
  }

  /** Returns how many points have no values yet. */
  int missing() {
    return hidden.length - filled;
  }

  /**
   * Takes the values of some points.
   *
   * @param values {@code [n, functions]}
   * @param from the first of these points
   * @param count how many of them, no more than are missing
   */
  void take(double[] values, int from, int count) {
    for (int p = from; p < from + count; p++) {
      boolean isOutside = true;
      for (int i = 0; i < arrays.length; i++) {
        double value = values[p * arrays.length + i];
        arrays[i][filled] = value;
        isOutside &= Double.isNaN(value);
      }
      hidden[filled] = isOutside ? HIDDEN_POINT : 0;
      filled++;
    }
  }

  /** Makes room for the next image of the same size. */
  void clear() {
    filled = 0;
  }

  /**
   * Writes the image.
   *
   * @throws IOException if the file system refuses
   */
  void write(OutputStream out) throws IOException {
    out.write(head().getBytes(StandardCharsets.UTF_8));
    for (double[] array : arrays) {
      write(out, array);
    }
    if (hasHoles()) {
      out.write(length(hidden.length));
      out.write(hidden);
    }
    out.write("\n  </AppendedData>\n</VTKFile>\n".getBytes(StandardCharsets.UTF_8));
  }

  private boolean hasHoles() {
    for (byte one : hidden) {
      if (one != 0) {
        return true;
      }
    }
    return false;
  }

  private static byte[] length(long bytes) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes).array();
  }

  private static void write(OutputStream out, double[] array) throws IOException {
    out.write(length((long) array.length * Double.BYTES));
    for (int from = 0; from < array.length; from += CHUNK) {
      double[] some = Arrays.copyOfRange(array, from, Math.min(array.length, from + CHUNK));
      ByteBuffer bytes =
          ByteBuffer.allocate(some.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asDoubleBuffer().put(some);
      out.write(bytes.array());
    }
  }

  private String head() {
    List<String> extent = new ArrayList<>();
    List<String> origin = new ArrayList<>();
    List<String> spacing = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      boolean isThere = i < axes.size();
      extent.add("0 " + (isThere ? grid.sizes().get(axes.get(i)) - 1 : 0));
      origin.add(isThere ? Double.toString(grid.value(axes.get(i), 0)) : "0");
      spacing.add(isThere ? Double.toString(grid.spacing(axes.get(i))) : "1");
    }
    String whole = String.join(" ", extent);
    return String.format(
        """
        <?xml version="1.0"?>
        <VTKFile type="ImageData" version="1.0" byte_order="LittleEndian" header_type="UInt64">
          <ImageData WholeExtent="%s" Origin="%s" Spacing="%s">
            <Piece Extent="%s">
              <PointData Scalars="%s">
        %s
              </PointData>
              <CellData/>
            </Piece>
          </ImageData>
          <AppendedData encoding="raw">
        _""",
        whole,
        String.join(" ", origin),
        String.join(" ", spacing),
        whole,
        escaped(names.get(0)),
        descriptions());
  }

  private String descriptions() {
    List<String> lines = new ArrayList<>();
    long offset = 0;
    for (String name : names) {
      lines.add(description("Float64", escaped(name), offset));
      offset += Long.BYTES + (long) hidden.length * Double.BYTES;
    }
    if (hasHoles()) {
      lines.add(description("UInt8", "vtkGhostType", offset));
    }
    return lines.stream().collect(Collectors.joining("\n"));
  }

  private static String description(String type, String name, long offset) {
    return String.format(
        "        <DataArray type=\"%s\" Name=\"%s\" format=\"appended\" offset=\"%d\"/>",
        type, name, offset);
  }

  /** Returns a text as an attribute of XML has it. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
