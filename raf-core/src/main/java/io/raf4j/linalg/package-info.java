/**
 * Linear algebra by BLAS and LAPACK, in double precision where nothing else is said, with sums
 * whose order does not depend on the number of threads.
 *
 * <p>In the room: normal equations, summed tile by tile from rows of a Jacobian, and the
 * eigenvalues of symmetric matrices; damped least squares by five methods, from normal equations,
 * the triangular factor of a Jacobian, its residuals' space or a sketch; and matrices made nearly
 * orthogonal, in either precision.
 *
 * <p>May use {@code host} and {@code random} alone; takes arrays and addresses, and knows neither
 * networks nor ND4J. Start from {@link io.raf4j.linalg.NormalEquations} and {@link
 * io.raf4j.linalg.LinearModel}.
 */
package io.raf4j.linalg;
