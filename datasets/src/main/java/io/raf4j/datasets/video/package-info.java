/**
 * Video in and out: reading frame ranges of any clip that FFmpeg decodes, writing clips, and the
 * generated sample clip.
 *
 * <p>May use JavaCV and FFmpeg, {@code metric} and {@code random}; knows neither DL4J nor Spark.
 * Start from {@code VideoReader}.
 */
package io.raf4j.datasets.video;
