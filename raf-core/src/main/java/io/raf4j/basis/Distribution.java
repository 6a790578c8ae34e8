package io.raf4j.basis;

import java.util.function.DoubleSupplier;

/**
 * Where a coefficient starts.
 *
 * <p>Sampling takes a fixed number of uniform numbers, so that a stream of them stays in step
 * whatever comes out.
 */
public sealed interface Distribution {

  /**
   * Draws one number.
   *
   * @param uniform01 gives independent numbers uniform on [0, 1)
   */
  double sample(DoubleSupplier uniform01);

  /** Returns the root of the mean square: how large a number from here typically is. */
  double rootMeanSquare();

  /**
   * Returns the distribution of the numbers from here times a factor.
   *
   * @param factor positive and finite
   */
  Distribution times(double factor);

  /**
   * Always the same number; draws nothing.
   *
   * @param value the number
   */
  record Constant(double value) implements Distribution {
    /** Checks that the value is finite. */
    public Constant {
      requireFinite("constant", value);
    }

    @Override
    public double sample(DoubleSupplier uniform01) {
      return value;
    }

    @Override
    public double rootMeanSquare() {
      return StrictMath.abs(value);
    }

    @Override
    public Distribution times(double factor) {
      return new Constant(factor * value);
    }
  }

  /**
   * N(mean, std), by Box and Muller's method from exactly two draws.
   *
   * @param mean the mean
   * @param std the standard deviation, 0 or more
   */
  record Normal(double mean, double std) implements Distribution {
    /** Checks that both are finite and the deviation is not negative. */
    public Normal {
      requireFinite("normal mean", mean);
      requireFinite("normal standard deviation", std);
      if (std < 0) {
        throw new IllegalArgumentException(
            "normal standard deviation is " + std + "; expected >= 0");
      }
    }

    @Override
    public double sample(DoubleSupplier uniform01) {
      // 1 - u lies in (0, 1], where the logarithm is finite.
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform01.getAsDouble()));
      double angle = 2 * StrictMath.PI * uniform01.getAsDouble();
      return mean + std * radius * StrictMath.cos(angle);
    }

    @Override
    public double rootMeanSquare() {
      return StrictMath.hypot(mean, std);
    }

    @Override
    public Distribution times(double factor) {
      return new Normal(factor * mean, factor * std);
    }
  }

  /**
   * U(low, high), from one draw.
   *
   * @param low the lower end
   * @param high the upper end, not below low
   */
  record Uniform(double low, double high) implements Distribution {
    /** Checks the interval. */
    public Uniform {
      requireInterval("uniform", low, high);
    }

    @Override
    public double sample(DoubleSupplier uniform01) {
      return low + (high - low) * uniform01.getAsDouble();
    }

    @Override
    public double rootMeanSquare() {
      return StrictMath.sqrt((low * low + low * high + high * high) / 3);
    }

    @Override
    public Distribution times(double factor) {
      return new Uniform(factor * low, factor * high);
    }
  }

  /**
   * 1 / U(low, high), from one draw: a Gaussian whose width is U(low, high) has this beta.
   *
   * @param low the lower end of the width, above 0
   * @param high the upper end of the width, not below low
   */
  record ReciprocalUniform(double low, double high) implements Distribution {
    /** Checks the interval. */
    public ReciprocalUniform {
      requireInterval("reciprocal-uniform", low, high);
      requirePositive("reciprocal-uniform", low);
    }

    @Override
    public double sample(DoubleSupplier uniform01) {
      return 1 / (low + (high - low) * uniform01.getAsDouble());
    }

    @Override
    public double rootMeanSquare() {
      return 1 / StrictMath.sqrt(low * high);
    }

    @Override
    public Distribution times(double factor) {
      return new ReciprocalUniform(low / factor, high / factor);
    }
  }

  /**
   * exp(U(log low, log high)), from one draw: equally likely in every octave.
   *
   * @param low the lower end, above 0
   * @param high the upper end, not below low
   */
  record LogUniform(double low, double high) implements Distribution {
    /** Checks the interval. */
    public LogUniform {
      requireInterval("log-uniform", low, high);
      requirePositive("log-uniform", low);
    }

    @Override
    public double sample(DoubleSupplier uniform01) {
      return low * StrictMath.pow(high / low, uniform01.getAsDouble());
    }

    @Override
    public double rootMeanSquare() {
      double logRatio = StrictMath.log(high / low);
      return logRatio == 0 ? low : StrictMath.sqrt((high * high - low * low) / (2 * logRatio));
    }

    @Override
    public Distribution times(double factor) {
      return new LogUniform(factor * low, factor * high);
    }
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + "; expected a finite number");
    }
  }

  private static void requireInterval(String name, double low, double high) {
    requireFinite(name + " low", low);
    requireFinite(name + " high", high);
    if (low > high) {
      throw new IllegalArgumentException(
          name + " is [" + low + ", " + high + "]; expected low <= high");
    }
  }

  private static void requirePositive(String name, double low) {
    if (low <= 0) {
      throw new IllegalArgumentException(name + " low is " + low + "; expected > 0");
    }
  }
}
