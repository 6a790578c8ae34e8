/**
 * DL4J layers whose neurons learn their activation, and the networks made of them.
 *
 * <p>In the room: a layer's configuration ({@link io.raf4j.dl4j.RafDenseLayer}), its parameters and
 * what it does at run time, by an engine on host memory or one of ND4J's operations; recipes with
 * their initial weights ({@link io.raf4j.dl4j.NetworkRecipe}); builders of whole networks ({@link
 * io.raf4j.dl4j.CoordinateNetwork}); and networks that train block by block instead of layer by
 * layer ({@link io.raf4j.dl4j.BlockwiseNetwork}).
 *
 * <p>This is where DL4J begins. May use everything below it: {@code jetnet}, {@code host}, {@code
 * kernel}, {@code jet}, {@code basis} and {@code random}; knows neither Spark nor problems. Start
 * from {@link io.raf4j.dl4j.RafDenseLayer} to put one layer into a network of your own, from {@link
 * io.raf4j.dl4j.CoordinateNetwork} for a whole network from coordinates to values.
 */
package io.raf4j.dl4j;
