package io.raf4j.kernel;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Gaussian;
import io.raf4j.basis.HyperbolicTangent;
import io.raf4j.basis.MexicanHat;
import io.raf4j.basis.Power;
import io.raf4j.basis.Rational;
import io.raf4j.basis.RectifiedPower;
import io.raf4j.basis.Wave;
import io.raf4j.basis.WavePacket;

/** One basic function, ready to be evaluated over strips. */
@FunctionalInterface
interface FloatFunction {

  /** Evaluates the function and its derivatives up to order, as {@link FloatDerivatives} says. */
  void evaluate(int order, float[] u, float[][] out, int n);

  /** Returns the evaluator of a function. */
  static FloatFunction of(BasisFunction function, FloatDerivatives d) {
    if (function instanceof Power p) {
      return (order, u, out, n) -> d.power(p.degree(), order, u, out, n);
    } else if (function instanceof RectifiedPower p) {
      return (order, u, out, n) -> d.rectifiedPower(p.power(), order, u, out, n);
    } else if (function instanceof Wave w) {
      return (order, u, out, n) -> d.wave(w.quarterTurns(), order, u, out, n);
    } else if (function instanceof Gaussian) {
      return d::gaussian;
    } else if (function instanceof MexicanHat) {
      return d::mexicanHat;
    } else if (function instanceof WavePacket w) {
      float frequency = (float) w.frequency();
      return (order, u, out, n) -> d.wavePacket(frequency, order, u, out, n);
    } else if (function instanceof HyperbolicTangent) {
      return d::tanh;
    } else if (function instanceof Rational r) {
      return (order, u, out, n) -> d.rational(r.power(), order, u, out, n);
    }
    throw new IllegalArgumentException("no kernel for the basis function " + function.name());
  }
}
