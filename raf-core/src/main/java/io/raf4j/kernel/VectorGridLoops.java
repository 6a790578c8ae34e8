package io.raf4j.kernel;

import static io.raf4j.kernel.VectorFloatMath.SPECIES;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Loops over tables in vector instructions. */
final class VectorGridLoops implements GridLoops {

  private static final int LANES = SPECIES.length();
  private static final int BYTES = LANES * Float.BYTES;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  @Override
  public void blend(
      ByteBuffer table, int[] offsets, float[] weights, int lines, int length, float[] line) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector sum = at(table, offsets[0] + i).mul(weights[0]);
      for (int r = 1; r < lines; r++) {
        sum = at(table, offsets[r] + i).fma(FloatVector.broadcast(SPECIES, weights[r]), sum);
      }
      sum.intoArray(line, i);
    }
  }

  private static FloatVector at(ByteBuffer table, int offset) {
    return FloatVector.fromByteBuffer(SPECIES, table, offset * Float.BYTES, ORDER);
  }

  @Override
  public void scatter(
      ByteBuffer table, int[] offsets, float[] weights, int lines, int length, float[] line) {
    for (int r = 0; r < lines; r++) {
      FloatVector weight = FloatVector.broadcast(SPECIES, weights[r]);
      for (int i = 0; i < length; i += LANES) {
        int place = (offsets[r] + i) * Float.BYTES;
        FloatVector there = FloatVector.fromByteBuffer(SPECIES, table, place, ORDER);
        FloatVector.fromArray(SPECIES, line, i)
            .fma(weight, there)
            .intoByteBuffer(table, place, ORDER);
      }
    }
  }

  @Override
  public void adam(AdamTables tables, int from, int length, AdamStep step) {
    ByteBuffer parameters = tables.parameters();
    ByteBuffer gradient = tables.gradient();
    ByteBuffer first = tables.first();
    ByteBuffer second = tables.second();
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector beta1 = FloatVector.broadcast(SPECIES, step.beta1());
    FloatVector beta2 = FloatVector.broadcast(SPECIES, step.beta2());
    int end = (from + length) * Float.BYTES;
    for (int at = from * Float.BYTES; at < end; at += BYTES) {
      FloatVector raw = FloatVector.fromByteBuffer(SPECIES, gradient, at, ORDER);
      VectorMask<Float> moves = raw.compare(VectorOperators.NE, 0f);
      if (moves.anyTrue()) {
        FloatVector g = raw.mul(step.scale());
        FloatVector m0 = FloatVector.fromByteBuffer(SPECIES, first, at, ORDER);
        FloatVector v0 = FloatVector.fromByteBuffer(SPECIES, second, at, ORDER);
        FloatVector p0 = FloatVector.fromByteBuffer(SPECIES, parameters, at, ORDER);
        FloatVector m = beta1.fma(m0, g.mul(1 - step.beta1()));
        FloatVector v = beta2.fma(v0, g.mul(1 - step.beta2()).mul(g));
        FloatVector change = m.mul(step.rate()).div(v.sqrt().add(step.epsilon()));
        p0.blend(p0.sub(change), moves).intoByteBuffer(parameters, at, ORDER);
        m0.blend(m, moves).intoByteBuffer(first, at, ORDER);
        v0.blend(v, moves).intoByteBuffer(second, at, ORDER);
        zero.intoByteBuffer(gradient, at, ORDER);
      }
    }
  }
}
