/**
 * The processes that the yardstick asks for steps, each with memory of its own: RAF4J, PyTorch with
 * the settings at which it is fastest, and the machine's limit.
 *
 * <p>Uses {@code work}, {@code limit} and {@code timing}. Start from {@link
 * io.raf4j.benchmarks.peer.StepProcess}.
 */
package io.raf4j.benchmarks.peer;
