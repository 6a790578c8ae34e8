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
import static io.raf4j.kernel.DoubleTable.GAUSSIAN_LIMIT;
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
import static io.raf4j.kernel.DoubleTable.TANH_LIMIT;
import static io.raf4j.kernel.DoubleTable.TWO_OVER_PI;
import static io.raf4j.kernel.DoubleTable.WAVE_LIMIT;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link ScalarDoubleMath}, a vector at a time, to the same bits.
 *
 * <p>The compiler stops inlining our own methods once a loop has grown large, and a vector that
 * crosses a call is boxed; so a loop here is one elementary function, written in the API's methods
 * alone, which are always inlined.
 */
final class VectorDoubleMath {
  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private static final int LANES = SPECIES.length();

  private VectorDoubleMath() {}

  /**
   * As {@link ScalarDoubleMath#waves}; in floating point only, as integer vectors got boxed here.
   */
  static void waves(int quarterTurns, double[] u, double[] waves, double[] slopes, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, u, i);
      DoubleVector k =
          v.fma(broadcast(SPECIES, TWO_OVER_PI), broadcast(SPECIES, ROUNDER)).sub(ROUNDER);
      DoubleVector r = k.fma(broadcast(SPECIES, -HALF_PI_0), v);
      r = k.fma(broadcast(SPECIES, -HALF_PI_1), r);
      r = k.fma(broadcast(SPECIES, -HALF_PI_2), r);
      DoubleVector t = r.mul(r);
      DoubleVector s = broadcast(SPECIES, S5).fma(t, broadcast(SPECIES, S4));
      s = s.fma(t, broadcast(SPECIES, S3));
      s = s.fma(t, broadcast(SPECIES, S2));
      s = s.fma(t, broadcast(SPECIES, S1));
      s = s.fma(t, broadcast(SPECIES, S0));
      DoubleVector sin = r.mul(t).fma(s, r);
      DoubleVector c = broadcast(SPECIES, C5).fma(t, broadcast(SPECIES, C4));
      c = c.fma(t, broadcast(SPECIES, C3));
      c = c.fma(t, broadcast(SPECIES, C2));
      c = c.fma(t, broadcast(SPECIES, C1));
      c = c.fma(t, broadcast(SPECIES, C0));
      DoubleVector cos = t.fma(t.fma(c, broadcast(SPECIES, -0.5)), broadcast(SPECIES, 1));
      DoubleVector q = k.add(quarterTurns);
      DoubleVector turns =
          q.fma(broadcast(SPECIES, 0.25), broadcast(SPECIES, ROUNDER)).sub(ROUNDER);
      q = turns.fma(broadcast(SPECIES, -4), q);
      DoubleVector size = q.abs();
      DoubleVector sinTurn = broadcast(SPECIES, 2).sub(size).mul(q);
      DoubleVector cosTurn = broadcast(SPECIES, 1).sub(size);
      sinTurn.fma(cos, cosTurn.mul(sin)).intoArray(waves, i);
      cosTurn.fma(cos, sinTurn.mul(sin).neg()).intoArray(slopes, i);
    }
  }

  /** As {@link ScalarDoubleMath#allNear}. */
  static boolean allNear(double[] u, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, u, i);
      if (!v.abs().compare(VectorOperators.LE, WAVE_LIMIT).allTrue()) {
        return false;
      }
    }
    return true;
  }

  /** As {@link ScalarDoubleMath#gaussians}. */
  static void gaussians(double[] u, double[] near, double[] gaussians, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, u, i);
      VectorMask<Double> far = x.abs().compare(VectorOperators.GT, GAUSSIAN_LIMIT);
      DoubleVector v = x.blend(broadcast(SPECIES, 0), far);
      v.intoArray(near, i);
      DoubleVector y = v.mul(v).mul(-0.5);
      DoubleVector octaves = y.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
      DoubleVector k = octaves.sub(ROUNDER);
      DoubleVector r = k.fma(broadcast(SPECIES, -LN2_1), k.fma(broadcast(SPECIES, -LN2_0), y));
      DoubleVector e = broadcast(SPECIES, E9).fma(r, broadcast(SPECIES, E8));
      e = e.fma(r, broadcast(SPECIES, E7));
      e = e.fma(r, broadcast(SPECIES, E6));
      e = e.fma(r, broadcast(SPECIES, E5));
      e = e.fma(r, broadcast(SPECIES, E4));
      e = e.fma(r, broadcast(SPECIES, E3));
      e = e.fma(r, broadcast(SPECIES, E2));
      e = e.fma(r, broadcast(SPECIES, E1));
      e = e.fma(r, broadcast(SPECIES, E0));
      e = r.mul(r).fma(e, r).add(1);
      LongVector exponent = octaves.reinterpretAsLongs().sub(POWER_OFFSET);
      DoubleVector power =
          exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsDoubles();
      e.mul(power).blend(broadcast(SPECIES, 0), far).intoArray(gaussians, i);
    }
  }

  /** As {@link ScalarDoubleMath#tangents}. */
  static void tangents(double[] u, double[] tangents, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, u, i);
      DoubleVector a = x.abs();
      VectorMask<Double> far = a.compare(VectorOperators.GT, TANH_LIMIT);
      DoubleVector y = a.blend(broadcast(SPECIES, TANH_LIMIT), far).mul(2);
      DoubleVector octaves = y.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
      DoubleVector k = octaves.sub(ROUNDER);
      DoubleVector r = k.fma(broadcast(SPECIES, -LN2_1), k.fma(broadcast(SPECIES, -LN2_0), y));
      DoubleVector e = broadcast(SPECIES, E9).fma(r, broadcast(SPECIES, E8));
      e = e.fma(r, broadcast(SPECIES, E7));
      e = e.fma(r, broadcast(SPECIES, E6));
      e = e.fma(r, broadcast(SPECIES, E5));
      e = e.fma(r, broadcast(SPECIES, E4));
      e = e.fma(r, broadcast(SPECIES, E3));
      e = e.fma(r, broadcast(SPECIES, E2));
      e = e.fma(r, broadcast(SPECIES, E1));
      e = e.fma(r, broadcast(SPECIES, E0));
      e = r.mul(r).fma(e, r);
      LongVector exponent = octaves.reinterpretAsLongs().sub(POWER_OFFSET);
      DoubleVector power =
          exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsDoubles();
      DoubleVector t = e.fma(power, power.sub(1));
      DoubleVector tangent = t.div(t.add(2));
      tangent.blend(tangent.neg(), x.compare(VectorOperators.LT, 0)).intoArray(tangents, i);
    }
  }
}
