package io.raf4j.jetnet;

import io.raf4j.host.Address;

/**
 * Input jets that are in memory, and where the derivatives by them go.
 *
 * @param jets {@code [points, rows, inputs]}
 * @param gradient receives dL/d(input jets), in the same layout
 * @param bytes of a point
 */
record InputRows(Address jets, Address gradient, long bytes) {}
