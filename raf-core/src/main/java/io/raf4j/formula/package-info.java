/**
 * Differential equations typed into a file: read, checked, and compiled to the operations that a
 * class of one's own would do, with the same bits.
 *
 * <p>The grammar is {@code src/main/antlr4/io/raf4j/formula/grammar/Problem.g4}; this package alone
 * knows ANTLR. It uses {@code pde}, {@code geometry} and {@code jet}. Start from {@link
 * io.raf4j.formula.ProblemText}.
 */
package io.raf4j.formula;
