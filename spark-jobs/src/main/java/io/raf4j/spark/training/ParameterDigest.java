package io.raf4j.spark.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fingerprint by which two runs are compared: SHA-256 of all parameters' bytes. */
public final class ParameterDigest {

  private ParameterDigest() {}

  /**
   * Returns SHA-256 over the elements in order, little-endian, in the array's own precision, as 64
   * hexadecimal digits.
   */
  public static String sha256(INDArray parameters) {
    boolean wide = parameters.dataType() == DataType.DOUBLE;
    int length = Math.toIntExact(parameters.length());
    ByteBuffer bytes =
        ByteBuffer.allocate(length * (wide ? Double.BYTES : Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < length; i++) {
      if (wide) {
        bytes.putDouble(parameters.getDouble(i));
      } else {
        bytes.putFloat(parameters.getFloat(i));
      }
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
