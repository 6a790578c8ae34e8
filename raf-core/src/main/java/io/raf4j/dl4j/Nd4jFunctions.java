package io.raf4j.dl4j;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Gaussian;
import io.raf4j.basis.HyperbolicTangent;
import io.raf4j.basis.MexicanHat;
import io.raf4j.basis.Power;
import io.raf4j.basis.Rational;
import io.raf4j.basis.RectifiedPower;
import io.raf4j.basis.Wave;
import io.raf4j.basis.WavePacket;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Basic functions and their slopes in ND4J's operations, element by element, on whatever device the
 * arrays live. Every method returns a new array and leaves its argument alone.
 */
final class Nd4jFunctions {

  /** Beyond this every Gaussian envelope is zero in double precision, and infinity times it too. */
  private static final double ENVELOPE_SUPPORT = 40;

  private Nd4jFunctions() {}

  /** Returns gamma(x). */
  static INDArray value(BasisFunction function, INDArray x) {
    if (function instanceof Power power) {
      return power(x, power.degree());
    } else if (function instanceof RectifiedPower rectified) {
      return power(Transforms.relu(x, true), rectified.power());
    } else if (function instanceof Wave wave) {
      return wave(x, wave.quarterTurns());
    } else if (function instanceof HyperbolicTangent) {
      return Transforms.tanh(x, true);
    } else if (function instanceof Rational rational) {
      return power(x, rational.power()).divi(denominator(x));
    }
    INDArray u = clipped(x);
    return packet(function, u).muli(envelope(u));
  }

  /** Returns gamma'(x). */
  static INDArray slope(BasisFunction function, INDArray x) {
    if (function instanceof Power power) {
      return powerSlope(x, power.degree());
    } else if (function instanceof RectifiedPower rectified) {
      INDArray positive = x.gt(0).castTo(x.dataType());
      return powerSlope(Transforms.relu(x, true), rectified.power()).muli(positive);
    } else if (function instanceof Wave wave) {
      return wave(x, wave.quarterTurns() + 1);
    } else if (function instanceof HyperbolicTangent) {
      INDArray y = Transforms.tanh(x, true);
      return y.muli(y).rsubi(1);
    } else if (function instanceof Rational rational) {
      INDArray d = denominator(x);
      INDArray fall = power(x, rational.power()).muli(x).muli(2 * Rational.Q);
      return powerSlope(x, rational.power()).muli(d).subi(fall).divi(d).divi(d);
    }
    INDArray u = clipped(x);
    return packetSlope(function, u).muli(envelope(u));
  }

  private static INDArray power(INDArray x, int degree) {
    if (degree == 0) {
      return Nd4j.onesLike(x);
    }
    INDArray product = x.dup();
    for (int i = 1; i < degree; i++) {
      product.muli(x);
    }
    return product;
  }

  private static INDArray powerSlope(INDArray x, int degree) {
    return degree == 0 ? Nd4j.zerosLike(x) : power(x, degree - 1).muli(degree);
  }

  private static INDArray wave(INDArray x, int quarterTurns) {
    return switch (quarterTurns % 4) {
      case 0 -> Transforms.sin(x, true);
      case 1 -> Transforms.cos(x, true);
      case 2 -> Transforms.sin(x, true).negi();
      default -> Transforms.cos(x, true).negi();
    };
  }

  private static INDArray denominator(INDArray x) {
    return x.mul(x).muli(Rational.Q).addi(1);
  }

  private static INDArray clipped(INDArray x) {
    INDArray notBelow = Transforms.max(x, -ENVELOPE_SUPPORT, true);
    return Transforms.min(notBelow, ENVELOPE_SUPPORT, false);
  }

  private static INDArray envelope(INDArray u) {
    return Transforms.exp(u.mul(u).muli(-0.5), false);
  }

  /** What multiplies exp(-u^2 / 2) in the functions that have this envelope. */
  private static INDArray packet(BasisFunction function, INDArray u) {
    if (function instanceof Gaussian) {
      return Nd4j.onesLike(u);
    } else if (function instanceof MexicanHat) {
      return u.mul(u).rsubi(1);
    } else if (function instanceof WavePacket wave) {
      return Transforms.cos(u.mul(wave.frequency()), false);
    }
    throw new IllegalArgumentException(
        function.name() + " has no form in ND4J's operations; use the CPU backend");
  }

  private static INDArray packetSlope(BasisFunction function, INDArray u) {
    if (function instanceof Gaussian) {
      return u.neg();
    } else if (function instanceof MexicanHat) {
      return u.mul(u).subi(3).muli(u);
    } else if (function instanceof WavePacket wave) {
      INDArray angle = u.mul(wave.frequency());
      INDArray sine = Transforms.sin(angle, true).muli(wave.frequency());
      return Transforms.cos(angle, false).muli(u).addi(sine).negi();
    }
    throw new IllegalArgumentException(
        function.name() + " has no form in ND4J's operations; use the CPU backend");
  }
}
