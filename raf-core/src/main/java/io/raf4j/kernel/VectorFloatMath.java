package io.raf4j.kernel;

import static io.raf4j.kernel.FloatTable.C0;
import static io.raf4j.kernel.FloatTable.C1;
import static io.raf4j.kernel.FloatTable.C2;
import static io.raf4j.kernel.FloatTable.E0;
import static io.raf4j.kernel.FloatTable.E1;
import static io.raf4j.kernel.FloatTable.E2;
import static io.raf4j.kernel.FloatTable.E3;
import static io.raf4j.kernel.FloatTable.E4;
import static io.raf4j.kernel.FloatTable.GAUSSIAN_LIMIT;
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
import static io.raf4j.kernel.FloatTable.TANH_LIMIT;
import static io.raf4j.kernel.FloatTable.TWO_OVER_PI;
import static io.raf4j.kernel.FloatTable.WAVE_LIMIT;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link ScalarFloatMath}, a vector at a time, to the same bits.
 *
 * <p>The compiler stops inlining our own methods once a loop has grown large, and a vector that
 * crosses a call is boxed; so a loop here is one elementary function, written in the API's methods
 * alone, which are always inlined.
 */
final class VectorFloatMath {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private static final int LANES = SPECIES.length();

  private VectorFloatMath() {}

  /**
   * As {@link ScalarFloatMath#waves}; in floating point only, as integer vectors got boxed here.
   */
  static void waves(int quarterTurns, float[] u, float[] waves, float[] slopes, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, u, i);
      FloatVector k =
          v.fma(broadcast(SPECIES, TWO_OVER_PI), broadcast(SPECIES, ROUNDER)).sub(ROUNDER);
      FloatVector r = k.fma(broadcast(SPECIES, -HALF_PI_0), v);
      r = k.fma(broadcast(SPECIES, -HALF_PI_1), r);
      r = k.fma(broadcast(SPECIES, -HALF_PI_2), r);
      FloatVector t = r.mul(r);
      FloatVector s = broadcast(SPECIES, S2).fma(t, broadcast(SPECIES, S1));
      s = s.fma(t, broadcast(SPECIES, S0));
      FloatVector sin = r.mul(t).fma(s, r);
      FloatVector c = broadcast(SPECIES, C2).fma(t, broadcast(SPECIES, C1));
      c = c.fma(t, broadcast(SPECIES, C0));
      FloatVector cos = t.fma(t.fma(c, broadcast(SPECIES, -0.5f)), broadcast(SPECIES, 1f));
      FloatVector q = k.add(quarterTurns);
      FloatVector turns =
          q.fma(broadcast(SPECIES, 0.25f), broadcast(SPECIES, ROUNDER)).sub(ROUNDER);
      q = turns.fma(broadcast(SPECIES, -4f), q);
      FloatVector size = q.abs();
      FloatVector sinTurn = broadcast(SPECIES, 2f).sub(size).mul(q);
      FloatVector cosTurn = broadcast(SPECIES, 1f).sub(size);
      sinTurn.fma(cos, cosTurn.mul(sin)).intoArray(waves, i);
      cosTurn.fma(cos, sinTurn.mul(sin).neg()).intoArray(slopes, i);
    }
  }

  /** As {@link ScalarFloatMath#allNear}. */
  static boolean allNear(float[] u, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, u, i);
      if (!v.abs().compare(VectorOperators.LE, WAVE_LIMIT).allTrue()) {
        return false;
      }
    }
    return true;
  }

  /** As {@link ScalarFloatMath#gaussians}. */
  static void gaussians(float[] u, float[] near, float[] gaussians, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, u, i);
      VectorMask<Float> far = x.abs().compare(VectorOperators.GT, GAUSSIAN_LIMIT);
      FloatVector v = x.blend(broadcast(SPECIES, 0f), far);
      v.intoArray(near, i);
      FloatVector y = v.mul(v).mul(-0.5f);
      FloatVector octaves = y.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
      FloatVector k = octaves.sub(ROUNDER);
      FloatVector r = k.fma(broadcast(SPECIES, -LN2_1), k.fma(broadcast(SPECIES, -LN2_0), y));
      FloatVector e = broadcast(SPECIES, E4).fma(r, broadcast(SPECIES, E3));
      e = e.fma(r, broadcast(SPECIES, E2));
      e = e.fma(r, broadcast(SPECIES, E1));
      e = e.fma(r, broadcast(SPECIES, E0));
      e = r.mul(r).fma(e, r).add(1f);
      IntVector exponent = octaves.reinterpretAsInts().sub(POWER_OFFSET);
      FloatVector power =
          exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
      e.mul(power).blend(broadcast(SPECIES, 0f), far).intoArray(gaussians, i);
    }
  }

  /** As {@link ScalarFloatMath#tangents}. */
  static void tangents(float[] u, float[] tangents, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, u, i);
      FloatVector a = x.abs();
      VectorMask<Float> far = a.compare(VectorOperators.GT, TANH_LIMIT);
      FloatVector y = a.blend(broadcast(SPECIES, TANH_LIMIT), far).mul(2f);
      FloatVector octaves = y.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
      FloatVector k = octaves.sub(ROUNDER);
      FloatVector r = k.fma(broadcast(SPECIES, -LN2_1), k.fma(broadcast(SPECIES, -LN2_0), y));
      FloatVector e = broadcast(SPECIES, E4).fma(r, broadcast(SPECIES, E3));
      e = e.fma(r, broadcast(SPECIES, E2));
      e = e.fma(r, broadcast(SPECIES, E1));
      e = e.fma(r, broadcast(SPECIES, E0));
      e = r.mul(r).fma(e, r);
      IntVector exponent = octaves.reinterpretAsInts().sub(POWER_OFFSET);
      FloatVector power =
          exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
      FloatVector t = e.fma(power, power.sub(1f));
      FloatVector tangent = t.div(t.add(2f));
      tangent.blend(tangent.neg(), x.compare(VectorOperators.LT, 0f)).intoArray(tangents, i);
    }
  }
}
