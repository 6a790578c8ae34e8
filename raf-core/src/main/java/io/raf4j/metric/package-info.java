/**
 * How close a reconstruction is to its signal: mean squared error, PSNR, SSIM and MS-SSIM,
 * signal-to-noise ratio and log-spectral distance, and the spectra that the last one compares.
 *
 * <p>Inputs are plain float arrays, sums are made in double, every metric is a static method
 * without state. Uses no other package of this library. Start from {@link io.raf4j.metric.Psnr}.
 */
package io.raf4j.metric;
