/**
 * {@code raf benchmark}: steps of RAF4J against the same steps in PyTorch and against what the
 * machine could do, as tables, as a page and against a baseline of ratios.
 *
 * <p>Uses {@code peer}, {@code work} and {@code timing}. Start from {@link
 * io.raf4j.benchmarks.yardstick.BenchmarkCommand} for the command, from {@link
 * io.raf4j.benchmarks.yardstick.WorkResult} for what is measured.
 */
package io.raf4j.benchmarks.yardstick;
