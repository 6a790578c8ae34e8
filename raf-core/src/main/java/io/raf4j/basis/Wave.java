package io.raf4j.basis;

/**
 * A sine or a cosine: {@code gamma(z) = sin(z + quarterTurns pi / 2)}.
 *
 * @param quarterTurns 0 (sine) or 1 (cosine)
 */
public record Wave(int quarterTurns) implements BasisFunction {
  /** {@code sin z}. */
  public static final Wave SIN = new Wave(0);

  /** {@code cos z}. */
  public static final Wave COS = new Wave(1);

  /** Checks the phase. */
  public Wave {
    if (quarterTurns != 0 && quarterTurns != 1) {
      throw new IllegalArgumentException("quarterTurns is " + quarterTurns + "; expected 0 or 1");
    }
  }

  @Override
  public String name() {
    return quarterTurns == 0 ? "sin" : "cos";
  }

  @Override
  public String formula() {
    return name() + " z";
  }

  @Override
  public double rate() {
    return 1;
  }

  @Override
  public double derivative(int order, double z) {
    if (order < 0 || order > MAX_ORDER) {
      throw BasisFunction.badOrder(order);
    }
    return switch ((order + quarterTurns) % 4) {
      case 0 -> StrictMath.sin(z);
      case 1 -> StrictMath.cos(z);
      case 2 -> -StrictMath.sin(z);
      default -> -StrictMath.cos(z);
    };
  }
}
