/**
 * Video in and out: reading frame ranges of any clip that FFmpeg decodes, writing clips, and the
 * generated sample clip.
 *
 * <p>Uses {@code ffmpeg}, {@code media} and {@code random}; knows neither DL4J nor Spark. Start
 * from {@link io.raf4j.datasets.video.VideoReader}.
 */
package io.raf4j.datasets.video;
