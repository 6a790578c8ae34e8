/**
 * What parameter averaging costs: rounds by part against one process, the constants of the cost
 * model, traffic over worker processes, and whether memory or time leaks away.
 */
package io.raf4j.benchmarks.scaling;
