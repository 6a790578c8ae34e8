/**
 * Linear algebra in double precision by BLAS and LAPACK, with sums whose order does not depend on
 * the number of threads.
 *
 * <p>In the room: normal equations, summed tile by tile from rows of a Jacobian and solved by
 * Cholesky factorisation, and the eigenvalues of symmetric matrices.
 *
 * <p>May use {@code host} alone; takes arrays and addresses, and knows neither networks nor ND4J.
 * Start from {@link io.raf4j.linalg.NormalEquations}.
 */
package io.raf4j.linalg;
