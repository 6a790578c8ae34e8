/**
 * Speed, measured side by side in one process and stated as ratios: kernels by JMH, training steps
 * against the same network in ND4J's own means.
 *
 * <p>May use everything. Start from {@link io.raf4j.benchmarks.StepComparison} for a whole step,
 * from {@link io.raf4j.benchmarks.ActivationKernelBenchmark} for a kernel.
 */
package io.raf4j.benchmarks;
