package io.raf4j.kernel;

/**
 * A part of a tile small enough for the workspace.
 *
 * @param row the first row
 * @param rows the rows
 * @param column the first column
 * @param columns the columns, without padding
 * @param blocks the blocks of columns, the last padded
 * @param size the numbers with padding
 */
record Strip(int row, int rows, int column, int columns, int blocks, int size) {}
