/**
 * Spectra of neural tangent kernels, a tile of the matrix at a time.
 *
 * <p>Start from {@link io.raf4j.spark.ntk.NtkKind}.
 */
package io.raf4j.spark.ntk;
