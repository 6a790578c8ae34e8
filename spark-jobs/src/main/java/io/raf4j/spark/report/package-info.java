/**
 * What a run leaves behind for people and programs: Parquet rows, {@code run.json}, and one HTML
 * page.
 *
 * <p>May use {@code io.raf4j.spark.conf}, the datasets module, Spark SQL, Hadoop's file systems and
 * XChart; knows neither training nor jobs, whose values reach it as arguments. Start from {@link
 * io.raf4j.spark.report.ParquetReport} (rows), {@link io.raf4j.spark.report.RunManifest} ({@code
 * run.json}) or the page of a kind of run, {@link io.raf4j.spark.report.VideoReport}, {@link
 * io.raf4j.spark.report.SolveReport} or {@link io.raf4j.spark.report.EigenReport}, on top of the
 * general {@link io.raf4j.spark.report.HtmlPage}.
 */
package io.raf4j.spark.report;
