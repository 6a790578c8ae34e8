package io.raf4j.datasets.video;

import io.raf4j.random.RandomStream;

/**
 * A textured object of the sample clip: a shaded disc or a turning box with rounded corners, on a
 * closed orbit.
 *
 * <p>Lengths are in picture heights, times in frames. The outline is a signed distance, negative
 * inside, from which the anti-aliasing follows.
 */
final class SampleSprite {

  private static final double[] LIGHT = {-0.5, -0.6, 0.62};

  private final boolean disc;
  private final double size;
  private final double[] centre;
  private final double[] reach;
  private final double[] speed;
  private final double[] phase;
  private final double spin;
  private final double pattern;
  private final int[] light;
  private final int[] dark;

  /** Draws an object around a place, with two colours of its own. */
  SampleSprite(RandomStream random, boolean disc, double x, int[] light, int[] dark) {
    this.disc = disc;
    this.light = light;
    this.dark = dark;
    size = between(random, 0.13, 0.21);
    centre = new double[] {x, between(random, -0.18, 0.18)};
    reach = new double[] {between(random, 0.12, 0.3), between(random, 0.12, 0.25)};
    speed = new double[] {between(random, 0.05, 0.09), between(random, 0.06, 0.11)};
    phase = new double[] {2 * Math.PI * random.nextDouble(), 2 * Math.PI * random.nextDouble()};
    spin = between(random, 0.02, 0.05) * (random.nextDouble() < 0.5 ? -1 : 1);
    pattern = between(random, 5, 7) / size;
  }

  private static double between(RandomStream random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Returns the object as it is at one time. */
  Pose at(double time) {
    return new Pose(time);
  }

  /** An object at one time. */
  final class Pose {

    private final double x;
    private final double y;
    private final double cos;
    private final double sin;

    private Pose(double time) {
      x = centre[0] + reach[0] * StrictMath.sin(speed[0] * time + phase[0]);
      y = centre[1] + reach[1] * StrictMath.sin(speed[1] * time + phase[1]);
      cos = StrictMath.cos(spin * time + phase[0]);
      sin = StrictMath.sin(spin * time + phase[0]);
    }

    /** Returns the distance of a point from the outline, negative inside. */
    double distance(double px, double py) {
      double dx = px - x;
      double dy = py - y;
      if (disc) {
        return StrictMath.sqrt(dx * dx + dy * dy) - size;
      }
      double corner = 0.25 * size;
      double outX = Math.max(0, Math.abs(cos * dx + sin * dy) - 0.85 * size + corner);
      double outY = Math.max(0, Math.abs(cos * dy - sin * dx) - 0.85 * size + corner);
      return StrictMath.sqrt(outX * outX + outY * outY) - corner;
    }

    /** Returns one colour component, 0 to 255, at a point inside. */
    double component(double px, double py, int channel) {
      double dx = px - x;
      double dy = py - y;
      double u = cos * dx + sin * dy;
      double v = cos * dy - sin * dx;
      double mix = 0.5 + 0.5 * stripes(u, v);
      double colour = dark[channel] + (light[channel] - dark[channel]) * mix;
      return disc ? shaded(colour, dx / size, dy / size) : colour;
    }

    private double stripes(double u, double v) {
      double first = StrictMath.sin(pattern * u);
      // Discs carry bands, boxes a chequered pattern with soft edges.
      double wave = disc ? first : first * StrictMath.sin(pattern * v);
      return wave * (1.8 - 0.8 * wave * wave);
    }

    private double shaded(double colour, double nx, double ny) {
      double nz = StrictMath.sqrt(Math.max(0, 1 - nx * nx - ny * ny));
      double facing = Math.max(0, nx * LIGHT[0] + ny * LIGHT[1] + nz * LIGHT[2]);
      double gloss = facing * facing;
      return colour * (0.45 + 0.7 * facing) + 70 * gloss * gloss * gloss * gloss * gloss;
    }
  }
}
