package io.raf4j.datasets.video;

import io.raf4j.random.RandomStream;

/**
 * A band-limited random texture: a sum of plane waves {@code sum_k a_k sin(kx_k x + ky_k y + p_k)}.
 *
 * <p>Wavelengths are spread evenly in the logarithm between two limits and a wave's amplitude is in
 * proportion to its wavelength, as in natural pictures. Being analytic, the texture can be shifted
 * by any fraction of a pixel without blur. Values have a root mean square of one half.
 */
final class SampleTexture {

  private final double[] waveX;
  private final double[] waveY;
  private final double[] phase;
  private final double[] amplitude;

  /** Draws the waves of a texture, wavelengths in the units of its coordinates. */
  SampleTexture(RandomStream random, int waves, double shortest, double longest) {
    waveX = new double[waves];
    waveY = new double[waves];
    phase = new double[waves];
    amplitude = new double[waves];
    double power = 0;
    for (int k = 0; k < waves; k++) {
      double wavelength = longest * StrictMath.pow(shortest / longest, (k + 0.5) / waves);
      double direction = Math.PI * random.nextDouble();
      waveX[k] = 2 * Math.PI / wavelength * StrictMath.cos(direction);
      waveY[k] = 2 * Math.PI / wavelength * StrictMath.sin(direction);
      phase[k] = 2 * Math.PI * random.nextDouble();
      amplitude[k] = wavelength;
      power += wavelength * wavelength / 2;
    }
    for (int k = 0; k < waves; k++) {
      amplitude[k] *= 0.5 / StrictMath.sqrt(power);
    }
  }

  /** Returns the texture at a point. */
  double at(double x, double y) {
    double sum = 0;
    for (int k = 0; k < phase.length; k++) {
      sum += amplitude[k] * StrictMath.sin(waveX[k] * x + waveY[k] * y + phase[k]);
    }
    return sum;
  }
}
