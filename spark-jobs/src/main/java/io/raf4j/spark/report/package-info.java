/**
 * What a run leaves behind for people and programs: Parquet rows, {@code run.json}, and one HTML
 * page.
 *
 * <p>May use {@code io.raf4j.spark.conf}, the datasets module, Spark SQL, Hadoop's file systems and
 * XChart; knows neither training nor jobs, whose values reach it as arguments. Start from {@link
 * io.raf4j.spark.report.ParquetReport} (rows), {@link io.raf4j.spark.report.RunManifest} ({@code
 * run.json}) or {@link io.raf4j.spark.report.VideoReport} (the page of a video run, on top of the
 * general {@link io.raf4j.spark.report.HtmlPage}).
 */
package io.raf4j.spark.report;
