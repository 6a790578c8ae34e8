/**
 * <<<<<<< HEAD Speed, measured side by side in one process and stated as ratios: kernels by JMH,
 * training steps against the same network in ND4J's own means.
 *
 * <p>Start from {@link io.raf4j.benchmarks.StepComparison}. ======= Speed, measured: JMH benchmarks
 * of the parts.
 *
 * <p>May use everything. Start from {@link io.raf4j.benchmarks.ActivationKernelBenchmark}. >>>>>>>
 * kernel
 */
package io.raf4j.benchmarks;
