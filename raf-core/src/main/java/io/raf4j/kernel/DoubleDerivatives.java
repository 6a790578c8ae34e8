package io.raf4j.kernel;

/**
 * The basic functions with their derivatives, over a strip of numbers.
 *
 * <p>Every method evaluates {@code out[k][i] = gamma^(k)(u[i])} for k from 0 to order and i below
 * n, sharing what the derivatives have in common. u and the arrays of out are different arrays, at
 * least n long; n is a multiple of the lanes and at most {@link DoubleWorkspace#STRIP}. The bits of
 * a derivative do not depend on the order that was asked.
 */
interface DoubleDerivatives {

  /** Evaluates {@code u^degree}. */
  void power(int degree, int order, double[] u, double[][] out, int n);

  /** Evaluates {@code max(0, u)^power}, power 1 or 3. */
  void rectifiedPower(int power, int order, double[] u, double[][] out, int n);

  /** Evaluates {@code sin(u + quarterTurns pi / 2)}. */
  void wave(int quarterTurns, int order, double[] u, double[][] out, int n);

  /** Evaluates {@code exp(-u^2 / 2)}. */
  void gaussian(int order, double[] u, double[][] out, int n);

  /** Evaluates {@code (1 - u^2) exp(-u^2 / 2)}. */
  void mexicanHat(int order, double[] u, double[][] out, int n);

  /** Evaluates {@code cos(frequency u) exp(-u^2 / 2)}. */
  void wavePacket(double frequency, int order, double[] u, double[][] out, int n);

  /** Evaluates {@code tanh u}. */
  void tanh(int order, double[] u, double[][] out, int n);

  /** Evaluates {@code u^power / (1 + q u^2)}, power 0 to 3. */
  void rational(int power, int order, double[] u, double[][] out, int n);
}
