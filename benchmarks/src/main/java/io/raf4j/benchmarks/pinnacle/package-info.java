/**
 * Reference solutions of cases of PINNacle that have no closed form, by finite differences and
 * Fourier series.
 */
package io.raf4j.benchmarks.pinnacle;
