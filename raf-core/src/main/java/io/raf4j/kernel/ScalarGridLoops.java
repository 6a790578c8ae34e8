package io.raf4j.kernel;

import java.nio.ByteBuffer;

/** Loops over tables in plain Java. */
final class ScalarGridLoops implements GridLoops {

  @Override
  public void blend(
      ByteBuffer table, int[] offsets, float[] weights, int lines, int length, float[] line) {
    for (int i = 0; i < length; i++) {
      float sum = weights[0] * table.getFloat((offsets[0] + i) * Float.BYTES);
      for (int r = 1; r < lines; r++) {
        sum = Math.fma(weights[r], table.getFloat((offsets[r] + i) * Float.BYTES), sum);
      }
      line[i] = sum;
    }
  }

  @Override
  public void scatter(
      ByteBuffer table, int[] offsets, float[] weights, int lines, int length, float[] line) {
    for (int r = 0; r < lines; r++) {
      for (int i = 0; i < length; i++) {
        int at = (offsets[r] + i) * Float.BYTES;
        table.putFloat(at, Math.fma(weights[r], line[i], table.getFloat(at)));
      }
    }
  }

  @Override
  public void adam(AdamTables tables, int from, int length, AdamStep step) {
    for (int at = from * Float.BYTES; at < (from + length) * Float.BYTES; at += Float.BYTES) {
      float raw = tables.gradient().getFloat(at);
      if (raw != 0) {
        float g = raw * step.scale();
        float m = Math.fma(step.beta1(), tables.first().getFloat(at), (1 - step.beta1()) * g);
        float v = Math.fma(step.beta2(), tables.second().getFloat(at), (1 - step.beta2()) * g * g);
        float change = step.rate() * m / ((float) Math.sqrt(v) + step.epsilon());
        tables.parameters().putFloat(at, tables.parameters().getFloat(at) - change);
        tables.first().putFloat(at, m);
        tables.second().putFloat(at, v);
        tables.gradient().putFloat(at, 0);
      }
    }
  }
}
