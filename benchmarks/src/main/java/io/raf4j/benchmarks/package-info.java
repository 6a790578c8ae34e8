/**
 * Programs that measure, each run by {@code benchmarks/run}: kernels by JMH, a training step
 * against the same network in ND4J's own means, and the tables of the equations. The yardstick, a
 * step beside PyTorch's and the machine's limit, is {@code io.raf4j.benchmarks.yardstick}.
 *
 * <p>May use everything. Start from {@link io.raf4j.benchmarks.StepComparison} for a whole step,
 * from {@link io.raf4j.benchmarks.ActivationKernelBenchmark} for a kernel.
 */
package io.raf4j.benchmarks;
