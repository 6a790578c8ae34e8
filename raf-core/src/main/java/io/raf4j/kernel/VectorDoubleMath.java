package io.raf4j.kernel;

import static io.raf4j.kernel.DoubleTable.C0;
import static io.raf4j.kernel.DoubleTable.C1;
import static io.raf4j.kernel.DoubleTable.C2;
import static io.raf4j.kernel.DoubleTable.C3;
import static io.raf4j.kernel.DoubleTable.C4;
import static io.raf4j.kernel.DoubleTable.C5;
import static io.raf4j.kernel.DoubleTable.E0;
import static io.raf4j.kernel.DoubleTable.E1;
import static io.raf4j.kernel.DoubleTable.E2;
import static io.raf4j.kernel.DoubleTable.E3;
import static io.raf4j.kernel.DoubleTable.E4;
import static io.raf4j.kernel.DoubleTable.E5;
import static io.raf4j.kernel.DoubleTable.E6;
import static io.raf4j.kernel.DoubleTable.E7;
import static io.raf4j.kernel.DoubleTable.E8;
import static io.raf4j.kernel.DoubleTable.E9;
import static io.raf4j.kernel.DoubleTable.EXPONENT_OFFSET;
import static io.raf4j.kernel.DoubleTable.EXP_HIGH;
import static io.raf4j.kernel.DoubleTable.EXP_LOW;
import static io.raf4j.kernel.DoubleTable.HALF_PI_0;
import static io.raf4j.kernel.DoubleTable.HALF_PI_1;
import static io.raf4j.kernel.DoubleTable.HALF_PI_2;
import static io.raf4j.kernel.DoubleTable.LN2_0;
import static io.raf4j.kernel.DoubleTable.LN2_1;
import static io.raf4j.kernel.DoubleTable.LOG2_E;
import static io.raf4j.kernel.DoubleTable.MANTISSA_BITS;
import static io.raf4j.kernel.DoubleTable.POWER_OFFSET;
import static io.raf4j.kernel.DoubleTable.ROUNDER;
import static io.raf4j.kernel.DoubleTable.S0;
import static io.raf4j.kernel.DoubleTable.S1;
import static io.raf4j.kernel.DoubleTable.S2;
import static io.raf4j.kernel.DoubleTable.S3;
import static io.raf4j.kernel.DoubleTable.S4;
import static io.raf4j.kernel.DoubleTable.S5;
import static io.raf4j.kernel.DoubleTable.SIGN_BIT;
import static io.raf4j.kernel.DoubleTable.SIGN_SHIFT;
import static io.raf4j.kernel.DoubleTable.TANH_LIMIT;
import static io.raf4j.kernel.DoubleTable.TWO_OVER_PI;
import static io.raf4j.kernel.DoubleTable.WAVE_LIMIT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link ScalarDoubleMath}, a vector at a time, to the same bits.
 *
 * <p>The compiler stops inlining ordinary methods in a loop that has grown large, and a vector that
 * crosses a call is boxed; so each loop has one elementary function, written with few methods of
 * our own.
 */
final class VectorDoubleMath {
  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private static final int LANES = SPECIES.length();

  private VectorDoubleMath() {}

