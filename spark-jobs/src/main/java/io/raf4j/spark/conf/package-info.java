/**
 * Settings of the jobs: their keys, defaults, precedence and checks.
 *
 * <p>May use Lightbend's configuration library and {@code raf-core}; knows neither Spark nor DL4J.
 * Start from {@link io.raf4j.spark.conf.Settings}.
 */
package io.raf4j.spark.conf;
