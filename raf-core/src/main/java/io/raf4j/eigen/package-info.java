/**
 * Eigenvalue problems as mathematics: a quadratic form over jets, the equation that its minimisers
 * satisfy, and exact eigenvalues where they are known.
 *
 * <p>Start from {@link io.raf4j.eigen.EigenProblem}; {@link io.raf4j.eigen.RayleighForm} sums its
 * weak form over points, {@link io.raf4j.eigen.EigenCatalogue} lists the problems of the library.
 */
package io.raf4j.eigen;
