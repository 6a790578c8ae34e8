/**
 * Rows of Parquet, what is measured after each round, and named figures.
 *
 * <p>The rows of a kind of work are in its own package. Start from {@link
 * io.raf4j.spark.rows.RowFormat} and {@link io.raf4j.spark.rows.ParquetReport}.
 */
package io.raf4j.spark.rows;
