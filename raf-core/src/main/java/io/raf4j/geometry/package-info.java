/**
 * Domains of coordinates and points in them: where equations hold, and where they are enforced.
 * Mathematics over numbers; knows neither networks nor problems.
 */
package io.raf4j.geometry;
