/**
 * Differential equations as mathematics: a domain, an operator over jets, a boundary factor and,
 * where one is known, an exact solution; and the catalogue of those that come with the library.
 *
 * <p>Start from {@link io.raf4j.pde.PdeCatalogue} to use a problem, from {@link
 * io.raf4j.pde.ScalarProblem} to write one. Knows geometry, jets and, for messages, the basis
 * package; no networks, no matrices.
 */
package io.raf4j.pde;
