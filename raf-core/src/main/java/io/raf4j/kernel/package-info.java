/**
 * Fused evaluation of activations and their gradients over tiles of jets: arrays in, arrays out.
 * The plain layer's values are jets of order 0.
 *
 * <p>{@link io.raf4j.kernel.ActivationKernel} is what a layer calls. It works in single and in
 * double precision, through a {@link io.raf4j.kernel.KernelProvider}: vector (when the module
 * {@code jdk.incubator.vector} is there) or scalar (always). Both give the same bits for every
 * input, on every machine, however wide the vectors and however the points are cut into tiles.
 *
 * <p>How it is built: a tile is worked through in strips small enough for the first-level cache;
 * {@code FloatDerivatives} evaluates one basic function with its first derivatives over a strip,
 * {@code FloatLoops} has the sums and products around it, {@code FloatJetRows} takes sigma's
 * derivatives through the rows of jets, {@code FloatKernel} puts them together. Their twins for
 * double are generated from them, by rules in the module's {@code pom.xml}; only the polynomials in
 * {@code *Math} and {@code *Table}, which have their own lengths, are written for both.
 *
 * <p>May use {@code basis} and {@code jet}; knows neither DL4J nor ND4J. The only package that
 * imports {@code jdk.incubator.vector}, and only in classes whose name starts with {@code Vector}.
 */
package io.raf4j.kernel;
