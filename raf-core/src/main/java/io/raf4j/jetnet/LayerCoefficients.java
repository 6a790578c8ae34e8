package io.raf4j.jetnet;

/**
 * Bias and coefficients of a layer as its kernel takes them: constants filled in, shared ones
 * repeated.
 *
 * @param <T> {@code float[]} or {@code double[]}
 * @param bias {@code [out]}, null where the layer has none
 * @param alpha {@code [terms, out]}
 * @param beta {@code [terms, out]}
 */
record LayerCoefficients<T>(T bias, T alpha, T beta) {}
