/**
 * Tiles of layers for the kernels of activations to go over, in both precisions.
 *
 * <p>Uses the mathematics of the core alone. Start from {@link
 * io.raf4j.benchmarks.kernel.KernelTile}.
 */
package io.raf4j.benchmarks.kernel;
