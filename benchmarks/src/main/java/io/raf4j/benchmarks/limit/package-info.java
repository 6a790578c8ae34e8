/**
 * What this machine could do a step in: its matrix products and its activations alone, at the rates
 * that they reach out of the cache on all threads.
 *
 * <p>Uses {@code work} and {@code kernel}, and BLAS as the layers do. Start from {@link
 * io.raf4j.benchmarks.limit.MachineLimit}.
 */
package io.raf4j.benchmarks.limit;
