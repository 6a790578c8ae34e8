/**
 * Differential equations and eigenvalue problems, solved by first and second order.
 *
 * <p>Start from {@link io.raf4j.spark.equation.PdeKind} and {@link
 * io.raf4j.spark.equation.EigenKind}.
 */
package io.raf4j.spark.equation;
