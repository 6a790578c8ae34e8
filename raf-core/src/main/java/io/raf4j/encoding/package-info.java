/**
 * Multiresolution grid encodings: what a coordinate is turned into before a small network sees it.
 *
 * <p>{@link io.raf4j.encoding.GridEncoding} says which grids there are, {@link
 * io.raf4j.encoding.GridTables} evaluates and trains them in single precision, {@link
 * io.raf4j.encoding.GridJets} gives first and second derivatives in double precision.
 */
package io.raf4j.encoding;
