/**
 * The engine that does one piece of work of any kind, and what a kind of work is to it.
 *
 * <p>Start from {@link io.raf4j.spark.run.Kind} to add a kind of work, from {@link
 * io.raf4j.spark.run.Run} to see one done.
 */
package io.raf4j.spark.run;
