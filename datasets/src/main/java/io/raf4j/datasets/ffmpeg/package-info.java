/**
 * FFmpeg's demuxers and decoders, through the JavaCPP presets, for videos and sounds alike.
 *
 * <p>Uses {@code media} alone. Start from {@link io.raf4j.datasets.ffmpeg.Demuxer}.
 */
package io.raf4j.datasets.ffmpeg;
