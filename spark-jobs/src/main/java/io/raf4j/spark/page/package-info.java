/**
 * Pages for a browser: charts, maps, pictures, sounds and tables, in one file without links.
 *
 * <p>Knows neither Spark nor what is shown. Start from {@link io.raf4j.spark.page.HtmlPage}.
 */
package io.raf4j.spark.page;
