/**
 * The neural tangent kernel: inner products of a network's gradients at pairs of points, and what
 * their eigenvalues say about how evenly gradient descent learns.
 *
 * <p>May use DL4J, ND4J, {@code nn}, {@code solver}, {@code geometry} and {@code jet}; knows
 * neither Spark nor files. Start from {@link io.raf4j.ntk.TangentKernel} for the matrix and from
 * {@link io.raf4j.ntk.NtkSpectrum} for its eigenvalues.
 */
package io.raf4j.ntk;
