/**
 * Jets: functions with their derivatives at a point.
 *
 * <p>{@link io.raf4j.jet.JetShape} says which derivatives travel with a value and how they lie in
 * memory; {@link io.raf4j.jet.Jet} is arithmetic on functions of the coordinates; {@link
 * io.raf4j.jet.Dual} is arithmetic on what an operator makes of an unknown function's jet, with its
 * linearisation. Mathematics over numbers: no networks, no matrices.
 */
package io.raf4j.jet;
