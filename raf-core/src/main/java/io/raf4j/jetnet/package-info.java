/**
 * Networks on jets: values and derivatives by the coordinates go through all layers, and gradients
 * back, a block of points at a time.
 *
 * <p>In the room: the network and its layers ({@link io.raf4j.jetnet.JetNetwork}, {@link
 * io.raf4j.jetnet.JetLayer}), the cut of points into blocks and chains and the memory that it takes
 * ({@link io.raf4j.jetnet.BlockMemory}), the Jacobians of points for least squares, the factors of
 * their gradients for tangent kernels ({@link io.raf4j.jetnet.TangentFeatures}), and one layer on a
 * whole batch ({@link io.raf4j.jetnet.DenseBatch}).
 *
 * <p>May use {@code linalg}, {@code host}, {@code kernel}, {@code jet}, {@code basis} and ND4J's
 * arrays, in which parameters come; knows nothing of DL4J. Start from {@link
 * io.raf4j.jetnet.JetNetwork}.
 */
package io.raf4j.jetnet;
