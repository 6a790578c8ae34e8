package io.raf4j.spark.equation;

/**
 * What was to be solved and by what, in words, for {@link SolveReport} and {@link EigenReport}.
 *
 * @param name such as {@code poisson-smooth}
 * @param equation the equation with its conditions in one line
 * @param dimension the number d of coordinates
 * @param network what solves it, as words that follow "a network of"
 */
record SolvedProblem(String name, String equation, int dimension, String network) {}
