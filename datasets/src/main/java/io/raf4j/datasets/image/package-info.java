/**
 * Pictures in and out: PNG, JPEG and BMP through Java's own ImageIO, resizing, and the signal that
 * a picture is.
 *
 * <p>Uses {@code media}, {@code signal} and {@code coordinates}. Start from {@link
 * io.raf4j.datasets.image.ImageReader}.
 */
package io.raf4j.datasets.image;