  /** Returns a vector of one number. */
  static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  /**
   * Evaluates sines of u plus so many quarter turns and their derivatives, good where u is within
   * the limit of the short reduction.
   */
  static void waves(int quarterTurns, double[] u, double[] waves, double[] slopes, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, u, i);
      DoubleVector turns = v.fma(all(TWO_OVER_PI), all(ROUNDER));
      DoubleVector k = turns.sub(all(ROUNDER));
      DoubleVector r = k.fma(all(-HALF_PI_0), v);
      r = k.fma(all(-HALF_PI_1), r);
      r = k.fma(all(-HALF_PI_2), r);
      DoubleVector t = r.mul(r);
      DoubleVector p =
          all(S5).fma(t, all(S4)).fma(t, all(S3)).fma(t, all(S2)).fma(t, all(S1)).fma(t, all(S0));
      LongVector sin = r.mul(t).fma(p, r).reinterpretAsLongs();
      DoubleVector c =
          all(C5).fma(t, all(C4)).fma(t, all(C3)).fma(t, all(C2)).fma(t, all(C1)).fma(t, all(C0));
      LongVector cos = t.fma(t.fma(c, all(-0.5)), all(1)).reinterpretAsLongs();
      LongVector q = turns.reinterpretAsLongs().add(quarterTurns);
      // Swapping by bits: masks of longs over doubles get boxed in hot loops on Java 17.
      LongVector odd = q.and(1).neg();
      LongVector swap = sin.lanewise(VectorOperators.XOR, cos).and(odd);
      LongVector sign = q.and(2).lanewise(VectorOperators.LSHL, SIGN_SHIFT);
      sin.lanewise(VectorOperators.XOR, swap)
          .lanewise(VectorOperators.XOR, sign)
          .reinterpretAsDoubles()
          .intoArray(waves, i);
      LongVector slopeSign = sign.lanewise(VectorOperators.XOR, odd.and(SIGN_BIT));
      cos.lanewise(VectorOperators.XOR, swap)
          .lanewise(VectorOperators.XOR, slopeSign)
          .reinterpretAsDoubles()
          .intoArray(slopes, i);
    }
  }

  /** Returns whether all u are within the limit of the short reduction; NaN is not. */
  static boolean allNear(double[] u, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, u, i);
      if (!v.abs().compare(VectorOperators.LE, WAVE_LIMIT).allTrue()) {
        return false;
      }
    }
    return true;
  }

  private static DoubleVector expm1Polynomial(DoubleVector r) {
    return r.mul(r)
        .fma(
            all(E9)
                .fma(r, all(E8))
                .fma(r, all(E7))
                .fma(r, all(E6))
                .fma(r, all(E5))
                .fma(r, all(E4))
                .fma(r, all(E3))
                .fma(r, all(E2))
                .fma(r, all(E1))
                .fma(r, all(E0)),
            r);
  }

  private static DoubleVector withinOctave(DoubleVector x, DoubleVector octaves) {
    DoubleVector k = octaves.sub(all(ROUNDER));
    return k.fma(all(-LN2_1), k.fma(all(-LN2_0), x));
  }

  private static DoubleVector powerOfTwo(LongVector biasedExponent) {
    return biasedExponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsDoubles();
  }

  static DoubleVector exp(DoubleVector x) {
    DoubleVector low = x.blend(all(EXP_LOW), x.compare(VectorOperators.LT, EXP_LOW));
    DoubleVector v = low.blend(all(EXP_HIGH), low.compare(VectorOperators.GT, EXP_HIGH));
    DoubleVector octaves = v.fma(all(LOG2_E), all(ROUNDER));
    DoubleVector mantissa = expm1Polynomial(withinOctave(v, octaves)).add(all(1));
    LongVector both = octaves.reinterpretAsLongs().sub(EXPONENT_OFFSET);
    LongVector half = both.lanewise(VectorOperators.LSHR, 1);
    return mantissa.mul(powerOfTwo(half)).mul(powerOfTwo(both.sub(half)));
  }

  static DoubleVector gaussian(DoubleVector v) {
    DoubleVector x = v.mul(v).mul(all(-0.5));
    DoubleVector octaves = x.fma(all(LOG2_E), all(ROUNDER));
    DoubleVector mantissa = expm1Polynomial(withinOctave(x, octaves)).add(all(1));
    return mantissa.mul(powerOfTwo(octaves.reinterpretAsLongs().sub(POWER_OFFSET)));
  }

  static DoubleVector tanh(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector y =
        a.blend(all(TANH_LIMIT), a.compare(VectorOperators.GT, TANH_LIMIT)).mul(all(2));
    DoubleVector octaves = y.fma(all(LOG2_E), all(ROUNDER));
    DoubleVector m = expm1Polynomial(withinOctave(y, octaves));
    DoubleVector power = powerOfTwo(octaves.reinterpretAsLongs().sub(POWER_OFFSET));
    DoubleVector t = power.fma(m, power.sub(all(1)));
    LongVector sign = x.reinterpretAsLongs().and(SIGN_BIT);
    return t.div(t.add(all(2))).reinterpretAsLongs().or(sign).reinterpretAsDoubles();
  }
}
