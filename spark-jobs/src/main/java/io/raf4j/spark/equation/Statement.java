package io.raf4j.spark.equation;

import io.raf4j.geometry.Domain;

/**
 * What all equations have, of whichever kind.
 *
 * @param name what the equation calls itself
 * @param equation for people
 * @param domain where it holds
 * @param rows numbers that travel through the network for a point: the rows of its jet
 * @param hasExact whether errors can be measured: the solution's or the first eigenfunction's
 */
record Statement(String name, String equation, Domain domain, int rows, boolean hasExact) {}
