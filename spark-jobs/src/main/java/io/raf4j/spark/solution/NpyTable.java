package io.raf4j.spark.solution;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A NumPy file: one array whose elements have a field of eight bytes, a double with the lowest byte
 * first, for each column, in C order.
 *
 * <p>Six bytes of magic and two of the version are followed by the length of the header in two
 * bytes and the header, which is text: names and types of the fields, the order and the shape. It
 * ends at a multiple of 64 bytes. Names beyond ASCII make it version 3, whose header is UTF-8 and
 * whose length has four bytes. Source: {@code numpy.lib.format}.
 */
final class NpyTable implements ValueSink {

  private static final int ALIGNMENT = 64;
  private static final int LONGEST_OF_FIRST_VERSION = 1 << 16;

  private final Columns columns;
  private final OutputStream out;

  /** Begins an array of a shape, whose elements follow in C order. */
  NpyTable(OutputStream out, Columns columns, List<? extends Number> shape) throws IOException {
    this.columns = columns;
    this.out = out;
    out.write(header(columns.names(), shape));
  }

  private static byte[] header(List<String> names, List<? extends Number> shape) {
    String fields =
        names.stream()
            .map(name -> "('" + escaped(name) + "', '<f8')")
            .collect(Collectors.joining(", ", "[", "]"));
    String sizes =
        shape.stream().map(Number::toString).collect(Collectors.joining(", "))
            + (shape.size() == 1 ? "," : "");
    String text = "{'descr': " + fields + ", 'fortran_order': False, 'shape': (" + sizes + "), }";
    boolean isFirst =
        text.chars().allMatch(letter -> letter < 128)
            && text.length() < LONGEST_OF_FIRST_VERSION - ALIGNMENT;
    Charset letters = isFirst ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8;
    byte[] bytes = text.getBytes(letters);
    int before = isFirst ? 10 : 12;
    int blanks = ALIGNMENT - (before + bytes.length + 1) % ALIGNMENT;
    int length = bytes.length + blanks + 1;
    ByteBuffer header = ByteBuffer.allocate(before + length).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) (isFirst ? 1 : 3)).put((byte) 0);
    if (isFirst) {
      header.putShort((short) length);
    } else {
      header.putInt(length);
    }
    header.put(bytes).put(" ".repeat(blanks).getBytes(letters)).put((byte) '\n');
    return header.array();
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\\\").replace("'", "\\'");
  }

  @Override
  public void write(double[] points, double[] values) throws IOException {
    int numbers = points.length + values.length;
    ByteBuffer bytes = ByteBuffer.allocate(numbers * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    columns.rows(
        points,
        values,
        row -> {
          for (double number : row) {
            bytes.putDouble(number);
          }
        });
    out.write(bytes.array());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
