/**
 * The functions an activation is made of, and the activation itself: which terms a neuron adds up,
 * where their coefficients start, and which of them are learnt.
 *
 * <p>A reproducing activation of neuron i is {@code sigma_i(z) = sum_p alpha_pi gamma_p(beta_pi
 * z)}. {@link io.raf4j.basis.BasisFunction} is gamma, {@link io.raf4j.basis.Term} is gamma with the
 * initial alpha and beta, {@link io.raf4j.basis.ReproducingActivation} is the sum. Everything here
 * is a description and a reference evaluation in double precision; the fast evaluation is {@code
 * io.raf4j.kernel}.
 *
 * <p>May use the configuration library; knows neither DL4J nor ND4J. Start from {@link
 * io.raf4j.basis.Presets} or {@link io.raf4j.basis.ReproducingActivation}.
 */
package io.raf4j.basis;
