/**
 * How close a reconstruction is to its signal: mean squared error, PSNR, SSIM and signal-to-noise
 * ratio.
 *
 * <p>Inputs are plain float arrays, sums are made in double, every metric is a static method
 * without state. Uses no other package. Start from {@link io.raf4j.metric.Psnr}.
 */
package io.raf4j.metric;
