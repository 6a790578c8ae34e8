package io.raf4j.kernel;

import static io.raf4j.kernel.FloatTable.C0;
import static io.raf4j.kernel.FloatTable.C1;
import static io.raf4j.kernel.FloatTable.C2;
import static io.raf4j.kernel.FloatTable.E0;
import static io.raf4j.kernel.FloatTable.E1;
import static io.raf4j.kernel.FloatTable.E2;
import static io.raf4j.kernel.FloatTable.E3;
import static io.raf4j.kernel.FloatTable.E4;
import static io.raf4j.kernel.FloatTable.EXPONENT_BIAS;
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
import static io.raf4j.kernel.FloatTable.ROUNDER;
import static io.raf4j.kernel.FloatTable.S0;
import static io.raf4j.kernel.FloatTable.S1;
import static io.raf4j.kernel.FloatTable.S2;
import static io.raf4j.kernel.FloatTable.SIGN_BIT;
import static io.raf4j.kernel.FloatTable.SIGN_SHIFT;
import static io.raf4j.kernel.FloatTable.TANH_LIMIT;
import static io.raf4j.kernel.FloatTable.TWO_OVER_PI;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The functions of {@link ScalarFloatMath}, a vector at a time, to the same bits. */
final class VectorFloatMath {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private VectorFloatMath() {}

  /** Returns a vector of one number. */
  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  /** Returns {@code a b + c}, rounded once. */
  static FloatVector fma(FloatVector a, FloatVector b, FloatVector c) {
    return a.lanewise(VectorOperators.FMA, b, c);
  }

  /** Returns u held within plus and minus a limit; NaN stays NaN. */
  static FloatVector held(FloatVector u, float limit) {
    FloatVector low = u.blend(all(-limit), u.compare(VectorOperators.LT, -limit));
    return low.blend(all(limit), low.compare(VectorOperators.GT, limit));
  }

  static FloatVector turns(FloatVector u) {
    return fma(u, all(TWO_OVER_PI), all(ROUNDER));
  }

  static FloatVector reduced(FloatVector u, FloatVector turns) {
    FloatVector k = turns.sub(all(ROUNDER));
    FloatVector r = fma(k, all(-HALF_PI_0), u);
    r = fma(k, all(-HALF_PI_1), r);
    return fma(k, all(-HALF_PI_2), r);
  }

  static FloatVector sinPolynomial(FloatVector r) {
    FloatVector t = r.mul(r);
    FloatVector p = fma(t, all(S2), all(S1));
    p = fma(p, t, all(S0));
    return fma(r.mul(t), p, r);
  }

  static FloatVector cosPolynomial(FloatVector r) {
    FloatVector t = r.mul(r);
    FloatVector p = fma(t, all(C2), all(C1));
    p = fma(p, t, all(C0));
    return fma(t, fma(t, p, all(-0.5f)), all(1f));
  }

  static FloatVector rotated(FloatVector sin, FloatVector cos, IntVector quarterTurns) {
    VectorMask<Float> odd = quarterTurns.and(1).compare(VectorOperators.EQ, 1).cast(SPECIES);
    IntVector sign = quarterTurns.and(2).lanewise(VectorOperators.LSHL, SIGN_SHIFT);
    return sin.blend(cos, odd)
        .reinterpretAsInts()
        .lanewise(VectorOperators.XOR, sign)
        .reinterpretAsFloats();
  }

  static FloatVector expm1Polynomial(FloatVector r) {
    FloatVector p = fma(r, all(E4), all(E3));
    p = fma(p, r, all(E2));
    p = fma(p, r, all(E1));
    p = fma(p, r, all(E0));
    return fma(r.mul(r), p, r);
  }

  static FloatVector octaves(FloatVector x) {
    return fma(x, all(LOG2_E), all(ROUNDER));
  }

  static FloatVector withinOctave(FloatVector x, FloatVector octaves) {
    FloatVector k = octaves.sub(all(ROUNDER));
    return fma(k, all(-LN2_1), fma(k, all(-LN2_0), x));
  }

  static FloatVector boundedExp(FloatVector x) {
    FloatVector octaves = octaves(x);
    FloatVector mantissa = expm1Polynomial(withinOctave(x, octaves)).add(all(1f));
    IntVector both = octaves.reinterpretAsInts().sub(EXPONENT_OFFSET);
    IntVector half = both.lanewise(VectorOperators.LSHR, 1);
    return mantissa.mul(powerOfTwo(half)).mul(powerOfTwo(both.sub(half)));
  }

  private static FloatVector powerOfTwo(IntVector biasedExponent) {
    return biasedExponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
  }

  static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.blend(all(EXP_LOW), x.compare(VectorOperators.LT, EXP_LOW));
    return boundedExp(bounded.blend(all(EXP_HIGH), bounded.compare(VectorOperators.GT, EXP_HIGH)));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector y =
        a.blend(all(TANH_LIMIT), a.compare(VectorOperators.GT, TANH_LIMIT)).mul(all(2f));
    FloatVector octaves = octaves(y);
    FloatVector m = expm1Polynomial(withinOctave(y, octaves));
    FloatVector power =
        powerOfTwo(octaves.reinterpretAsInts().sub(EXPONENT_OFFSET + EXPONENT_BIAS));
    FloatVector t = fma(power, m, power.sub(all(1f)));
    IntVector sign = x.reinterpretAsInts().and(SIGN_BIT);
    return t.div(t.add(all(2f))).reinterpretAsInts().or(sign).reinterpretAsFloats();
  }
}
