package io.raf4j.basis;

/**
 * A cosine under a Gaussian: {@code gamma(z) = cos(frequency z) exp(-z^2 / 2)}.
 *
 * <p>{@link #GABOR} is the real part of the wavelet of WIRE (Saragadam et al., CVPR 2023), {@code
 * exp(i w x) exp(-(s x)^2)}, at the published ratio w / s = 20 / 10: with z = sqrt(2) s x its
 * frequency is sqrt(2). {@link #MORLET} is the usual real Morlet wavelet, of frequency 5, whose
 * mean vanishes to 4e-6.
 *
 * @param name the name in configuration
 * @param frequency the number of radians per width, 0 to 16
 */
public record WavePacket(String name, double frequency) implements BasisFunction {
  /** {@code cos(sqrt(2) z) exp(-z^2 / 2)}. */
  public static final WavePacket GABOR = new WavePacket("gabor", 1.4142135623730951);

  /** {@code cos(5 z) exp(-z^2 / 2)}. */
  public static final WavePacket MORLET = new WavePacket("morlet", 5);

  /** Checks the frequency. */
  public WavePacket {
    if (!(frequency >= 0 && frequency <= 16)) {
      throw new IllegalArgumentException("frequency is " + frequency + "; expected 0 to 16");
    }
  }

  @Override
  public String formula() {
    return "cos(" + (float) frequency + " z) exp(-z^2 / 2)";
  }

  @Override
  public double rate() {
    return StrictMath.sqrt(
        0.5 + frequency * frequency / (1 + StrictMath.exp(-frequency * frequency)));
  }

  @Override
  public double derivative(int order, double z) {
    double u = Gaussian.held(z);
    double w = frequency;
    double c = StrictMath.cos(w * u);
    double s = StrictMath.sin(w * u);
    double wave =
        switch (order) {
          case 0 -> c;
          case 1 -> -(u * c + w * s);
          case 2 -> (u * u - 1 - w * w) * c + 2 * u * w * s;
          case 3 -> u * (3 + 3 * w * w - u * u) * c + w * (3 + w * w - 3 * u * u) * s;
          case 4 -> fourth(u, w * w) * c + 4 * u * w * (u * u - w * w - 3) * s;
          case 5 -> -(u * fifthEven(u, w * w) * c + w * fifthOdd(u, w * w) * s);
          default -> throw BasisFunction.badOrder(order);
        };
    return wave * Gaussian.envelope(u);
  }

  // The derivative of order k is the real part of (-1)^k He_k(u - i w) exp(i w u), He_k Hermite's
  // polynomial.

  private static double fourth(double u, double square) {
    return u * u * (u * u - 6 * square - 6) + square * (square + 6) + 3;
  }

  private static double fifthEven(double u, double square) {
    return u * u * (u * u - 10 * square - 10) + square * (5 * square + 30) + 15;
  }

  private static double fifthOdd(double u, double square) {
    return u * u * (5 * u * u - 10 * square - 30) + square * (square + 10) + 15;
  }
}
