package io.raf4j.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Elementary functions to 60 digits, by their power series. */
final class BigMath {
  static final MathContext DIGITS = new MathContext(60, RoundingMode.HALF_EVEN);
  static final BigDecimal PI = pi();
  static final BigDecimal LN2 = ln2();
  private static final BigDecimal TINY = new BigDecimal("1e-70");

  private BigMath() {}

  /** Returns sin x, given any x below 1e9 in magnitude. */
  static BigDecimal sin(double x) {
    BigDecimal halfPi = PI.divide(BigDecimal.valueOf(2), DIGITS);
    BigInteger k =
        new BigDecimal(x).divide(halfPi, DIGITS).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
    BigDecimal r = new BigDecimal(x).subtract(halfPi.multiply(new BigDecimal(k)));
    return switch (k.mod(BigInteger.valueOf(4)).intValue()) {
      case 0 -> series(r, r, 1);
      case 1 -> series(r, BigDecimal.ONE, 0);
      case 2 -> series(r, r, 1).negate();
      default -> series(r, BigDecimal.ONE, 0).negate();
    };
  }

  /** Returns cos x, given any x below 1e9 in magnitude. */
  static BigDecimal cos(double x) {
    BigDecimal halfPi = PI.divide(BigDecimal.valueOf(2), DIGITS);
    BigInteger k =
        new BigDecimal(x).divide(halfPi, DIGITS).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
    BigDecimal r = new BigDecimal(x).subtract(halfPi.multiply(new BigDecimal(k)));
    return switch (k.mod(BigInteger.valueOf(4)).intValue()) {
      case 0 -> series(r, BigDecimal.ONE, 0);
      case 1 -> series(r, r, 1).negate();
      case 2 -> series(r, BigDecimal.ONE, 0).negate();
      default -> series(r, r, 1);
    };
  }

  /** Sums the alternating series whose term n follows by {@code -r^2 / ((n + 1) (n + 2))}. */
  private static BigDecimal series(BigDecimal r, BigDecimal first, int n) {
    BigDecimal square = r.multiply(r, DIGITS).negate();
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal term = first;
    for (int k = n; term.abs().compareTo(TINY) > 0; k += 2) {
      sum = sum.add(term);
      term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf((k + 1L) * (k + 2L)), DIGITS);
    }
    return sum.round(DIGITS);
  }

  /** Returns e^x. */
  static BigDecimal exp(BigDecimal x) {
    int k = x.divide(LN2, DIGITS).setScale(0, RoundingMode.HALF_EVEN).intValueExact();
    BigDecimal r = x.subtract(LN2.multiply(BigDecimal.valueOf(k)));
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal term = BigDecimal.ONE;
    for (int n = 1; term.abs().compareTo(TINY) > 0; n++) {
      sum = sum.add(term);
      term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
    }
    return sum.multiply(BigDecimal.valueOf(2).pow(k, DIGITS), DIGITS);
  }

  /** Returns tanh x. */
  static BigDecimal tanh(double x) {
    BigDecimal e = exp(new BigDecimal(x).multiply(BigDecimal.valueOf(2)));
    return e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
  }

  /** Returns pi by Machin's formula, {@code 16 atan(1/5) - 4 atan(1/239)}. */
  private static BigDecimal pi() {
    return inverseTangent(5)
        .multiply(BigDecimal.valueOf(16))
        .subtract(inverseTangent(239).multiply(BigDecimal.valueOf(4)));
  }

  private static BigDecimal inverseTangent(int reciprocal) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal power =
        BigDecimal.ONE.divide(BigDecimal.valueOf(reciprocal), 120, RoundingMode.DOWN);
    BigDecimal square = BigDecimal.valueOf((long) reciprocal * reciprocal);
    for (int n = 1; power.signum() != 0; n += 2) {
      BigDecimal term = power.divide(BigDecimal.valueOf(n), 120, RoundingMode.DOWN);
      sum = n % 4 == 1 ? sum.add(term) : sum.subtract(term);
      power = power.divide(square, 120, RoundingMode.DOWN);
    }
    return sum;
  }

  /** Returns ln 2 as {@code 2 atanh(1/3)}. */
  private static BigDecimal ln2() {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal power = BigDecimal.valueOf(2).divide(BigDecimal.valueOf(3), 120, RoundingMode.DOWN);
    for (int n = 1; power.signum() != 0; n += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(n), 120, RoundingMode.DOWN));
      power = power.divide(BigDecimal.valueOf(9), 120, RoundingMode.DOWN);
    }
    return sum;
  }
}
