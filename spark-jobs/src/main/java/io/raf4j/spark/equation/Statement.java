package io.raf4j.spark.equation;

import io.raf4j.geometry.Domain;
import io.raf4j.pde.Coordinates;

/**
 * What all equations have, of whichever kind.
 *
 * @param name what the equation calls itself
 * @param equation for people
 * @param domain where it holds
 * @param coordinates the names of its coordinates, and what they are
 * @param rows numbers that travel through the network for a point: the rows of its jet
 * @param hasExact whether errors can be measured: the solution's or the first eigenfunction's
 */
record Statement(
    String name,
    String equation,
    Domain domain,
    Coordinates coordinates,
    int rows,
    boolean hasExact) {}
