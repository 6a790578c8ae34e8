/**
 * DL4J layers whose neurons learn their activation, the engines that compute them, and builders of
 * the networks made of them.
 *
 * <p>May use DL4J, ND4J, {@code basis}, {@code jet}, {@code kernel} and {@code random}; knows
 * neither Spark nor files. Start from {@link io.raf4j.nn.RafDenseLayer} to put one layer into a
 * network of your own, from {@link io.raf4j.nn.CoordinateNetwork} for a whole network from
 * coordinates to values, from {@link io.raf4j.nn.JetNetwork} for the derivatives of networks by
 * their coordinates, and from {@link io.raf4j.nn.NormalEquations} for least squares with them.
 */
package io.raf4j.nn;
