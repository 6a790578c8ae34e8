/**
 * Signals sampled on a grid, whatever they were read from, and what their spectra say about them.
 *
 * <p>Uses {@code coordinates}, and raf-core's {@code metric}. Start from {@link
 * io.raf4j.datasets.signal.Signal}.
 */
package io.raf4j.datasets.signal;
