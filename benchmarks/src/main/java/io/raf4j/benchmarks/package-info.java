/**
 * Speed, measured: JMH benchmarks of the parts.
 *
 * <p>May use everything. Start from {@link io.raf4j.benchmarks.ActivationKernelBenchmark}.
 */
package io.raf4j.benchmarks;
