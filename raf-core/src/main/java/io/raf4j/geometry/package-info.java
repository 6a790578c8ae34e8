/**
 * Domains of coordinates and points in them: where equations hold, and where they are enforced.
 * Mathematics over numbers; knows neither networks nor problems.
 *
 * <p>A {@link io.raf4j.geometry.Domain} maps the unit cube onto itself, {@link
 * io.raf4j.geometry.Sampler} fills the cube and returns {@link io.raf4j.geometry.Points} with their
 * weights, {@link io.raf4j.geometry.ResidualAdaptive} chooses among them. Maps use arithmetic that
 * gives the same bits on every machine.
 */
package io.raf4j.geometry;
