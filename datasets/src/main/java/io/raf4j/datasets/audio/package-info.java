/**
 * Sounds in and out: reading whatever FFmpeg decodes, writing WAV, and the signal that a sound is.
 *
 * <p>Uses {@code ffmpeg}, {@code media}, {@code signal} and {@code coordinates}. Start from {@link
 * io.raf4j.datasets.audio.AudioReader}.
 */
package io.raf4j.datasets.audio;
