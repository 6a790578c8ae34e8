/**
 * Eigenvalue problems as mathematics: a quadratic form over jets, the equation that its minimisers
 * satisfy, and exact eigenvalues where they are known.
 */
package io.raf4j.eigen;
