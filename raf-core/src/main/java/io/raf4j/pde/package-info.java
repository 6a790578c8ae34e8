/**
 * Differential equations as mathematics: a domain, an operator over jets, a boundary factor and,
 * where one is known, an exact solution; and the catalogue of those that come with the library.
 */
package io.raf4j.pde;
