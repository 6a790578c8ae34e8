package io.raf4j.kernel;

import static io.raf4j.kernel.FloatTable.C0;
import static io.raf4j.kernel.FloatTable.C1;
import static io.raf4j.kernel.FloatTable.C2;
import static io.raf4j.kernel.FloatTable.E0;
import static io.raf4j.kernel.FloatTable.E1;
import static io.raf4j.kernel.FloatTable.E2;
import static io.raf4j.kernel.FloatTable.E3;
import static io.raf4j.kernel.FloatTable.E4;
import static io.raf4j.kernel.FloatTable.EXPONENT_OFFSET;
import static io.raf4j.kernel.FloatTable.EXP_HIGH;
import static io.raf4j.kernel.FloatTable.EXP_LOW;
import static io.raf4j.kernel.FloatTable.HALF_PI_0;
import static io.raf4j.kernel.FloatTable.HALF_PI_1;
import static io.raf4j.kernel.FloatTable.HALF_PI_2;
import static io.raf4j.kernel.FloatTable.LN2_0;
import static io.raf4j.kernel.FloatTable.LN2_1;
import static io.raf4j.kernel.FloatTable.LOG2_E;
import static io.raf4j.kernel.FloatTable.MANTISSA_BITS;
import static io.raf4j.kernel.FloatTable.POWER_OFFSET;
import static io.raf4j.kernel.FloatTable.ROUNDER;
import static io.raf4j.kernel.FloatTable.S0;
import static io.raf4j.kernel.FloatTable.S1;
import static io.raf4j.kernel.FloatTable.S2;
import static io.raf4j.kernel.FloatTable.SIGN_BIT;
import static io.raf4j.kernel.FloatTable.SIGN_SHIFT;
import static io.raf4j.kernel.FloatTable.TANH_LIMIT;
import static io.raf4j.kernel.FloatTable.TWO_OVER_PI;
import static io.raf4j.kernel.FloatTable.WAVE_LIMIT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link ScalarFloatMath}, a vector at a time, to the same bits.
 *
 * <p>The compiler stops inlining ordinary methods in a loop that has grown large, and a vector that
 * crosses a call is boxed; so each loop has one elementary function, written with few methods of
 * our own.
 */
final class VectorFloatMath {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private static final int LANES = SPECIES.length();

  private VectorFloatMath() {}

  /** Returns a vector of one number. */
  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  /**
   * Evaluates sines of u plus so many quarter turns and their derivatives, good where u is within
   * the limit of the short reduction.
   */
  static void waves(int quarterTurns, float[] u, float[] waves, float[] slopes, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, u, i);
      FloatVector turns = v.fma(all(TWO_OVER_PI), all(ROUNDER));
      FloatVector k = turns.sub(all(ROUNDER));
      FloatVector r = k.fma(all(-HALF_PI_0), v);
      r = k.fma(all(-HALF_PI_1), r);
      r = k.fma(all(-HALF_PI_2), r);
      FloatVector t = r.mul(r);
      FloatVector p = all(S2).fma(t, all(S1)).fma(t, all(S0));
      IntVector sin = r.mul(t).fma(p, r).reinterpretAsInts();
      FloatVector c = all(C2).fma(t, all(C1)).fma(t, all(C0));
      IntVector cos = t.fma(t.fma(c, all(-0.5f)), all(1f)).reinterpretAsInts();
      IntVector q = turns.reinterpretAsInts().add(quarterTurns);
      // Swapping by bits: masks of ints over floats get boxed in hot loops on Java 17.
      IntVector odd = q.and(1).neg();
      IntVector swap = sin.lanewise(VectorOperators.XOR, cos).and(odd);
      IntVector sign = q.and(2).lanewise(VectorOperators.LSHL, SIGN_SHIFT);
      sin.lanewise(VectorOperators.XOR, swap)
          .lanewise(VectorOperators.XOR, sign)
          .reinterpretAsFloats()
          .intoArray(waves, i);
      IntVector slopeSign = sign.lanewise(VectorOperators.XOR, odd.and(SIGN_BIT));
      cos.lanewise(VectorOperators.XOR, swap)
          .lanewise(VectorOperators.XOR, slopeSign)
          .reinterpretAsFloats()
          .intoArray(slopes, i);
    }
  }

  /** Returns whether all u are within the limit of the short reduction; NaN is not. */
  static boolean allNear(float[] u, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, u, i);
      if (!v.abs().compare(VectorOperators.LE, WAVE_LIMIT).allTrue()) {
        return false;
      }
    }
    return true;
  }

  private static FloatVector expm1Polynomial(FloatVector r) {
    return r.mul(r).fma(all(E4).fma(r, all(E3)).fma(r, all(E2)).fma(r, all(E1)).fma(r, all(E0)), r);
  }

  private static FloatVector withinOctave(FloatVector x, FloatVector octaves) {
    FloatVector k = octaves.sub(all(ROUNDER));
    return k.fma(all(-LN2_1), k.fma(all(-LN2_0), x));
  }

  private static FloatVector powerOfTwo(IntVector biasedExponent) {
    return biasedExponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
  }

  static FloatVector exp(FloatVector x) {
    FloatVector low = x.blend(all(EXP_LOW), x.compare(VectorOperators.LT, EXP_LOW));
    FloatVector v = low.blend(all(EXP_HIGH), low.compare(VectorOperators.GT, EXP_HIGH));
    FloatVector octaves = v.fma(all(LOG2_E), all(ROUNDER));
    FloatVector mantissa = expm1Polynomial(withinOctave(v, octaves)).add(all(1f));
    IntVector both = octaves.reinterpretAsInts().sub(EXPONENT_OFFSET);
    IntVector half = both.lanewise(VectorOperators.LSHR, 1);
    return mantissa.mul(powerOfTwo(half)).mul(powerOfTwo(both.sub(half)));
  }

  static FloatVector gaussian(FloatVector v) {
    FloatVector x = v.mul(v).mul(all(-0.5f));
    FloatVector octaves = x.fma(all(LOG2_E), all(ROUNDER));
    FloatVector mantissa = expm1Polynomial(withinOctave(x, octaves)).add(all(1f));
    return mantissa.mul(powerOfTwo(octaves.reinterpretAsInts().sub(POWER_OFFSET)));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector y =
        a.blend(all(TANH_LIMIT), a.compare(VectorOperators.GT, TANH_LIMIT)).mul(all(2f));
    FloatVector octaves = y.fma(all(LOG2_E), all(ROUNDER));
    FloatVector m = expm1Polynomial(withinOctave(y, octaves));
    FloatVector power = powerOfTwo(octaves.reinterpretAsInts().sub(POWER_OFFSET));
    FloatVector t = power.fma(m, power.sub(all(1f)));
    IntVector sign = x.reinterpretAsInts().and(SIGN_BIT);
    return t.div(t.add(all(2f))).reinterpretAsInts().or(sign).reinterpretAsFloats();
  }
}
