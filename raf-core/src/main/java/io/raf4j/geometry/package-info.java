/**
 * Domains of coordinates and points in them: where equations hold, and where they are enforced.
 * Mathematics over numbers; knows neither networks nor problems.
 *
 * <p>A {@link io.raf4j.geometry.Domain} maps the unit cube onto itself, {@link
 * io.raf4j.geometry.Sampler} fills the cube and returns {@link io.raf4j.geometry.Points} with their
 * weights; {@link io.raf4j.geometry.ResidualAdaptive} chooses among them. Maps use arithmetic that
 * gives the same bits on every machine.
 *
 * <p>A {@link io.raf4j.geometry.Shape} is a bounded domain whose boundary has named parts ({@link
 * io.raf4j.geometry.BoundaryPart}), from which {@link io.raf4j.geometry.BoundaryPoints} are drawn
 * with their normals. Shapes are combined; their text forms and the triangles of polygons come from
 * JTS, which is known here alone.
 */
package io.raf4j.geometry;
