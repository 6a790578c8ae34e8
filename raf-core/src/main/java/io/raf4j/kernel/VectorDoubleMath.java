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
import static io.raf4j.kernel.DoubleTable.EXPONENT_BIAS;
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

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The functions of {@link ScalarDoubleMath}, a vector at a time, to the same bits. */
final class VectorDoubleMath {
  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private VectorDoubleMath() {}

  /** Returns a vector of one number. */
  static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  /** Returns {@code a b + c}, rounded once. */
  static DoubleVector fma(DoubleVector a, DoubleVector b, DoubleVector c) {
    return a.lanewise(VectorOperators.FMA, b, c);
  }

  /** Returns u held within plus and minus a limit; NaN stays NaN. */
  static DoubleVector held(DoubleVector u, double limit) {
    DoubleVector low = u.blend(all(-limit), u.compare(VectorOperators.LT, -limit));
    return low.blend(all(limit), low.compare(VectorOperators.GT, limit));
  }

  static DoubleVector turns(DoubleVector u) {
    return fma(u, all(TWO_OVER_PI), all(ROUNDER));
  }

  static DoubleVector reduced(DoubleVector u, DoubleVector turns) {
    DoubleVector k = turns.sub(all(ROUNDER));
    DoubleVector r = fma(k, all(-HALF_PI_0), u);
    r = fma(k, all(-HALF_PI_1), r);
    return fma(k, all(-HALF_PI_2), r);
  }

  static DoubleVector sinPolynomial(DoubleVector r) {
    DoubleVector t = r.mul(r);
    DoubleVector p = fma(t, all(S5), all(S4));
    p = fma(p, t, all(S3));
    p = fma(p, t, all(S2));
    p = fma(p, t, all(S1));
    p = fma(p, t, all(S0));
    return fma(r.mul(t), p, r);
  }

  static DoubleVector cosPolynomial(DoubleVector r) {
    DoubleVector t = r.mul(r);
    DoubleVector p = fma(t, all(C5), all(C4));
    p = fma(p, t, all(C3));
    p = fma(p, t, all(C2));
    p = fma(p, t, all(C1));
    p = fma(p, t, all(C0));
    return fma(t, fma(t, p, all(-0.5)), all(1));
  }

  static DoubleVector rotated(DoubleVector sin, DoubleVector cos, LongVector quarterTurns) {
    VectorMask<Double> odd = quarterTurns.and(1).compare(VectorOperators.EQ, 1).cast(SPECIES);
    LongVector sign = quarterTurns.and(2).lanewise(VectorOperators.LSHL, SIGN_SHIFT);
    return sin.blend(cos, odd)
        .reinterpretAsLongs()
        .lanewise(VectorOperators.XOR, sign)
        .reinterpretAsDoubles();
  }

  static DoubleVector expm1Polynomial(DoubleVector r) {
    DoubleVector p = fma(r, all(E9), all(E8));
    p = fma(p, r, all(E7));
    p = fma(p, r, all(E6));
    p = fma(p, r, all(E5));
    p = fma(p, r, all(E4));
    p = fma(p, r, all(E3));
    p = fma(p, r, all(E2));
    p = fma(p, r, all(E1));
    p = fma(p, r, all(E0));
    return fma(r.mul(r), p, r);
  }

  static DoubleVector octaves(DoubleVector x) {
    return fma(x, all(LOG2_E), all(ROUNDER));
  }

  static DoubleVector withinOctave(DoubleVector x, DoubleVector octaves) {
    DoubleVector k = octaves.sub(all(ROUNDER));
    return fma(k, all(-LN2_1), fma(k, all(-LN2_0), x));
  }

  static DoubleVector boundedExp(DoubleVector x) {
    DoubleVector octaves = octaves(x);
    DoubleVector mantissa = expm1Polynomial(withinOctave(x, octaves)).add(all(1));
    LongVector both = octaves.reinterpretAsLongs().sub(EXPONENT_OFFSET);
    LongVector half = both.lanewise(VectorOperators.LSHR, 1);
    return mantissa.mul(powerOfTwo(half)).mul(powerOfTwo(both.sub(half)));
  }

  private static DoubleVector powerOfTwo(LongVector biasedExponent) {
    return biasedExponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsDoubles();
  }

  static DoubleVector exp(DoubleVector x) {
    DoubleVector bounded = x.blend(all(EXP_LOW), x.compare(VectorOperators.LT, EXP_LOW));
    return boundedExp(bounded.blend(all(EXP_HIGH), bounded.compare(VectorOperators.GT, EXP_HIGH)));
  }

  static DoubleVector tanh(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector y =
        a.blend(all(TANH_LIMIT), a.compare(VectorOperators.GT, TANH_LIMIT)).mul(all(2));
    DoubleVector octaves = octaves(y);
    DoubleVector m = expm1Polynomial(withinOctave(y, octaves));
    DoubleVector power =
        powerOfTwo(octaves.reinterpretAsLongs().sub(EXPONENT_OFFSET + EXPONENT_BIAS));
    DoubleVector t = fma(power, m, power.sub(all(1)));
    LongVector sign = x.reinterpretAsLongs().and(SIGN_BIT);
    return t.div(t.add(all(2))).reinterpretAsLongs().or(sign).reinterpretAsDoubles();
  }
}
