package io.raf4j.pde;

import io.raf4j.jet.Jet;
import org.apache.commons.math3.special.Erf;

/**
 * What diffusion makes of a kink: {@code |y|} solves {@code u_t = D u_yy} away from 0, and the
 * solution that starts from it is {@code |y| + kappa(t, |y|)}.
 *
 * <pre>
 *   kappa(t, y) = s (exp(-z^2) / sqrt(pi) - z erfc(z))        s = sqrt(4 D t), z = y / s, y at least 0
 * </pre>
 *
 * <p>kappa solves the same equation for y above 0, has the slope -1 at 0, and is 0 at t = 0 and far
 * from the kink. H. S. Carslaw and J. C. Jaeger, Conduction of Heat in Solids, 2nd ed., section
 * 2.9.
 *
 * @param diffusion D, above 0
 */
public record DiffusingKink(double diffusion) {

  /** From here on kappa is below 1e-19 of its width. */
  private static final double FAR = 6.5;

  /** Returns kappa(t, y), t and y 0 or more. */
  public double at(double t, double y) {
    double width = Math.sqrt(4 * diffusion * t);
    return isFar(width, y) ? 0 : width * integral(y / width);
  }

  /** Returns kappa over jets. */
  public Jet at(Jet t, Jet y) {
    if (isFar(Math.sqrt(4 * diffusion * t.value()), y.value())) {
      return Jet.constant(0);
    }
    Jet width = t.times(4 * diffusion).squareRoot();
    Jet ratio = y.dividedBy(width);
    return width.times(
        ratio.composed(
            DiffusingKink::integral,
            z -> -Erf.erfc(z),
            z -> 2 / Math.sqrt(Math.PI) * Math.exp(-z * z)));
  }

  private static boolean isFar(double width, double y) {
    return width == 0 || y > FAR * width;
  }

  /** The integral of erfc from z to infinity. */
  private static double integral(double z) {
    return Math.exp(-z * z) / Math.sqrt(Math.PI) - z * Erf.erfc(z);
  }
}
