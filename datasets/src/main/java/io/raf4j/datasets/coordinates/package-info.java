/**
 * The coordinates of the samples of a signal, from their numbers.
 *
 * <p>Uses no other package. Start from {@link io.raf4j.datasets.coordinates.CoordinateGrid}.
 */
package io.raf4j.datasets.coordinates;
