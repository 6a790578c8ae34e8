/**
 * Protocols by which people compare how well networks fit signals: which files, how many
 * parameters, how many seconds; RAF4J as its users start it, and PyTorch as its users would write
 * it, one after the other on the same cores. Start at {@link
 * io.raf4j.benchmarks.protocol.Protocol}.
 */
package io.raf4j.benchmarks.protocol;
